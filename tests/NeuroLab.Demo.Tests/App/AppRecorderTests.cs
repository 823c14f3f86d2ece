using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Recording;

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

    private static float[] Learn(bool records)
    {
        using var stage = new EditorStage(width: 640, height: 400);
        stage.App.Recorder.Settings.Format = new FrameFormat(160, 90, 30);
        if (records)
            stage.Press(Key.F10);
        stage.Run(10);
        Assert.Equal(records, stage.App.Recorder.IsRecording);
        stage.Pause();
        Assert.True(stage.Trainer.EnqueuedSteps < 2000);
        stage.Editor.AdvanceTo(2000);
        return stage.Parameters;
    }
}
