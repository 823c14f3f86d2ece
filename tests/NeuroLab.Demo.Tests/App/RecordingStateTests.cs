using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Stories;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Demo.Tests.App;

/// <summary>A recording leaves the app as it was, in whatever mode it ran and however it ended, and a file that plays.</summary>
public sealed class RecordingStateTests
{
    [GlFact]
    public void After_a_take_of_any_kind_that_ended_in_any_way_everything_is_as_it_was()
    {
        using var stage = new EditorStage(width: 640, height: 400, file: StoryTests.Small());
        var camera = stage.App.View.Scene.Camera;
        (camera.Smoothing, camera.TurnRate) = (0, 0);
        camera.SetBookmark(1);
        camera.SetBookmark(2, camera.Pose with { Yaw = camera.Pose.Yaw + 1 });
        // Off in a window: a recording waits, and then no longer.
        (stage.Trainer.WaitsForSteps, stage.App.View.Scene.Landscape.WaitsForSurface) = (false, false);
        var (settings, usual) = (stage.App.Recorder.Settings, stage.Trainer.StepsPerFrame);
        (settings.Format, settings.Kind) = (new FrameFormat(160, 90, 20), RecordingFormat.Gif);
        stage.Commands.Notices.ShowFolder = folder => Assert.Equal(Path.Combine(stage.Folder, TakeName.Folder), folder);
        foreach (var led in Enum.GetValues<TakeCamera>().Select(each => (TakeCamera?)each).Prepend(null))
        {
            foreach (var (pace, isRealTime) in led is null ? ((int, bool)[])[(0, false), (9, false), (9, true)] : [(9, false)])
            {
                (settings.LeadsCamera, settings.Camera, settings.StepsPerFrame, settings.IsRealTime) = (led is not null, led ?? default, pace, isRealTime);
                foreach (var ends in (string[])["by the key", "by itself", "by an error at its start"])
                {
                    var what = $"{led}, {pace} steps a frame, real time {isRealTime}, ended {ends}";
                    var before = State(stage);
                    (settings.Length, settings.FrameCount) = (ends == "by itself" ? RecordLength.Frames : RecordLength.Manual, 3);
                    if (ends == "by an error at its start")
                    {
                        // More pixels than any device draws.
                        (settings.Format, settings.Supersampling) = (new FrameFormat(FrameFormat.MaxWidth, FrameFormat.MaxHeight, 20), TakeLook.MaxSupersampling);
                        stage.Press(Key.F10);
                        Assert.True(stage.App.View.Hud.Toast.IsError);
                        (settings.Format, settings.Supersampling) = (new FrameFormat(160, 90, 20), 1);
                        Same(what);
                        continue;
                    }
                    stage.Press(Key.F10);
                    Assert.True(stage.App.Recorder.IsRecording, what);
                    Assert.Equal((pace == 0 ? usual : 9, !isRealTime), (stage.Trainer.StepsPerFrame, stage.Trainer.WaitsForSteps));
                    Assert.NotNull(stage.App.View.Model.Status);
                    if (ends == "by the key")
                        stage.Press(Key.F10);
                    else
                        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
                    Same(what);

                    void Same(string what)
                    {
                        Assert.False(stage.App.Recorder.IsRecording, what);
                        Assert.Equal(what + "\n" + string.Join('\n', before.Except(State(stage))), what + "\n" + string.Join('\n', State(stage).Except(before)));
                    }
                }
            }
        }
    }

    [GlFact]
    public void A_program_that_closes_completes_its_take_and_its_film()
    {
        var folder = Directory.CreateTempSubdirectory("neurolab-closing-").FullName;
        try
        {
            using (var stage = new EditorStage(width: 640, height: 400, file: StoryTests.Small()))
            {
                stage.Commands.Files.ExportFolder = folder;
                (stage.App.Recorder.Settings.Format, stage.App.Recorder.Settings.Kind) = (new FrameFormat(160, 90, 20), RecordingFormat.Of("a.webp"));
                stage.Press(Key.F10);
                stage.Commands.Host!.ToggleFilm("loop");
                stage.Run(4);
                Assert.True(stage.App.Recorder.IsRecording && stage.Commands.IsFilming);
            }
            var names = Directory.GetFiles(Path.Combine(folder, TakeName.Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            var take = Assert.Single(names, name => name!.EndsWith(".webp", StringComparison.Ordinal))!;
            Assert.True(new WebPReader(Path.Combine(folder, TakeName.Folder, take)).Frames.Count > 3);
            Assert.Contains(Path.ChangeExtension(take, ".csv"), names);
            Assert.Contains(Path.ChangeExtension(take, ".neurolab.json"), names);
            Assert.Single(names, name => name!.StartsWith("lesson-loop", StringComparison.Ordinal));
            Assert.Equal(4, names.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SmallDiskFact]
    public void A_take_that_a_full_disk_ends_leaves_everything_as_it_was()
    {
        using var disk = new SmallDisk(120);
        using var stage = new EditorStage(width: 640, height: 400, file: StoryTests.Small());
        var (settings, before) = (stage.App.Recorder.Settings, State(stage));
        (settings.Kind, settings.Folder, settings.Format, settings.LeadsCamera, settings.StepsPerFrame) = (RecordingFormat.Gif, disk.Path, new FrameFormat(480, 270, 30), true, 9);
        stage.Press(Key.F10);
        Assert.True(stage.App.Recorder.IsRecording);
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.Equal(before, State(stage));
    }

    [GlFact]
    public void What_is_said_while_it_records_is_what_the_file_has()
    {
        using var stage = new EditorStage(width: 640, height: 400, file: StoryTests.Small());
        var settings = stage.App.Recorder.Settings;
        (settings.Format, settings.Kind) = (new FrameFormat(640, 360, 4), RecordingFormat.Of("a.webp"));
        stage.Press(Key.F10);
        for (var i = 0; i < 4; i++)
        {
            stage.Run();
            var says = System.Text.RegularExpressions.Regex.Match(stage.App.View.Model.Status!, @"^● recording (\d+) frames? · ([\d.]+) s · ([\d.]+) MB$");
            Assert.True(says.Success, stage.App.View.Model.Status);
            var frames = int.Parse(says.Groups[1].ValueSpan);
            Assert.Equal(frames / 4.0, double.Parse(says.Groups[2].ValueSpan), 0.051);
            if (i == 3)
                Assert.InRange(double.Parse(says.Groups[3].ValueSpan), 0.1, 20);
        }
        stage.Press(Key.F10);
        var take = stage.App.Recorder.Last!;
        Assert.Equal(new FileInfo(take.Path).Length, take.Bytes);
        Assert.Contains(FormattableString.Invariant($"{take.Frames} frames, {take.Duration:F1} s, {take.Bytes / 1e6:F1} MB"), stage.App.View.Hud.Toast.Text);
    }

    [GlFact]
    public void A_film_begins_and_ends_with_its_button_and_with_another_size_of_the_window()
    {
        using var stage = new EditorStage(width: 640, height: 400, file: StoryTests.Small());
        var before = State(stage);
        for (var round = 1; round <= 2; round++)
        {
            stage.Commands.Host!.ToggleFilm("layer");
            stage.Run(3);
            Assert.True(stage.Commands.IsFilming);
            if (round == 1)
                stage.Commands.Host!.ToggleFilm("layer");
            else
                stage.Window.Resize(600, 380);
            // A picture meanwhile is one of its own.
            stage.Commands.Host!.SavePicture("layer");
            stage.Run(3);
            Assert.False(stage.Commands.IsFilming);
            Assert.Equal(2 * round, Directory.GetFiles(Path.Combine(stage.Folder, TakeName.Folder)).Length);
        }
        stage.Window.Resize(640, 400);
        stage.Run(3);
        Assert.Equal(before, State(stage));
    }

    // The message has a button, which takes the mouse.
    private static readonly string[] Left = ["written:", "toast:", "mouse:"];

    // Without what a recording is meant to leave: its files and a message. Any key hides the hints.
    private static List<string> State(EditorStage stage)
    {
        stage.App.View.Model.AreHintsVisible = false;
        stage.Run(2);
        stage.Trainer.Session.Finish();
        return StageState.All(stage).FindAll(line => !Left.Any(kind => line.StartsWith(kind, StringComparison.Ordinal)));
    }
}
