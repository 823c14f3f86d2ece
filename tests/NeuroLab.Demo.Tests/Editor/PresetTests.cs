using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Networks;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The prepared experiments of the menu.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly EditorStage _stage = new(width: 1280, height: 720);

    private DescentScene Scene => _stage.App.View.Scene;

    private Comparison? Compared => Scene.Comparison;

    private Runner Second => Scene.Race.Runners[1];

    // A few points of the surface show as much here.
    private static Preset Quick => Preset.Find("skip") with
    {
        Make = seed => Preset.Find("skip").Make(seed) is var file ? file with { Plane = file.Plane with { Resolution = 9, Follow = 20 } } : null!,
    };

    [GlFact]
    public void Networks_with_and_without_skips_train_side_by_side_with_the_keyboard_alone()
    {
        _stage.Press(Key.P, Key.LeftControl);
        _stage.Type("preset: depth 24");
        _stage.Press(Key.Enter);
        _stage.RunUntil(() => Compared is not null);
        Assert.Equal("skip", _stage.Editor.Origin.Preset);
        Assert.True(_stage.App.Workspace.Layout.IsOpen("preset"));
        var (plain, skip) = (_stage.Trainer.Experiment, Second.Trainer.Experiment);
        Assert.Equal("2-24-…-24-1 relu, 24 hidden layers", plain.Shape.ToString());
        Assert.Equal((false, true), (plain.Shape.HasSkips, skip.Shape.HasSkips));
        Assert.Equal(plain.Shape.Sizes.ToArray(), skip.Shape.Sizes.ToArray());
        Assert.Equal(Network.Create(skip.Shape, plain.Initializer, plain.Seed).Parameters, Second.Trainer.StartState.Parameters);
        Assert.Equal(("Adam, without skips, batch 32", "Adam, with skips, batch 32"), (Compared!.FirstTitle, Compared.SecondTitle));
        Assert.Equal(Scene.Landscape.Plane!.Description, Compared.Landscape.Plane!.Description);
        Assert.True(Scene.Frame.Scale.Logarithmic);
        _stage.RunUntil(() => _stage.Trainer.Status.Step > 10 && Second.Trainer.Status.Step > 10);
        Assert.True(double.IsFinite(_stage.Trainer.Status.Loss + Second.Trainer.Status.Loss));
        Assert.Equal(_stage.Trainer.EnqueuedSteps, Second.Trainer.EnqueuedSteps);
        _stage.Press(Key.P, Key.LeftControl);
        _stage.Press(Key.Escape);
        new Picture(1280, 720, _stage.Picture()).Review("preset");
    }

    [GlFact]
    public void The_planes_follow_both_networks_and_so_do_jumps_in_time_undo_and_a_saved_file()
    {
        Open();
        _stage.RunUntil(() => _stage.Trainer.EnqueuedSteps > 60 && Scene.Landscape.Plane!.Origin != _stage.Trainer.StartState.Parameters);
        _stage.Pause();
        _stage.RunUntil(() => Scene.Landscape.Progress == 1 && Compared!.Landscape.Progress == 1);
        var (first, second) = (Scene.Landscape.Plane!, Compared!.Landscape.Plane!);
        Assert.NotEqual(Second.Trainer.StartState.Parameters, second.Origin);
        // Normalized by the weights that they went through.
        var expected = Scene.ShownPlane!.Value.Kind.Create(new(new(Second.Trainer.Experiment.Shape, second.Origin), 7, []));
        Assert.Equal(expected.First, second.First);
        Assert.Equal(expected.Second, second.Second);
        Assert.Equal(7UL, Scene.ShownPlane.Value.Seed);
        Assert.Equal(first.Description, second.Description);

        // On the plain network's surface alone the other one has no place.
        _stage.Commands.Comparison.End();
        _stage.Run(3);
        Assert.Equal([Scene.Ball.Color], Scene.Frame.Balls.ToArray().Select(ball => ball.Color));
        _stage.Commands.Comparison.With(Second);
        _stage.Run(3);
        Assert.Equal([Second.Ball.Color], Compared!.Frame.Balls.ToArray().Select(ball => ball.Color));

        _stage.Commands.SeekTo(5);
        _stage.Run(2);
        Assert.Equal((5, 5), (_stage.Trainer.EnqueuedSteps, Second.Trainer.EnqueuedSteps));
        var there = Parameters(Second);
        _stage.Commands.Restart();
        _stage.Run(2);
        Assert.Equal(Second.Trainer.StartState.Parameters, Parameters(Second));

        _stage.Commands.Files.Save();
        var path = _stage.Commands.Files.SavePath!;
        _stage.LoadDataset("circles");
        _stage.Run(2);
        Assert.Null(Compared);
        Assert.Single(Scene.Race.Runners);
        _stage.Commands.Undo();
        _stage.RunUntil(() => Compared is not null);
        Assert.True(Second.Trainer.Experiment.Shape.HasSkips);
        Assert.Equal(_stage.Trainer.EnqueuedSteps, Second.Trainer.EnqueuedSteps);

        using var scene = ExperimentFile.Load(path).CreateScene(new CpuBackend());
        scene.ShowBeside(ExperimentFile.Load(path));
        Assert.Same(scene.Race.Runners[1], scene.Comparison!.Runner);
        scene.Race.Runners[1].Trainer.TrainTo(5);
        Assert.Equal(there, Parameters(scene.Race.Runners[1]));
    }

    [GlFact]
    public void The_depth_is_a_slider_that_rebuilds_both_where_it_rests()
    {
        Open();
        _stage.Run(2);
        var slider = _stage.Widget("Depth");
        var loads = _stage.Editor.Log.Edits.Count(edit => edit is LoadEdit);
        var y = slider.Bottom - 8;
        _stage.Move(new(slider.CenterX, y));
        _stage.Script.Press(MouseButton.Left);
        _stage.Run();
        for (var i = 0; i < 12; i++)
        {
            _stage.Move(new(slider.X + (i * 5 % 12) * slider.Width / 12, y));
            _stage.Run();
        }
        _stage.Move(new(slider.X - 20, y));
        _stage.Run(2);
        Assert.Equal(24, _stage.Trainer.Experiment.Shape.Layers.Length - 1);
        _stage.Script.Release(MouseButton.Left);
        _stage.RunUntil(() => _stage.Trainer.Experiment.Shape.Layers.Length == 3 && Compared is not null);
        Assert.Equal(loads + 1, _stage.Editor.Log.Edits.Count(edit => edit is LoadEdit));
        Assert.Equal([2, 24, 24, 1], Second.Trainer.Experiment.Shape.Sizes.ToArray());
        Assert.Equal((false, true), (_stage.Trainer.Experiment.Shape.HasSkips, Second.Trainer.Experiment.Shape.HasSkips));
        Assert.Same(Second, Compared!.Runner);
        _stage.Press(Key.Right);
        _stage.RunUntil(() => _stage.Trainer.Experiment.Shape.Layers.Length == 4 && Compared is not null);
        _stage.Press(Key.Z, Key.LeftControl);
        _stage.RunUntil(() => _stage.Trainer.Experiment.Shape.Layers.Length == 3 && Compared is not null);
    }

    private void Open()
    {
        _stage.Commands.Experiment.LoadPreset(Quick);
        _stage.RunUntil(() => Compared is not null);
    }

    private static float[] Parameters(Runner runner)
    {
        var weights = new float[runner.Trainer.Experiment.Shape.ParameterCount];
        runner.Trainer.Session.ReadParameters(weights);
        return weights;
    }

    public void Dispose() => _stage.Dispose();
}
