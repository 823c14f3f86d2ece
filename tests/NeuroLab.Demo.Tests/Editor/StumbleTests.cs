using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Lesson;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Numerics;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What people who sat in front of the program for the first time stumbled over.</summary>
public sealed class StumbleTests
{
    [GlFact]
    public void Dead_units_are_named_beside_their_layer()
    {
        using var stage = new EditorStage(height: 1500);
        stage.Commands.Experiment.ChangeNetwork("8", "relu");
        stage.RunUntilLoaded();
        stage.Pause();
        var layers = stage.App.Workspace.Panel<InspectorPanel>().Layers;
        stage.RunUntil(() => layers.Dead.Length == 2);
        stage.Run(30);
        var before = layers.Dead[0];
        // The bias of the first unit that lives.
        for (var unit = 0; layers.Dead[0] == before; unit++)
        {
            stage.Editor.SetWeight(16 + unit, -1000);
            stage.Run(30);
        }
        Assert.Equal((before + 1, 0), (layers.Dead[0], layers.Dead[1]));
        Assert.Contains(Texts(stage), text => text == $"{before + 1} of 8 units dead" || text == $"{before + 1} dead");
    }

    [GlFact]
    public void Older_branches_fade_and_all_but_the_present_one_can_be_hidden()
    {
        using var stage = new EditorStage();
        for (var i = 0; i < 3; i++)
        {
            stage.Run(20);
            stage.Press(Key.R);
        }
        stage.Run(20);
        var legend = stage.App.Workspace.Panel<ChartsPanel>().Cells[0].Chart;
        var (trails, own) = (stage.App.View.Scene.Frame.Trails.ToArray().Where(trail => !trail.IsMark), stage.App.View.Scene.Ball.Color);
        var shades = trails.Select(trail => trail.Color.X / own.X).Distinct().Order().ToArray();
        Assert.True(shades.Length >= 4, string.Join(' ', shades));
        Assert.Equal(1, shades[^1], 1e-5f);
        Assert.Contains(legend.Legend, line => line.Name == "main");

        TimelinePanel.ToggleOthers(new EditorContext(stage.App.View, stage.Commands));
        stage.Run(3);
        Assert.All(stage.App.View.Scene.Frame.Trails.ToArray().Where(trail => !trail.IsMark), trail => Assert.Equal(own, trail.Color));
        Assert.DoesNotContain(legend.Legend, line => line.Name == "main");
        stage.Press(Key.Z, Key.LeftControl);
        Assert.Contains(stage.App.View.Scene.Frame.Trails.ToArray().Where(trail => !trail.IsMark), trail => trail.Color != own);
    }

    [GlFact]
    public void A_descent_plane_passes_through_weights_that_were_dropped_elsewhere()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 100);
        stage.Pause();
        stage.Commands.ShowPlane(Catalog.Plane("descent"));
        Assert.DoesNotContain("shifted", stage.App.View.Scene.Landscape.Plane!.Description, StringComparison.Ordinal);
        stage.Commands.ShowPlane(Catalog.Plane("random"));
        stage.Commands.Drop(0.8, -0.7);
        stage.Press(Key.D);
        var plane = stage.App.View.Scene.Landscape.Plane!;
        Assert.EndsWith("shifted to the weights", plane.Description, StringComparison.Ordinal);
        var (alpha, beta, residual) = plane.Project(stage.Parameters);
        Assert.InRange(residual, 0, 1e-4);
        Assert.True(Math.Abs(alpha) < 1 && Math.Abs(beta) < 1, $"{alpha}, {beta}");
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        Assert.InRange(Math.Abs(stage.Trainer.Status.Gap), 0, 1e-4);
    }

    [GlFact]
    public void A_race_shows_sharpness_in_equal_ratios_and_says_so_and_its_table_tells_twins_apart()
    {
        using var stage = new EditorStage();
        stage.Commands.Duplicate(stage.Trainer);
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 40);
        var cell = stage.App.Workspace.Panel<ChartsPanel>().Cells[0];
        cell.Show(ChartKind.Sharpness);
        stage.Run(3);
        Assert.True(cell.Chart.IsLogarithmic);
        Assert.EndsWith("(LOG)", cell.Chart.Title, StringComparison.Ordinal);
        ChartExport.SaveTable(new EditorContext(stage.App.View, stage.Commands), ChartKind.Loss, null!);
        var names = File.ReadAllLines(Path.Combine(stage.Folder, "neurolab-loss.csv")).Skip(1).Select(row => row.Split(',')[0]).Distinct();
        Assert.Equal(["Adam", "Adam 2"], names);
    }

    [GlFact]
    public void A_picture_of_a_surface_marks_its_weights()
    {
        var losses = Enumerable.Range(0, 21 * 21).Select(i => (float)(Math.Pow(i % 21 - 10, 2) + Math.Pow(i / 21 - 10, 2)) / 100).ToArray();
        var path = Path.Combine(Directory.CreateTempSubdirectory("neurolab-surface-").FullName, "s.png");
        Assert.Null(SurfaceImage.Write(path, new SurfaceSamples(losses, 21, 21, 1)));
        using var picture = SKBitmap.Decode(path);
        int marked = 0, legend = 0;
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var color = picture.GetPixel(x, y);
                if (color is not { Red: > 200, Green: > 120 and < 200, Blue: < 110 })
                    continue;
                if (y > picture.Height - 120 && x < picture.Width / 4)
                    legend++;
                else if (Math.Abs(x - picture.Width / 2) < 100)
                    marked++;
            }
        Assert.True(marked > 60 && legend > 60, $"{marked} and {legend} pixels");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [GlFact]
    public void The_loop_shows_its_numbers_before_it_is_played_and_the_layer_a_probability()
    {
        using (var loop = new LessonStage(station: 1))
            Assert.Contains(loop.App.View.Canvas.ReadTexts(), text => text.Text.StartsWith("mean 0.", StringComparison.Ordinal));
        using var layer = new LessonStage(station: 0);
        Assert.Contains(layer.App.View.Canvas.ReadTexts(), text => text.Text.Contains(": probability 0.", StringComparison.Ordinal));
    }

    private static List<string> Texts(EditorStage stage) => [.. stage.App.View.Canvas.ReadTexts().Select(text => text.Text)];
}
