using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Demo.Tests.App;

public sealed class AppRecorderTests
{
    [GlFact]
    public void Recording_changes_nothing_of_what_is_learnt() => Assert.Equal(Learn(records: false), Learn(records: true));

    [GlFact]
    public void A_take_has_its_own_size_and_one_fixed_step_a_frame()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        stage.App.Recorder.Settings.Format = new FrameFormat(200, 120, 20);
        stage.App.Recorder.Settings.Length = RecordLength.Frames;
        stage.App.Recorder.Settings.FrameCount = 6;
        stage.Press(Key.F10);
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);

        var take = stage.App.Recorder.Last!;
        Assert.Equal((6, 0.3), (take.Frames, take.Duration));
        Assert.Contains("200x120", take.Path);
        var steps = File.ReadAllLines(take.Telemetry).Skip(1).Select(row => long.Parse(row.Split(',')[1])).ToArray();
        for (var i = 1; i < steps.Length; i++)
            Assert.Equal(steps[i - 1] + stage.Trainer.StepsPerFrame, steps[i]);
        Assert.False(stage.App.View.Model.IsRecording);
    }

    [GlFact]
    public void The_window_looks_as_before_while_a_take_of_other_proportions_runs()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        stage.Pause();
        stage.Run(5);
        var camera = stage.App.View.Scene.Frame.Camera;
        stage.App.Recorder.Settings.Format = new FrameFormat(300, 60, 20);
        stage.Press(Key.F10);
        Assert.True(stage.App.Recorder.IsRecording);
        stage.Run();
        Assert.Equal(camera, stage.App.View.Scene.Frame.Camera);
        stage.Press(Key.F10);
    }

    [GlFact]
    public void A_part_of_the_seconds_begins_later_and_ends_by_itself()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        var settings = Small(stage);
        (settings.Length, settings.FirstSecond, settings.LastSecond) = (RecordLength.Seconds, 0.5, 0.8);
        stage.Press(Key.F10);
        var begin = stage.Trainer.Status.Step;
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        Assert.Equal(6, stage.App.Recorder.Last!.Frames);
        Assert.True(Steps(stage)[0] > begin + 7 * stage.Trainer.StepsPerFrame);
    }

    [GlFact]
    public void A_part_of_the_training_is_recorded_at_a_pace_of_its_own()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        var settings = Small(stage);
        stage.Press(Key.R);
        var first = (int)stage.Trainer.EnqueuedSteps + 60;
        (settings.Length, settings.FirstStep, settings.LastStep, settings.StepsPerFrame) = (RecordLength.Steps, first, first + 40, 8);
        stage.Press(Key.F10);
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        var steps = Steps(stage);
        Assert.InRange(steps[0], first, first + 8);
        Assert.InRange(steps[^1], first + 32, first + 40);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(8, pair.Second - pair.First));
        Assert.Equal(4, stage.Trainer.StepsPerFrame);
    }

    [GlFact]
    public void In_real_time_frames_repeat_while_the_machine_is_busy()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        var settings = Small(stage);
        settings.IsRealTime = true;
        stage.Press(Key.F10);
        stage.Script.Time += 0.4;
        stage.Run();
        stage.Press(Key.F10);
        Assert.True(Steps(stage).GroupBy(step => step).Max(group => group.Count()) >= 7, "20 frames a second, 400 ms");
    }

    [GlFact]
    public void A_camera_that_was_led_stands_where_it_stood_before()
    {
        using var stage = new EditorStage(width: 640, height: 400);
        var (settings, camera) = (Small(stage), stage.App.View.Scene.Camera);
        (settings.Length, settings.FrameCount, settings.LeadsCamera, settings.Camera) = (RecordLength.Frames, 12, true, TakeCamera.Bookmarks);
        stage.Press(Key.F10);
        Assert.False(stage.App.Recorder.IsRecording, "there are no bookmarks yet");

        var before = camera.Pose;
        camera.SetBookmark(1);
        camera.SetBookmark(2, before with { Yaw = before.Yaw + 1 });
        stage.Press(Key.F10);
        Assert.True(stage.App.Recorder.IsRecording);
        stage.Run(3);
        Assert.InRange(camera.Pose.Yaw, before.Yaw + 0.1f, before.Yaw + 0.9f);
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        Assert.Equal(before, camera.Pose);
        Assert.False(camera.IsOnPath);
    }

    [GlFact]
    public void The_inspector_sets_the_recorder_and_the_run_does_not_notice()
    {
        using var stage = new EditorStage(height: 900);
        var (settings, edits) = (stage.App.Recorder.Settings, stage.Editor.Log.Edits.Count);
        stage.Click(EditorStage.At(stage.Widget("Recorder"), 0.5f));
        Assert.Equal(NeuroLab.Demo.Shell.Selection.Recorder, stage.App.Workspace.Selection);
        stage.Drag(EditorStage.At(stage.Widget("Supersampling"), 0.1f), EditorStage.At(stage.Widget("Supersampling"), 0.99f));
        Assert.Equal(4, settings.Supersampling);
        Assert.Equal(edits, stage.Editor.Log.Edits.Count);
    }

    [SmallDiskFact]
    public void A_full_disk_ends_the_take_and_the_training_goes_on_as_it_would_have()
    {
        using var disk = new SmallDisk(120);
        using var stage = new EditorStage(width: 640, height: 400);
        (Small(stage).Folder, stage.App.Recorder.Settings.Format) = (disk.Path, new FrameFormat(480, 270, 30));
        stage.Press(Key.F10);
        Assert.True(stage.App.Recorder.IsRecording);
        stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        Assert.Null(stage.App.Recorder.Last);
        Assert.Empty(Directory.GetFiles(disk.Path));
        Assert.Equal(Learn(records: false), LearnOn(stage));
    }

    private static RecorderSettings Small(EditorStage stage)
    {
        var settings = stage.App.Recorder.Settings;
        (settings.Format, settings.Kind) = (new FrameFormat(160, 90, 20), RecordingFormat.Gif);
        return settings;
    }

    private static long[] Steps(EditorStage stage) =>
        [.. File.ReadAllLines(stage.App.Recorder.Last!.Telemetry).Skip(1).Select(row => long.Parse(row.Split(',')[1]))];

    private static float[] Learn(bool records)
    {
        using var stage = new EditorStage(width: 640, height: 400);
        stage.App.Recorder.Settings.Format = new FrameFormat(160, 90, 30);
        if (records)
            stage.Press(Key.F10);
        stage.Run(10);
        Assert.Equal(records, stage.App.Recorder.IsRecording);
        return LearnOn(stage);
    }

    private static float[] LearnOn(EditorStage stage)
    {
        stage.Pause();
        Assert.True(stage.Trainer.EnqueuedSteps < 4000);
        stage.Editor.AdvanceTo(4000);
        return stage.Parameters;
    }
}
