using System.Numerics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Tests.App;

/// <summary>The app in a real window, worked by mouse and keyboard from outside; what it shows is read as pixels.</summary>
[Collection(DisplayCollection.Name)]
public sealed class DescentAppWindowTests(XvfbDisplay display)
{
    private const string Title = "NeuroLab app test";
    private const int Width = 800, Height = 600;

    [XvfbFact]
    public void The_first_picture_shows_a_coloured_surface_with_the_ball_on_it() => OnApp(stage =>
    {
        var area = stage.View.SceneArea;
        var picture = stage.Picture();
        var colours = new HashSet<int>();
        var lively = 0;
        for (var y = area.Y; y < area.Y + area.Height; y++)
            for (var x = area.X; x < area.X + area.Width; x++)
            {
                var (r, g, b) = picture.At(x, y);
                colours.Add((r >> 4) << 8 | (g >> 4) << 4 | b >> 4);
                if (Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) > 60)
                    lively++;
            }
        Assert.True(colours.Count > 100, $"{colours.Count} colours");
        Assert.True(lively > area.Width * area.Height / 10, $"{lively} of {area.Width * area.Height} pixels are coloured");

        var frame = stage.View.Scene.Frame;
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        var ball = frame.Balls[0];
        Assert.True(projection.TryProject(frame.World(ball.Alpha, ball.Beta, ball.Loss), out var at));
        Assert.True(HasOrangeNear(picture, at + new Vector2(area.X, area.Y)), $"no ball near {at}");
    });

    [XvfbFact]
    public void Dragging_orbits_and_the_wheel_zooms() => OnApp(stage =>
    {
        stage.Person.PressKey("space");
        stage.RunUntil(() => !stage.View.Scene.Trainer.IsPlaying);
        var camera = stage.View.Scene.Frame.Camera;
        var before = stage.Picture();

        stage.Person.MoveMouse(400, 200);
        stage.Person.MouseDown(1);
        stage.RunFrames(3);
        stage.Person.MoveMouse(520, 230);
        stage.RunUntil(() => Vector3.Distance(stage.View.Scene.Frame.Camera.Eye, camera.Eye) > 0.5f);
        stage.Person.MouseUp(1);
        stage.RunFrames(30);
        Assert.True(before.ShareChanged(stage.Picture(), stage.View.SceneArea) > 0.1);

        var distance = stage.View.Scene.Frame.Camera.Eye.Length();
        stage.Person.Click(4, times: 5);
        stage.RunUntil(() => stage.View.Scene.Frame.Camera.Eye.Length() < 0.8f * distance);
    });

    [XvfbFact]
    public void Keys_turn_the_running_experiment() => OnApp(stage =>
    {
        var trainer = stage.View.Scene.Trainer;
        var rate = trainer.LearningRate;
        stage.Person.PressKey("Up");
        stage.RunUntil(() => trainer.LearningRate > rate);

        stage.Person.PressKey("1");
        stage.RunUntil(() => trainer.Optimizer.Name == "sgd");
        Assert.NotEqual(0, trainer.Status.Step);

        stage.Person.PressKey("space");
        stage.RunUntil(() => !trainer.IsPlaying);
        stage.RunFrames(10);
        var step = trainer.Status.Step;
        stage.Person.PressKey("s");
        stage.RunUntil(() => trainer.Status.Step == step + 1);

        stage.Person.PressKey("r");
        stage.RunUntil(() => trainer.EnqueuedSteps == 0 && trainer.Status.Step == 0);

        var before = stage.Picture();
        stage.Person.PressKey("l");
        stage.RunUntil(() => stage.View.Scene.Landscape.IsLogarithmic);
        stage.RunFrames(5);
        Assert.True(before.ShareChanged(stage.Picture(), stage.View.SceneArea) > 0.03);

        var plane = stage.View.Scene.Landscape.Plane;
        stage.Person.PressKey("p");
        stage.RunUntil(() => stage.View.Scene.Landscape.Plane != plane);
        stage.Person.PressKey("n");
        stage.RunUntil(() => trainer.Experiment.Train.Name == "moons");
    });

    [XvfbFact]
    public void A_learning_rate_that_diverges_is_shown_and_the_app_lives_on() => OnApp(stage =>
    {
        var trainer = stage.View.Scene.Trainer;
        trainer.Optimizer = Catalog.Optimizer("sgd");
        trainer.LearningRate = 1e39;
        stage.RunUntil(() => trainer.HasDiverged);
        stage.RunFrames(5);
        Assert.True(stage.View.Model.IsDiverged);

        trainer.LearningRate = 0.01;
        stage.Person.PressKey("r");
        stage.RunUntil(() => trainer.StatusVersion > 0 && !trainer.HasDiverged);
    });

    [XvfbFact]
    public void Resizing_fills_the_new_window() => OnApp(stage =>
    {
        stage.Person.Resize(640, 420);
        stage.RunUntil(() => stage.View.LogicalSize.X == 640);
        var picture = stage.Picture();
        Assert.Equal((640, 420), (picture.Width, picture.Height));
        Assert.True(stage.View.Scene.Camera.Aspect > 1.5f);
    });

    [XvfbFact]
    public void Control_Q_quits() => OnApp(stage =>
    {
        stage.Person.PressKey("Escape");
        stage.RunFrames(20);
        Assert.False(stage.App.HasQuit);
        stage.Person.PressKey("ctrl+q");
        stage.App.Run();
    });

    [XvfbFact]
    public void A_run_that_was_changed_scrubbed_branched_and_recorded_replays_bit_for_bit()
    {
        var folder = Directory.CreateTempSubdirectory("neurolab-run-").FullName;
        try
        {
            TakeSummary? take = null;
            OnApp(stage =>
            {
                var (app, trainer) = (stage.App, stage.View.Scene.Trainer);
                app.Commands.Files.ExportFolder = folder;
                app.Recorder.Settings.Format = new FrameFormat(320, 180, 30);
                stage.Person.PressKey("F10");
                stage.RunUntil(() => app.Recorder.IsRecording && trainer.EnqueuedSteps > 40);
                stage.Person.PressKey("Up");
                stage.RunUntil(() => trainer.LearningRate > 0.011);
                stage.RunUntil(() => trainer.EnqueuedSteps > 100);
                Scrub(stage, 0.6f, 0.3f);
                var forkedAt = trainer.EnqueuedSteps;
                Assert.InRange(forkedAt, 10, 60);
                stage.Person.PressKey("2");
                stage.RunUntil(() => trainer.Optimizer.Name == "momentum" && app.Commands.Editor.Branches.Count == 2);
                stage.Person.PressKey("space");
                stage.RunUntil(() => trainer.EnqueuedSteps > forkedAt + 90);
                stage.Person.PressKey("F10");
                stage.RunUntil(() => !app.Recorder.IsRecording);
                take = app.Recorder.Last;
            }, new AppOptions(StateFolder: folder));

            Assert.Equal(take!.Frames, File.ReadAllLines(take.Telemetry).Length - 1);
            var log = RunLog.Load(Assert.Single(Directory.GetFiles(Path.Combine(folder, "runs"))));
            using var backend = new CpuBackend();
            using var replay = new Replay(log, backend);
            var result = replay.Run();
            Assert.Superset(new HashSet<Type> { typeof(PropertyEdit), typeof(SeekEdit), typeof(BranchEdit) }, log.Edits.Select(edit => edit.GetType()).ToHashSet());
            Assert.True(result.IsIdentical && result.IsComplete, result.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Drags along the timeline, from and to a share of its length.
    private static void Scrub(WindowStage stage, float from, float to)
    {
        var box = stage.App.Workspace.Gui.BoxOf("timeline");
        stage.Person.MoveMouse((int)(box.X + from * box.Width), (int)box.CenterY);
        stage.Person.MouseDown(1);
        stage.RunUntil(() => !stage.View.Scene.Trainer.IsPlaying);
        var step = stage.View.Scene.Trainer.EnqueuedSteps;
        stage.Person.MoveMouse((int)(box.X + to * box.Width), (int)box.CenterY);
        stage.RunUntil(() => stage.View.Scene.Trainer.EnqueuedSteps < step);
        stage.Person.MouseUp(1);
        stage.RunFrames(3);
    }

    private void OnApp(Action<WindowStage> act, AppOptions? how = null) => WindowStage.Run(
        display, new WindowOptions(Title, Width, Height) { VerticalSync = false }, how ?? new AppOptions(), act);

    private static bool HasOrangeNear(Picture picture, Vector2 place)
    {
        for (var y = -14; y <= 14; y++)
            for (var x = -14; x <= 14; x++)
            {
                var (r, g, b) = picture.At((int)place.X + x, (int)place.Y + y);
                if (r > 200 && g is > 110 and < 210 && b < 120 && r - b > 100)
                    return true;
            }
        return false;
    }
}
