using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>Two surfaces in one view.</summary>
public sealed class ComparisonTests : IDisposable
{
    private readonly EditorStage _stage = new(width: 1400, height: 800);

    private DescentScene Scene => _stage.App.View.Scene;

    private Comparison? Compared => Scene.Comparison;

    [GlFact]
    public void A_runner_is_compared_live_on_one_scale_with_one_cursor()
    {
        _stage.Commands.AddRunner(new Sgd());
        _stage.RunUntil(() => _stage.Trainer.Status.Step > 60);
        _stage.Pause();
        _stage.Press(Key.B);
        _stage.Run(2);
        _stage.Press(Key.Enter);
        _stage.RunUntil(() => Compared is { Landscape.Progress: 1 } && Scene.Landscape.Progress == 1);
        _stage.Run(90);
        var runner = Scene.Race.Runners[1];
        Assert.Equal(_stage.Parameters, Scene.Landscape.Plane!.Origin);
        var weights = new float[_stage.Parameters.Length];
        runner.Trainer.Session.ReadParameters(weights);
        var plane = Compared!.Landscape.Plane!;
        Assert.Equal(weights, plane.Origin);
        Assert.Equal(Scene.Landscape.Plane.Description, plane.Description);
        // The same directions but for each neuron's length.
        var expected = new RandomPlane().Create(new PlaneContext(new(runner.Trainer.Experiment.Shape, weights), Scene.ShownPlane!.Value.Seed, []));
        Assert.Equal(expected.First, plane.First);
        Assert.Equal("SGD, batch 32", Compared.SecondTitle);
        Assert.EndsWith(", around its own weights", Compared.Landscape.Caption!.Plane);
        Assert.EndsWith(", around its own weights", Scene.Landscape.Caption!.Plane);

        Assert.Equal(Scene.Frame.Scale, Compared.Frame.Scale);
        float[] all = [.. Scene.Landscape.Samples.Losses, .. Compared.Landscape.Samples.Losses];
        Assert.Equal((all.Min(), all.Max()), (Scene.Frame.Scale.Minimum, Scene.Frame.Scale.Maximum));
        Assert.Equal(Scene.Frame.Camera, Compared.Frame.Camera);
        Assert.Equal([runner.Ball.Color], Compared.Frame.Balls.ToArray().Select(ball => ball.Color));
        Assert.DoesNotContain(runner.Ball.Color, Scene.Frame.Balls.ToArray().Select(ball => ball.Color));

        // The mouse on the second surface: a ring on both, and both values.
        var half = _stage.App.View.SecondArea;
        var middle = new Vector2(half.X + half.Width / 2, half.Y + half.Height * 0.45f) / _stage.App.View.Scale;
        _stage.Move(middle);
        _stage.Run(2);
        var second = _stage.App.View.Model.Second!;
        Assert.Equal(2, second.Rings.Count);
        Assert.InRange(Vector2.Distance(second.Rings[1], middle), 0, 2);
        Assert.Equal(half.Width / _stage.App.View.Scale, second.Rings[1].X - second.Rings[0].X, 60f);
        var (alpha, beta) = (_stage.App.View.Model.HoverAlpha, _stage.App.View.Model.HoverBeta);
        Assert.Equal(Scene.Landscape.LossAt(alpha, beta), second.HoverFirstLoss);
        Assert.Equal(Compared.Landscape.LossAt(alpha, beta), second.HoverLoss);
        new Picture(1400, 800, _stage.Picture()).Review("comparison");

        // A click on the second surface drops nothing.
        var edits = _stage.Editor.Log.Edits.Count;
        _stage.Click(middle);
        Assert.Equal(edits, _stage.Editor.Log.Edits.Count);

        _stage.Press(Key.B, Key.LeftShift);
        _stage.Run(90);
        Assert.Equal(Scene.Landscape.Samples.Losses.ToArray().Zip(Compared.Landscape.Samples.Losses.ToArray(), (a, b) => b - a), Compared.Frame.Surface!.Losses.ToArray());
        Assert.Equal(-Compared.Frame.Scale.Minimum, Compared.Frame.Scale.Maximum);
        new Picture(1400, 800, _stage.Picture()).Review("comparison-difference");
        _stage.Press(Key.B, Key.LeftShift);

        // Both train on, and both balls move on their own planes.
        var step = _stage.Trainer.Status.Step;
        _stage.Press(Key.Space);
        _stage.RunUntil(() => _stage.Trainer.Status.Step > step + 40 && runner.Trainer.Status.Step > step + 40);
        Assert.Same(plane, runner.Trainer.Status.Plane);
        Assert.Same(Scene.Landscape.Plane, _stage.Trainer.Status.Plane);
        _stage.Pause();
        _stage.Commands.RemoveRunner(runner);
        _stage.Run(2);
        Assert.Null(Compared);
    }

    [GlFact]
    public void Weights_that_stand_still_follow_the_kind_of_plane_and_end_with_one_that_belongs_to_a_run()
    {
        _stage.RunUntil(() => _stage.Trainer.Status.Step > 60);
        _stage.Pause();
        _stage.Commands.Comparison.With(WeightPlace.Parse("@0"));
        _stage.Run(2);
        var seed = Scene.ShownPlane!.Value.Seed;
        Assert.Equal(_stage.Trainer.StartState.Parameters, Compared!.Landscape.Plane!.Origin);
        Assert.Contains("the start", Compared.Landscape.Plane.Marks[0].Title);
        _stage.Press(Key.P);
        _stage.Run(2);
        Assert.NotEqual(seed, Scene.ShownPlane!.Value.Seed);
        Assert.Equal(Scene.Landscape.Plane!.Description, Compared.Landscape.Plane.Description);
        _stage.Commands.Change(_stage.Editor.Describe(Scene.Landscape).First(property => property.Name == nameof(Landscape.Resolution)), 33);
        _stage.Run(2);
        Assert.Equal(33, Compared.Landscape.Grid.Resolution);

        _stage.RunUntil(() => Scene.Landscape.Progress == 1 && Compared.Landscape.Progress == 1);
        _stage.Run(240);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _stage.Run(60);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        _stage.Press(Key.D);
        _stage.RunUntil(() => Compared is null);
        Assert.Null(Scene.Landscape.Beside);
        Assert.Equal(Scene.Camera.Aspect, _stage.App.View.SceneArea.Width / (float)_stage.App.View.SceneArea.Height);
    }

    [GlFact]
    public void Another_experiment_trains_along()
    {
        _stage.Pause();
        var file = _stage.Editor.CurrentFile;
        var path = Path.Combine(_stage.Folder, "wide.neurolab.json");
        (file with { Network = file.Network with { Hidden = [24] }, Training = file.Training with { BatchSize = 128 } }).Save(path);
        _stage.Commands.Comparison.WithFile(path);
        _stage.RunUntil(() => Compared is not null);
        Assert.Equal("wide", Compared!.SecondTitle);
        Assert.Equal([2, 24, 1], Compared.Trainer!.Experiment.Shape.Sizes.ToArray());
        var step = _stage.Trainer.Status.Step;
        _stage.Press(Key.Space);
        _stage.RunUntil(() => Compared.Trainer.Status.Step > 40);
        _stage.Pause();
        Assert.InRange(Compared.Trainer.EnqueuedSteps, 1, _stage.Trainer.EnqueuedSteps - step);
        Assert.Same(Compared.Landscape.Plane, Compared.Trainer.Status.Plane);
        // Where the run goes back the guest does, too.
        _stage.Commands.SeekTo(step + 7);
        _stage.RunUntil(() => Compared.Trainer.Status.Step == 7);
        _stage.Commands.Restart();
        _stage.RunUntil(() => Compared.Trainer.EnqueuedSteps == 0);
        Assert.Equal(Compared.Trainer.StartState.Parameters, Current(Compared.Trainer));

        WeightsFile.Save(Path.Combine(_stage.Folder, "other.safetensors"), [2, 3, 1], new float[13]);
        _stage.Commands.Comparison.WithFile(Path.Combine(_stage.Folder, "other.safetensors"));
        _stage.Run(2);
        Assert.Null(Compared);
        Assert.Contains("other.safetensors: has the layer sizes 2-3-1", _stage.App.View.Hud.Toast.Text);
        _stage.Commands.Comparison.With(WeightPlace.Parse("@0"));
        _stage.Run(2);
        _stage.LoadDataset("circles");
        Assert.Null(Compared);
    }

    private static float[] Current(Trainer trainer)
    {
        var weights = new float[trainer.Experiment.Shape.ParameterCount];
        trainer.Session.ReadParameters(weights);
        return weights;
    }

    [GlFact]
    public void A_line_is_compared_before_and_after_matching()
    {
        _stage.Commands.AddRunner(new Sgd());
        _stage.App.Workspace.Layout.Show("connection");
        _stage.Run(2);
        var panel = _stage.App.Workspace.Panel<ConnectionPanel>();
        _stage.RunUntil(() => _stage.Trainer.Status.Step > 200);
        _stage.Pause();
        panel.Measure(0, 1);
        _stage.RunUntil(() => !panel.IsBusy);
        panel.Match();
        _stage.RunUntil(() => !panel.IsBusy);
        _stage.Run(2);
        _stage.Click(_stage.Widget("Compare the planes").Center());
        Assert.IsType<LinePlane>(Scene.ShownPlane?.Kind);
        Assert.Equal(("before matching", "after matching"), (Compared!.FirstTitle, Compared.SecondTitle));
        var (first, second) = (Scene.Landscape.Plane!, Compared.Landscape.Plane!);
        Assert.InRange(first.Project(_stage.Parameters).Residual, 0, 1e-4);
        Assert.InRange(second.Project(_stage.Parameters).Residual, 0, 1e-4);
        Assert.DoesNotContain("matched", first.Description);
        Assert.Contains("SGD, now, matched", second.Description);
        Assert.NotEqual(first.First, second.First);
        _stage.RunUntil(() => Scene.Landscape.Progress == 1 && Compared.Landscape.Progress == 1);
        _stage.Run(60);
        new Picture(1400, 800, _stage.Picture()).Review("comparison-matched");
    }

    public void Dispose() => _stage.Dispose();
}
