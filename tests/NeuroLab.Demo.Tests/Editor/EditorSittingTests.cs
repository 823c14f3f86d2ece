using System.Numerics;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.App;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>
/// What a person does at the editor, in a real window, from outside. With NEUROLAB_REVIEW_IMAGES set to a folder each
/// state is kept there as a picture; those in docs/images are made so.
/// </summary>
[Collection(DisplayCollection.Name)]
public sealed class EditorSittingTests(XvfbDisplay display)
{
    private static readonly WindowOptions Window = new("NeuroLab sitting", 1280, 720) { VerticalSync = false };

    [XvfbFact]
    public void Rate_and_optimizer_change_in_the_run_weights_drop_and_time_goes_back() => WindowStage.Run(display, Window, new AppOptions(), stage =>
    {
        float[]? first = null;
        stage.FrameDone = () =>
        {
            if (first is null && stage.Trainer.EnqueuedSteps == 200)
                first = stage.Parameters();
        };
        DragTheLearningRate(stage);
        SwitchTheOptimizer(stage);
        DropTheWeights(stage);
        Assert.NotNull(first);
        GoBackAndReplay(stage, first);
    });

    [XvfbFact]
    public void Three_race_and_the_saved_experiment_looks_the_same_in_another_program()
    {
        var folder = Directory.CreateTempSubdirectory("neurolab-sitting-").FullName;
        try
        {
            var path = Path.Combine(folder, "race.neurolab.json");
            Picture? shown = null;
            WindowStage.Run(display, Window, new AppOptions(), stage =>
            {
                Race(stage);
                shown = SaveAtTheStart(stage, path);
            });
            WindowStage.Run(display, Window, new AppOptions("moons"), stage => LoadAgain(stage, path, shown!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void DragTheLearningRate(WindowStage stage)
    {
        stage.RunUntil(() => stage.Trainer.Status.Step >= 60);
        Assert.True(MarkedRows(stage) < 12, "the chart is marked already");
        var rate = stage.Trainer.LearningRate;
        var slider = stage.Widget("Learning rate");
        stage.Drag(Along(slider, 0.5f), Along(slider, 0.62f));
        Assert.True(stage.Trainer.LearningRate > 1.5 * rate, $"{rate} became {stage.Trainer.LearningRate}");
        var mark = Assert.Single(stage.App.Workspace.Marks);
        Assert.Contains("Learning rate", mark.Text, StringComparison.Ordinal);

        Assert.True(stage.Trainer.IsPlaying);
        stage.RunUntil(() => stage.Trainer.Status.Step >= mark.Step + 160);
        stage.RunFrames(10);
        Assert.True(MarkedRows(stage) > 20, $"{MarkedRows(stage)} rows of the loss chart are marked");
        stage.Picture().Review("learning-rate");
    }

    private static void SwitchTheOptimizer(WindowStage stage)
    {
        stage.Choose("##Optimizer", 1, open => open.Picture().Review("optimizer"));
        stage.RunUntil(() => stage.Trainer.Optimizer.Name == "momentum");
        var edit = stage.App.Commands.Editor.Log.Edits.OfType<PropertyEdit>().Last(edit => edit.Property == "Optimizer");
        stage.RunUntil(() => stage.Trainer.Status.Step >= edit.Step + 40);

        // Every step was taken once, none was left out.
        var records = new StepRecord[StepHistory.Capacity];
        long from = 0;
        var steps = records.AsSpan(0, stage.Trainer.Session.History.CopyTo(ref from, records)).ToArray().Select(record => record.Step).ToArray();
        Assert.Equal(Enumerable.Range(0, steps.Length).Select(step => (long)step), steps);
        Assert.InRange(edit.Step, 1, steps[^1]);
        Assert.Equal(0, stage.Trainer.Run);
    }

    private static void DropTheWeights(WindowStage stage)
    {
        stage.Press("space", () => !stage.Trainer.IsPlaying && stage.Trainer.IsIdle);
        var step = stage.Trainer.EnqueuedSteps;
        stage.Move(stage.PixelOf(-0.5f, 0.45f));
        stage.RunFrames(2);
        var model = stage.View.Model;
        Assert.True(model.IsHovering);
        var (alpha, beta) = (model.HoverAlpha, model.HoverBeta);
        Assert.Equal(-0.5, alpha, 0.05);
        stage.Click(stage.PixelOf(-0.5f, 0.45f));
        stage.RunUntil(() => Math.Abs(stage.Trainer.Status.Alpha - alpha) < 1e-3);

        var plane = stage.View.Scene.Landscape.Plane!;
        var wanted = new float[plane.Origin.Length];
        plane.PointAt(alpha, beta, wanted);
        var parameters = stage.Parameters();
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], parameters[i], 1e-5f);
        Assert.Equal(step, stage.Trainer.EnqueuedSteps);

        stage.Press("space", () => stage.Trainer.Status.Step >= step + 200);
        stage.Picture().Review("drop");
    }

    private static void GoBackAndReplay(WindowStage stage, float[] first)
    {
        var editor = stage.App.Commands.Editor;
        var tip = editor.Branch.Tip;
        var track = stage.Widget("timeline");
        stage.Drag(Along(track, 0.9f), new Vector2(track.X + 7 + (track.Width - 14) * 100 / tip, track.CenterY));
        while (editor.Position.Step != 100)
        {
            var at = editor.Position.Step;
            Assert.InRange(at, 90, 110);
            stage.Press(at < 100 ? "Right" : "Left", () => editor.Position.Step != at);
        }
        stage.RunUntil(() => stage.Trainer.IsIdle);
        Assert.NotEqual(first, stage.Parameters());
        stage.RunFrames(10);
        stage.Picture().Review("timeline");

        stage.Press("space", () => stage.Trainer.EnqueuedSteps >= 200);
        Assert.Equal(200, stage.Trainer.EnqueuedSteps);
        Assert.Equal(first, stage.Parameters());
        Assert.Single(editor.Branches);
    }

    private static void Race(WindowStage stage)
    {
        stage.Choose("add", 1);
        stage.Choose("add", 4);
        var race = stage.View.Scene.Race;
        Assert.Equal(["Adam", "Momentum", "RMSprop"], race.Runners.Select(runner => runner.Trainer.Optimizer.Title));
        // The third is chosen in the hierarchy and made faster, by keys.
        var add = stage.Widget("add");
        stage.Click(new Vector2(add.X + 20, add.CenterY - 24));
        var rate = race.Runners[2].Trainer.LearningRate;
        for (var i = 0; i < 6; i++)
            stage.Person.PressKey("Up");
        stage.RunUntil(() => race.Runners[2].Trainer.LearningRate > 3.5 * rate);
        Assert.Equal(0.01, race.Runners[0].Trainer.LearningRate, 1e-9);
        stage.RunUntil(() => race.Runners.All(runner => runner.Trainer.Status.Step >= 300));
        // For the picture they go on, faster.
        for (var i = 0; i < 3; i++)
            stage.Person.PressKey("equal");
        stage.RunUntil(() => race.Runners.All(runner => runner.Trainer.Status.Step >= 1600));
        stage.Press("space", () => race.Runners.All(runner => runner.Trainer.IsIdle));
        stage.RunFrames(15);
        Assert.Single(race.Runners.Select(runner => runner.Trainer.EnqueuedSteps).Distinct());
        Assert.Equal(race.Runners.OrderBy(runner => runner.Loss), race.Ranking);
        Assert.Equal(3, stage.View.Scene.Frame.Balls.Length);
        stage.Move(new Vector2(440, 20));
        stage.RunFrames(10);
        stage.Picture().Review("race");
    }

    private static Picture SaveAtTheStart(WindowStage stage, string path)
    {
        var camera = stage.View.Scene.Camera;
        var eye = camera.Pose.Eye;
        var middle = new Vector2(stage.View.SceneArea.X + 90, stage.View.SceneArea.Y + 300);
        stage.Drag(middle, middle + new Vector2(60, -20));
        stage.RunUntil(() => Vector3.Distance(camera.Pose.Eye, eye) > 0.3f);
        stage.App.Commands.Files.SavePath = path;
        stage.Press("ctrl+s", () => File.Exists(path));
        Open(stage, path);
        return AtTheStart(stage);
    }

    private static void LoadAgain(WindowStage stage, string path, Picture shown)
    {
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);
        Open(stage, path);
        Assert.Equal(3, stage.View.Scene.Race.Runners.Count);
        var picture = AtTheStart(stage);
        var area = stage.View.SceneArea;
        // A line that tells what was done passes at the bottom.
        var steady = new PixelRectangle(area.X, area.Y, area.Width, area.Height - 70);
        Assert.True(shown.ShareChanged(picture, steady) < 0.004, $"{shown.ShareChanged(picture, steady):P2} of the view differs");
        stage.Press("space", () => stage.Trainer.Status.Step >= 120);
        stage.Picture().Review("loaded");
    }

    // As a person does: Ctrl+O, a path over what stands there, Enter.
    private static void Open(WindowStage stage, string path)
    {
        var run = stage.Trainer.Session;
        stage.Press("ctrl+o", () => stage.App.Workspace.Gui.WantsText);
        stage.Person.PressKey("ctrl+a");
        stage.RunFrames(5);
        stage.Person.Type(path);
        stage.RunFrames(10);
        stage.Press("Return", () => !ReferenceEquals(stage.Trainer.Session, run));
        if (stage.Trainer.IsPlaying)
            stage.Press("space", () => !stage.Trainer.IsPlaying);
        stage.RunUntil(() => stage.View.Scene.Landscape.Progress >= 1);
    }

    private static Picture AtTheStart(WindowStage stage)
    {
        stage.App.Commands.SeekTo(0);
        stage.Move(new Vector2(440, 20));
        stage.RunFrames(60);
        return stage.Picture();
    }

    // Rows of the column of the loss chart that has most of the blue of marks; curves cross a column, a mark fills it.
    private static int MarkedRows(WindowStage stage)
    {
        var picture = stage.Picture();
        var charts = stage.App.Workspace.Layout.BoundsOf("charts");
        var most = 0;
        for (var x = (int)charts.X + 40; x < (int)charts.X + (int)charts.Width / 4 - 16; x++)
        {
            var rows = 0;
            for (var y = (int)charts.Y + 32; y < (int)charts.Bottom - 18; y++)
            {
                var (r, _, b) = picture.At(x, y);
                rows += b - r > 40 ? 1 : 0;
            }
            most = Math.Max(most, rows);
        }
        return most;
    }

    private static Vector2 Along(in UiRect box, float share) => new(box.X + share * box.Width, box.CenterY);
}
