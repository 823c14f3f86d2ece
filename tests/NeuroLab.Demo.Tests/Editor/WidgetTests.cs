using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The editor's own widgets, worked with the mouse.</summary>
public sealed class WidgetTests
{
    [GlFact]
    public void A_swatch_gives_ball_trail_and_curves_its_colour()
    {
        using var stage = new EditorStage(height: 1400);
        stage.Pause();
        var ball = stage.App.View.Scene.Ball;
        var (before, curve) = (ball.Color, stage.App.View.Histories[0].Color);
        Assert.Equal(Race.Palette[0], before);
        for (var i = 1; i < Race.Palette.Count; i++)
        {
            stage.Click(stage.Widget("Color", i).Center());
            Assert.Equal(Race.Palette[i], ball.Color);
            Assert.Equal(Race.Palette[i], Assert.Single(stage.App.View.Scene.Frame.Balls.ToArray()).Color);
            Assert.NotEqual(curve, stage.App.View.Histories[0].Color);
        }
        Assert.Equal(Race.Palette.Count - 1, stage.Editor.Log.Edits.Count(edit => edit is PropertyEdit { Property: "Color" }));
        for (var i = 1; i < Race.Palette.Count; i++)
            stage.Press(Key.Z, Key.LeftControl);
        stage.Run();
        Assert.Equal(before, ball.Color);
        Assert.Equal(curve, stage.App.View.Histories[0].Color);
    }

    [GlTheory]
    [InlineData("α")]
    [InlineData("L")]
    [InlineData("β")]
    public void A_press_on_an_end_of_the_axes_looks_along_it(string name)
    {
        using var stage = new EditorStage();
        stage.Pause();
        var camera = stage.App.View.Scene.Camera;
        var (weights, home) = (stage.Parameters, camera.Pose);
        var axis = name switch { "α" => Vector3.UnitX, "L" => Vector3.UnitY, _ => Vector3.UnitZ };
        Assert.True(Facing(stage, axis) < 0.9f);
        stage.Click(stage.Widget(name).Center());
        stage.Run(90);
        Assert.True(Facing(stage, axis) > 0.99f, $"{Facing(stage, axis)}");
        Assert.Equal(name == "L", camera.IsTop);
        // It lies over the surface: no weights are dropped under it.
        Assert.Equal(weights, stage.Parameters);
        Assert.IsType<CameraEdit>(Assert.Single(stage.Editor.Log.Edits, edit => edit is CameraEdit or DropEdit));

        stage.Press(Key.Z, Key.LeftControl);
        Assert.Equal(home, camera.Pose);
    }

    [GlFact]
    public void The_middle_of_the_axes_frames_everything_again()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var camera = stage.App.View.Scene.Camera;
        var home = camera.Pose;
        camera.Pose = home with { Target = new Vector3(3, 1, 2), Distance = 9 };
        stage.Run(60);
        stage.Click(stage.Widget("frame").Center());
        stage.Run(60);
        Assert.Equal(CameraPose.Home with { Yaw = home.Yaw }, camera.Pose);
    }

    [GlFact]
    public void Over_a_heat_map_the_weight_and_its_slope_are_read_out()
    {
        using var stage = new EditorStage(height: 1100);
        stage.RunUntil(() => stage.Trainer.Status.Step > 50);
        stage.Pause();
        stage.Run(40);
        var session = stage.Trainer.Session;
        var (weights, gradient) = (stage.Parameters, new float[session.Shape.ParameterCount]);
        session.Evaluate(DataPart.Evaluation, gradient);
        foreach (var layer in session.Shape.Layers)
        {
            foreach (var (row, column) in new[] { (0, 0), (layer.Outputs - 1, layer.Inputs - 1), (layer.Outputs / 2, layer.Inputs / 3) })
            {
                Assert.Contains(ReadOut(stage, layer, "w", row, column, weights), Texts(stage));
                Assert.Contains(ReadOut(stage, layer, "∂L/∂w", row, column, gradient), Texts(stage));
            }
        }
        stage.Move(new Vector2(-10, -10));
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("w[", StringComparison.Ordinal));
    }

    [GlFact]
    public void What_a_crash_left_is_taken_up_with_a_click()
    {
        using var state = new RecoveryFile();
        using var stage = new EditorStage(state: state.Folder);
        Assert.Contains(Texts(stage), text => text.StartsWith("A session ended early: ", StringComparison.Ordinal));
        Assert.Contains("circles, 5 units, adam", Texts(stage));
        // Both lines stand one below the other, whole and beside the buttons.
        var lines = stage.App.View.Canvas.ReadTexts()
            .Where(text => text.Text.StartsWith("A session ended early: ", StringComparison.Ordinal) || text.Text == "circles, 5 units, adam").ToList();
        Assert.Equal(2, lines.Count);
        Assert.True(lines[0].Box.Bottom <= lines[1].Box.Top + 2, $"{lines[0].Box} and {lines[1].Box}");
        Assert.All(lines, line => Assert.True(line.Box.Right <= stage.Widget("Discard").X, $"{line.Box}"));
        stage.Click(stage.Widget("Restore").Center());
        stage.RunUntilLoaded();
        Assert.Equal("circles", stage.Trainer.Experiment.Train.Name);
        Assert.Equal("2-5-1 relu", stage.Trainer.Experiment.Shape.ToString());
        Assert.Single(stage.Editor.Log.Edits.OfType<LoadEdit>());
        Assert.False(File.Exists(state.File));
        stage.Run();
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("A session ended early", StringComparison.Ordinal));
    }

    [GlFact]
    public void What_a_crash_left_is_declined_with_a_click()
    {
        using var state = new RecoveryFile();
        using var stage = new EditorStage(state: state.Folder);
        var experiment = stage.Trainer.Experiment;
        Assert.True(File.Exists(state.File));
        stage.Click(stage.Widget("Discard").Center());
        Assert.False(File.Exists(state.File));
        Assert.False(stage.Commands.Loader.IsBusy);
        Assert.Same(experiment, stage.Trainer.Experiment);
        Assert.Empty(stage.Editor.Log.Edits.OfType<LoadEdit>());
        Assert.DoesNotContain(Texts(stage), text => text.StartsWith("A session ended early", StringComparison.Ordinal));
    }

    [GlTheory]
    [InlineData("spirals", 1280, 720)]
    [InlineData("spirals", 1120, 640)]
    [InlineData("moons", 1280, 720)]
    [InlineData("spirals", 1920, 1080)]
    public void What_is_read_out_of_the_plane_leaves_the_surface_alone(string data, int width, int height)
    {
        using var stage = new EditorStage(data, width, height);
        stage.RunUntil(() => stage.Trainer.Status.Step > 200);
        stage.Pause();
        const int Halo = 4;
        string[] wanted = ["off-plane ", " the surface"];
        var boxes = stage.App.View.Canvas.ReadTexts().Where(text => wanted.Any(part => text.Text.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.Equal(2, boxes.Count);
        for (var i = 0; i <= 40; i++)
        {
            for (var j = 0; j <= 40; j++)
            {
                var pixel = stage.PixelOf(i / 20f - 1, j / 20f - 1);
                foreach (var (text, box) in boxes)
                {
                    Assert.False(pixel.X > box.Left && pixel.X < box.Right && pixel.Y > box.Top + Halo && pixel.Y < box.Bottom - Halo,
                        $"'{text}' lies on α {i / 20f - 1}, β {j / 20f - 1}");
                }
            }
        }
    }

    private static List<string> Texts(EditorStage stage) => [.. stage.App.View.Canvas.ReadTexts().Select(text => text.Text)];

    // How much an axis points at the eye, 0…1.
    private static float Facing(EditorStage stage, Vector3 axis) =>
        MathF.Abs(Vector3.TransformNormal(axis, stage.App.View.Scene.Frame.Camera.View).Z);

    // Goes there with the mouse, and tells what should be read.
    private static string ReadOut(EditorStage stage, DenseLayer layer, string name, int row, int column, float[] values)
    {
        var box = stage.Widget(name, layer.Index);
        stage.Move(new Vector2(
            box.X + (column + 0.5f) / layer.Inputs * box.Width, box.Y + (row + 0.5f) / layer.Outputs * box.Height));
        var value = values[layer.WeightOffset + row * layer.Inputs + column];
        return new TextBuffer().Append(name).Append('[').AppendCount(row).Append(", ").AppendCount(column).Append("] ")
            .AppendMeasure(value).Span.ToString();
    }

    // The state folder of a program that is there no more.
    private sealed class RecoveryFile : IDisposable
    {
        public RecoveryFile()
        {
            File = Path.Combine(Folder, "99999999.neurolab.json");
            var file = Demo.Shell.StartSettings.StartOf(Catalog.Dataset("circles"), seed: 3).File;
            (file with { Network = file.Network with { Hidden = [5], Activation = "relu" } }).Save(File);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("neurolab-state-").FullName;

        public string File { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
