using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>A second surface beside the run's: what to compare with, and how both are shown.</summary>
internal sealed class ComparisonCommands
{
    private readonly SceneEditor _editor;
    private readonly Notices _notices;
    private readonly ExperimentLoader _loader;
    private readonly FileCommands _files;

    public ComparisonCommands(SceneEditor editor, Notices notices, ExperimentLoader loader, FileCommands files)
    {
        (_editor, _notices, _loader, _files) = (editor, notices, loader, files);
        Scene.ComparisonEnded = message => notices.Say(char.ToUpperInvariant(message[0]) + message[1..]);
    }

    /// <summary>Whether two surfaces are shown.</summary>
    public bool IsOn => Scene.Comparison is not null;

    private DescentScene Scene => _editor.Scene;

    /// <summary>What the surface can be compared with now.</summary>
    public IReadOnlyList<Command> Choices() =>
    [
        .. Scene.Race.Runners.Skip(1).Select((runner, i) => new Command(
            $"compare.runner{i + 2}", $"{runner.Title}, which trains on", "", () => With(runner))),
        new("compare.start", "The start", "", () => With(WeightPlace.Parse("@0"))),
        new("compare.now", "These weights, kept as they are now", "", () => With(WeightPlace.Parse(WeightPlace.Now))),
        .. _editor.Branches.Where(branch => branch != _editor.Branch).Select(branch => new Command(
            $"compare.branch{branch.Number}", $"The end of {branch.Name}", "", () => With(WeightPlace.Parse(branch.Name)))),
        .. _editor.Branches.SelectMany(branch => branch.Moments).Select(moment => new Command(
            $"compare.{moment.Name}", moment.Name, "", () => With(WeightPlace.Parse(moment.Name)))),
        new("compare.file", "A file of weights, or an experiment…", "", () => _files.AskForText(
            "COMPARE WITH A FILE", "A path: .safetensors for weights of the same layer sizes; .neurolab.json for an experiment, which trains along.", WithFile)),
        new("compare.end", "Nothing: one surface", "", End, () => IsOn),
    ];

    /// <summary>Shows the second surface that an experiment was saved with; none if it has none.</summary>
    public void Follow(ExperimentFile opened) => _notices.Try(() => Scene.ShowBeside(opened));

    /// <summary>Compares with a runner, live.</summary>
    public void With(Runner runner) => Begin(() => Comparison.Of(Scene, runner));

    /// <summary>Compares with weights that stand still.</summary>
    public void With(WeightPlace place) => Begin(() =>
    {
        var (_, weights) = Scene.Places.Find(place);
        var title = place.Text == WeightPlace.Now ? FormattableString.Invariant($"step {Scene.Trainer.EnqueuedSteps:N0}") : place.Step == 0 ? "the start" : place.Title;
        return Comparison.Of(Scene, title, [.. weights]);
    });

    /// <summary>Compares with a file of weights, or with an experiment, which is read in the background and trains along.</summary>
    public void WithFile(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            With(WeightPlace.Parse(Path.GetFullPath(path)));
            return;
        }
        // Its own plane is not needed.
        _loader.Load(path, () => ExperimentFile.Load(path) is var file ? PreparedExperiment.Of(file with { Plane = file.Plane with { Kind = new RandomPlane().Name } }) : null!, prepared => Begin(() =>
        {
            if (prepared.Experiment.Loss.Name != Scene.Trainer.Experiment.Loss.Name)
                throw new UserErrorException($"{path}: its loss is {prepared.Experiment.Loss} and that of this run {Scene.Trainer.Experiment.Loss}, which have no common scale; compare runs of one loss");
            return Comparison.Of(Scene, Path.GetFileName(path).Split('.')[0], Scene.OpenGuest(prepared.Experiment, prepared.Data));
        }));
    }

    /// <summary>Shows a plane, and beside it the same network over another one.</summary>
    public void With(PlaneKind kind, string firstTitle, string title, Func<Plane> second) => _notices.Try(() =>
    {
        Scene.Compare(null);
        _editor.ShowPlane(kind);
        Compare(() => Comparison.Of(Scene, firstTitle, title, second()));
    });

    /// <summary>Shows both surfaces, or their difference.</summary>
    public void ToggleDifference()
    {
        if (Scene.Comparison is not { } comparison)
            return;
        comparison.ShowsDifference = !comparison.ShowsDifference;
        Reframe(comparison.ShowsDifference ? 2 : 0.5f);
    }

    /// <summary>Shows one surface again.</summary>
    public void End()
    {
        var wasBeside = Scene.Comparison is { ShowsDifference: false };
        Scene.Compare(null);
        if (wasBeside)
            Reframe(2);
    }

    // Both around their own weights, which the plane shown may have left.
    private void Begin(Func<Comparison> create) => _notices.Try(() =>
    {
        Scene.Compare(null);
        _editor.ShowPlane(Scene.ShownPlane?.Kind is { } kind && Comparison.Takes(kind) ? kind : new RandomPlane());
        Compare(create);
    });

    private void Compare(Func<Comparison> create)
    {
        Scene.Compare(create);
        Reframe(0.5f);
    }

    // The view's aspect follows with the next frame.
    private void Reframe(float factor)
    {
        var from = Scene.Camera.Pose;
        Scene.Camera.Aspect *= factor;
        Scene.Camera.Frame();
        _editor.CommitCamera(from);
    }
}
