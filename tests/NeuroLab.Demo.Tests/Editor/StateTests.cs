using System.Numerics;
using System.Text;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class StateTests
{
    [GlFact]
    public void Saved_and_loaded_in_another_program_it_looks_the_same()
    {
        using var first = new EditorStage();
        first.Pause();
        first.Press(Key.Up);
        first.Commands.AddRunner(Catalog.Optimizers[0]);
        first.Press(Key.S, Key.LeftControl);
        Assert.True(File.Exists(first.Commands.Files.SavePath));
        first.Commands.Files.Open(first.Commands.Files.SavePath);
        first.RunUntilLoaded();
        first.Pause();
        var (shown, file) = Settle(first);

        using var second = new EditorStage("circles");
        second.Pause();
        second.Commands.Files.Open(first.Commands.Files.SavePath);
        second.RunUntilLoaded();
        second.Pause();
        var (again, reloaded) = Settle(second);

        Assert.Equal(file, reloaded);
        var different = 0;
        var area = first.App.View.SceneArea;
        for (var y = area.Y + 100; y < area.Y + area.Height - 80; y++)
            for (var x = area.X; x < area.X + area.Width; x++)
            {
                var i = (y * 1120 + x) * 4;
                if (Math.Abs(shown[i] - again[i]) + Math.Abs(shown[i + 1] - again[i + 1]) + Math.Abs(shown[i + 2] - again[i + 2]) > 30)
                    different++;
            }
        Assert.True(different < area.Width * area.Height / 200, $"{different} pixels differ");
    }

    [GlFact]
    public void What_cannot_be_loaded_is_said_in_a_line_and_changes_nothing()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var (before, experiment, edits) = (stage.Parameters, stage.Trainer.Experiment, stage.Editor.Log.Version);
        var vanished = $$"""{ "neurolab": 1, "data": { "source": "{{Path.Combine(stage.Folder, "gone.csv")}}" } }""";
        (string Path, string Fragment)[] bad =
        [
            (Write(stage, "broken.neurolab.json", "{ \"neurolab\": 1, "), "broken.neurolab.json"),
            (Write(stage, "newer.neurolab.json", "{ \"neurolab\": 999 }"), "999"),
            (Write(stage, "vanished.neurolab.json", vanished), "gone.csv"),
            (Write(stage, "other.json", "[1, 2, 3]"), "other.json"),
            (Write(stage, "text.csv", "a,b\n1,2\n3,4,5\n"), "row 3"),
            (Write(stage, "nan.csv", "a,b\n1,2\nNaN,5\n"), "NaN"),
            (Write(stage, "empty.csv", ""), "empty.csv"),
            (Write(stage, "empty.json", ""), "empty.json"),
            (Write(stage, "empty.npz", ""), "empty.npz"),
            (Write(stage, "zero-images-idx3-ubyte", ""), "zero-images-idx3-ubyte"),
            (Write(stage, "net.safetensors", "12345678"), "net.safetensors"),
            (Write(stage, "picture.png", "PNG"), "picture.png"),
            (Write(stage, "na\u00efve \u8868 \ud83d\ude00.csv", "a,b\n1,x\n"), "na\u00efve"),
            (Path.Combine(stage.Folder, "vanished.csv"), "vanished.csv"),
            (stage.Folder, "holds no checkpoint"),
        ];
        foreach (var (path, fragment) in bad)
        {
            stage.Commands.Notices.Say("nothing yet");
            stage.Drop(path);
            var toast = stage.App.View.Hud.Toast;
            Assert.True(toast.IsError, path);
            Assert.Contains(fragment, toast.Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', toast.Text);
            Assert.InRange(toast.Text.Length, 10, 130);
            Assert.Equal(before, stage.Parameters);
            Assert.Same(experiment, stage.Trainer.Experiment);
            Assert.Equal(edits, stage.Editor.Log.Version);
        }
    }

    [GlFact]
    public void A_dropped_table_is_learnt()
    {
        using var stage = new EditorStage();
        var text = new StringBuilder("x,y,kind\n");
        for (var i = 0; i < 80; i++)
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{i % 9 - 4},{i % 7 - 3},{(i % 9 > 4 ? "far" : "near")}");
        stage.Drop(Write(stage, "points.csv", text.ToString()));
        Assert.Equal("points", stage.Trainer.Experiment.Train.Name);
        Assert.Equal(64, stage.Trainer.Experiment.Train.Count);
        Assert.Equal("points.csv: 80 samples; 2 inputs; target kind: 2 classes (far 35, near 45); inputs standardized by the training rows; 16 kept for testing", stage.App.View.Hud.Toast.Text);
        stage.RunUntil(() => stage.Trainer.Status.Step > 20);
    }

    [GlFact]
    public void A_table_that_was_misunderstood_is_read_again_as_the_person_says()
    {
        using var stage = new EditorStage();
        stage.Commands.Experiment.ParseReading = TableOptions.Parse;
        // The longest spelling that the hierarchy has room for.
        string[] spellings = [$"Data · moons ({stage.Trainer.Experiment.Train.Count})##data", "Data · moons##data", "Data##data"];
        stage.Click(stage.Widget(spellings.First(spelling => !stage.App.Workspace.Gui.BoxOf(spelling).IsEmpty)).Center());
        Assert.True(stage.App.Workspace.Gui.BoxOf("Read as").IsEmpty, "nothing is to be read of a data set of the catalogue");
        var text = new StringBuilder();
        for (var i = 0; i < 80; i++)
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i % 9 - 4},{i % 7 - 3},{i % 9 % 3}");
        stage.Drop(Write(stage, "points.csv", text.ToString()));
        Assert.Equal((3, 3), (stage.Trainer.Experiment.Train.InputCount, stage.Trainer.Experiment.Train.ClassCount));

        Assert.StartsWith("points.csv: 80 samples; 2 inputs; target", ReadAs(stage, "--regression --columns 2,3"), StringComparison.Ordinal);
        Assert.Equal(0, stage.Trainer.Experiment.Train.ClassCount);
        Assert.Equal("--columns 2,3 --regression", stage.Editor.Origin.Data.ReadingText());

        // What cannot be changes nothing.
        Assert.Contains("'maybe' is not possible; give yes or no", ReadAs(stage, "--header maybe"), StringComparison.Ordinal);
        Assert.Contains("'--head' is not a reading option; there are --target", ReadAs(stage, "--head"), StringComparison.Ordinal);
        Assert.Equal(0, stage.Trainer.Experiment.Train.ClassCount);

        stage.Press(Key.Z, Key.LeftControl);
        stage.RunUntilLoaded();
        Assert.Equal(3, stage.Trainer.Experiment.Train.ClassCount);
    }

    // Types the options into the inspector's field; what is said then.
    private static string ReadAs(EditorStage stage, string options)
    {
        stage.Run(2);
        Assert.Equal(Selection.Data, stage.App.Workspace.Selection);
        stage.Click(stage.Widget("Read as").Center());
        stage.Press(Key.A, Key.LeftControl);
        foreach (var letter in options.EnumerateRunes())
            stage.Script.Type(letter);
        stage.Run();
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();
        return stage.App.View.Hud.Toast.Text;
    }

    [GlFact]
    public void The_command_line_of_what_is_on_screen_goes_to_the_clipboard()
    {
        using var stage = new EditorStage();
        stage.Press(Key.C, Key.LeftControl);
        stage.Run();
        Assert.StartsWith("neurolab train --data moons", stage.Clipboard, StringComparison.Ordinal);
    }

    [GlFact]
    public void The_window_is_recorded_between_two_presses_of_the_key()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        stage.Press(Key.F10);
        Assert.True(stage.App.View.Model.IsRecording);
        stage.Run(10);
        stage.Press(Key.F10);
        Assert.False(stage.App.View.Model.IsRecording);
        // Two frames a press; the one that ends the take is not part of it.
        Assert.Equal(2 + 10, stage.App.Recorder.Last!.Frames);
        Assert.True(new FileInfo(stage.App.Recorder.Last.Path).Length > 1000);
    }

    [GlFact]
    public void A_chart_is_saved_as_a_table()
    {
        using var stage = new EditorStage();
        // So many steps that several share a point of the curve, which then has a range.
        stage.Pause();
        stage.Editor.AdvanceTo(6000);
        stage.Trainer.Session.Finish();
        stage.Run(60);
        var charts = stage.App.Workspace.Layout.BoundsOf("charts");
        var corner = new Vector2(charts.X + charts.Width / 4 - 26, charts.Y + 16);
        stage.Click(corner);
        // The last row of the list, which opens upwards.
        stage.Click(new Vector2(corner.X, charts.Y + 6 - 2 - 4 - 12));
        var rows = File.ReadAllLines(Path.Combine(stage.Folder, "neurolab-loss.csv"));
        Assert.Equal("runner,step,loss_low,loss_high", rows[0]);
        Assert.StartsWith("Adam,", rows[1], StringComparison.Ordinal);
        var series = stage.App.View.Histories[0].Loss;
        Assert.Equal(series.X.Length, rows.Length - 1);
        for (var i = 0; i < series.X.Length; i++)
        {
            var cells = rows[i + 1].Split(',').Skip(1).Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal((series.X[i], series.Low[i], series.High[i]), (cells[0], (float)cells[1], (float)cells[2]));
        }
    }

    [GlFact]
    public void Another_network_starts_from_the_seed()
    {
        using var stage = new EditorStage();
        stage.Commands.Experiment.ChangeNetwork("8-4");
        stage.RunUntilLoaded();
        Assert.Equal("2-8-4-1 tanh", stage.Trainer.Experiment.Shape.ToString());
        stage.Commands.Experiment.ChangeNetwork("8-x");
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.Equal("2-8-4-1 tanh", stage.Trainer.Experiment.Shape.ToString());
        stage.RunUntil(() => stage.Trainer.Status.Step > 5);
    }

    [GlFact]
    public void Panels_theme_size_and_files_are_remembered_between_starts()
    {
        var state = Directory.CreateTempSubdirectory("neurolab-state-").FullName;
        string file;
        using (var first = new EditorStage(state: state))
        {
            Assert.True(first.App.View.Model.AreHintsVisible);
            var splitter = first.Widget("left");
            first.Drag(splitter.Center(), splitter.Center() + new Vector2(60, 0));
            first.App.View.IsLight = true;
            first.App.Workspace.Layout.Toggle("charts");
            first.Press(Key.Equal, Key.LeftControl);
            first.Press(Key.S, Key.LeftControl);
            file = Path.GetFullPath(first.Commands.Files.SavePath);
        }
        using var second = new EditorStage(state: state);
        Assert.False(second.App.View.Model.AreHintsVisible);
        Assert.True(second.App.View.IsLight);
        Assert.InRange(second.App.Workspace.Layout.LeftShare, 0.2f, 0.23f);
        Assert.True(second.App.Workspace.Layout.BoundsOf("charts").IsEmpty);
        Assert.Equal(1.25f, second.App.View.Scale);
        Assert.Equal(file, Assert.Single(second.Commands.Files.RecentFiles));
        second.Commands.Files.Open(file);
        second.RunUntilLoaded();
        Assert.True(second.App.View.Hud.Toast.IsError);
        Assert.Empty(second.Commands.Files.RecentFiles);
    }

    [GlFact]
    public void Each_panel_is_hidden_and_shown_by_its_id_and_the_right_side_shows_one_at_a_time()
    {
        using var stage = new EditorStage();
        var layout = stage.App.Workspace.Layout;
        Assert.Equal(layout.Panels.Length, layout.Panels.Select(docked => docked.Panel.Id).Distinct().Count());
        foreach (var docked in layout.Panels.Where(docked => docked.CanHide))
        {
            layout.Show(docked.Panel.Id);
            stage.Run();
            Assert.False(docked.Bounds.IsEmpty, docked.Panel.Id);
            layout.Toggle(docked.Panel.Id);
            stage.Run();
            Assert.True(docked.Bounds.IsEmpty, docked.Panel.Id);
            layout.Toggle(docked.Panel.Id);
        }
        layout.Show("inspector");
        layout.Show("lesson");
        stage.Run();
        Assert.Equal((true, false), (layout.BoundsOf("inspector").IsEmpty, layout.BoundsOf("lesson").IsEmpty));
        stage.Click(stage.Widget("INSPECTOR").Center());
        Assert.Equal((false, true), (layout.BoundsOf("inspector").IsEmpty, layout.BoundsOf("lesson").IsEmpty));
    }

    private static (byte[] Picture, string File) Settle(EditorStage stage)
    {
        stage.Move(new Vector2(-10, -10));
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        stage.Editor.SeekTo(0);
        stage.Run(60);
        return (stage.Picture(), stage.Editor.CurrentFile.ToJson());
    }

    private static string Write(EditorStage stage, string name, string text)
    {
        var path = Path.Combine(stage.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
