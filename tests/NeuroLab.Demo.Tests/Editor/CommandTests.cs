using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Experiments;
using NeuroLab.Surfaces;

namespace NeuroLab.Demo.Tests.Editor;

public class CommandTests
{
    [GlFact]
    public void The_README_and_the_help_list_the_keys_that_there_are()
    {
        using var stage = new EditorStage();
        var rows = stage.App.View.Model.Keys;
        Assert.True(rows.Count > 30);
        var table = string.Join('\n', rows.Select(row => $"| {Caps(row.Keys)} | {row.Action} |"));
        Assert.Contains($"| key | what it does |\n| --- | --- |\n{table}\n\n", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);

        static string Caps(string keys) => string.Join(' ', keys.Split(' ').Select(cap => cap == "–" || char.IsLower(cap[0]) ? cap : $"`{cap}`"));
    }

    [GlFact]
    public void The_palette_finds_a_command_by_letters_and_Enter_runs_it()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var palette = stage.App.Workspace.Panel<CommandPalette>();
        stage.Press(Key.P, Key.LeftControl);
        Assert.True(palette.IsModal);
        Type(stage, "xor");
        Assert.Equal("Data set: xor", palette.Found[0].Title);
        Review(stage, "palette");
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();
        Assert.Equal("xor", stage.Trainer.Experiment.Train.Name);
        Assert.False(palette.IsModal);

        // Letters are the palette's while it is open, and the view's again once it is closed.
        stage.Press(Key.P, Key.LeftControl);
        Type(stage, "pla");
        stage.Press(Key.Space);
        Assert.False(stage.Trainer.IsPlaying);
        stage.Press(Key.Escape);
        Assert.False(palette.IsModal);
        Assert.False(stage.App.HasQuit);
        stage.Press(Key.Space);
        Assert.True(stage.Trainer.IsPlaying);
    }

    [GlFact]
    public void The_surface_on_show_is_saved_in_every_format_that_there_is()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var before = stage.Picture().Distinct().Count();
        Assert.Contains(SurfaceFormat.All, format => format.Ending == ".png");
        foreach (var format in SurfaceFormat.All)
        {
            stage.Press(Key.P, Key.LeftControl);
            Type(stage, $"surface {format.Ending}");
            stage.Press(Key.Enter);
            var path = Path.Combine(stage.Folder, "recordings", "surface" + format.Ending);
            Assert.True(new FileInfo(path).Length > 0);
        }
        // The window's own context is current again.
        stage.Run(2);
        Assert.Equal(before, stage.Picture().Distinct().Count());
    }

    [GlFact]
    public void Quitting_asks_only_where_something_would_be_lost()
    {
        using (var quiet = new EditorStage())
        {
            quiet.Press(Key.Q, Key.LeftControl);
            Assert.True(quiet.App.HasQuit);
        }
        using var stage = new EditorStage();
        var question = stage.App.Workspace.Panel<QuestionPanel>();
        stage.Pause();
        stage.Press(Key.Up);
        stage.Press(Key.Q, Key.LeftControl);
        Assert.Equal((true, false), (question.IsModal, stage.App.HasQuit));
        Review(stage, "quit");
        stage.Press(Key.Escape);
        Assert.Equal((false, false), (question.IsModal, stage.App.HasQuit));
        // Cancelled: a save that comes later does not quit.
        stage.Press(Key.S, Key.LeftControl);
        Assert.False(stage.App.HasQuit);
        stage.Press(Key.Up);
        stage.Press(Key.Q, Key.LeftControl);
        stage.Press(Key.Enter);
        Assert.True(stage.App.HasQuit);
        Assert.Equal(stage.Trainer.LearningRate, ExperimentFile.Load(stage.Commands.Files.SavePath).Training.LearningRate);
    }

    [GlFact]
    public void The_windows_button_asks_too_and_Discard_leaves_without_a_file()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Press(Key.Up);
        var question = stage.App.Workspace.Panel<QuestionPanel>();
        stage.Window.ShouldClose = true;
        var (frames, wasAsked) = (0, false);
        stage.App.Ticked = () =>
        {
            wasAsked |= question.IsModal;
            switch (++frames)
            {
                // From Save to Discard, as a person would without a mouse.
                case 4: stage.Script.Press(Key.Tab); break;
                case 6: stage.Script.Press(Key.Enter); break;
                case > 200: ((IAppHost)stage.App).Quit(); break;
            }
        };
        stage.App.Run();
        Assert.True(wasAsked);
        Assert.InRange(frames, 6, 20);
        Assert.False(File.Exists(stage.Commands.Files.SavePath));
    }

    [GlFact]
    public void Saving_asks_before_it_replaces_a_file_of_another_sitting()
    {
        using var stage = new EditorStage();
        var question = stage.App.Workspace.Panel<QuestionPanel>();
        stage.Pause();
        File.WriteAllText(stage.Commands.Files.SavePath, "another's");
        stage.Press(Key.S, Key.LeftControl);
        Assert.True(question.IsModal);
        stage.Press(Key.Escape);
        Assert.Equal("another's", File.ReadAllText(stage.Commands.Files.SavePath));
        stage.Press(Key.S, Key.LeftControl);
        stage.Press(Key.Enter);
        Assert.StartsWith("{", File.ReadAllText(stage.Commands.Files.SavePath), StringComparison.Ordinal);
        stage.Press(Key.Up);
        stage.Press(Key.S, Key.LeftControl);
        Assert.False(question.IsModal);
        Assert.False(stage.Commands.Files.HasUnsavedChanges);
        // Somebody else writes to it meanwhile.
        File.AppendAllText(stage.Commands.Files.SavePath, "  ");
        stage.Press(Key.S, Key.LeftControl);
        Assert.True(question.IsModal);
    }

    [GlFact]
    public void Quitting_asks_about_steps_that_were_trained_since_the_weights_were_saved()
    {
        using var stage = new EditorStage();
        var question = stage.App.Workspace.Panel<QuestionPanel>();
        stage.Pause();
        stage.Press(Key.S, Key.LeftControl);
        var step = stage.Trainer.EnqueuedSteps;
        Assert.Null(stage.Commands.Files.TrainedSince);
        stage.Press(Key.S);
        Assert.Equal(step, stage.Commands.Files.TrainedSince);
        stage.Press(Key.Q, Key.LeftControl);
        Assert.True(question.IsModal);
        Assert.False(stage.App.HasQuit);
        stage.Press(Key.Escape);
        stage.Press(Key.S, Key.LeftControl);
        stage.Press(Key.Q, Key.LeftControl);
        Assert.True(stage.App.HasQuit);
    }

    [GlFact]
    public void Escape_closes_one_thing_at_a_time_and_never_quits()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Press(Key.H);
        Review(stage, "help");
        stage.Press(Key.Escape);
        Assert.False(stage.App.View.Model.IsHelpVisible);
        stage.Press(Key.O, Key.LeftControl);
        Assert.True(stage.App.Workspace.IsModal);
        stage.Press(Key.Escape);
        Assert.False(stage.App.Workspace.IsModal);
        stage.App.Workspace.Panel<HierarchyPanel>();
        for (var i = 0; i < 5; i++)
            stage.Press(Key.Escape);
        Assert.False(stage.App.HasQuit);
        Assert.Null(stage.App.Workspace.ChosenRunner);
    }

    [GlFact]
    public void A_signal_ends_the_window_at_once_with_recordings_finished_and_the_copy_kept()
    {
        var state = Directory.CreateTempSubdirectory("neurolab-signal-").FullName;
        string take;
        using (var stage = new EditorStage(state: state))
        {
            stage.App.Recorder.Settings.Folder = "takes";
            stage.Press(Key.F10);
            stage.Run(8);
            Assert.True(stage.App.Recorder.IsRecording);
            stage.Press(Key.Up);
            using var signal = new CancellationTokenSource();
            signal.Cancel();
            stage.App.Run(signal.Token);
            Assert.False(stage.App.HasQuit);
            stage.App.Recorder.Dispose();
            take = stage.App.Recorder.Last!.Path;
            Assert.True(new FileInfo(take).Length > 100);
        }
        Assert.Single(Directory.GetFiles(state, "*.neurolab.json"));
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public void A_key_that_two_commands_want_is_refused()
    {
        var one = new Command("a", "A", "Ctrl A", () => { });
        Assert.Throws<ArgumentException>(() => new CommandTable([one, one with { Id = "b" }], []));
        Assert.Throws<FormatException>(() => new Command("c", "C", "Ctrl Nothing", () => { }));
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "NeuroLab.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    private static void Type(EditorStage stage, string text)
    {
        foreach (var letter in text.EnumerateRunes())
            stage.Script.Type(letter);
        stage.Run(3);
    }

    private static void Review(EditorStage stage, string name)
    {
        stage.Run(2);
        var size = stage.Window.FramebufferSize;
        new Picture(size.Width, size.Height, stage.Picture()).Review(name);
    }
}
