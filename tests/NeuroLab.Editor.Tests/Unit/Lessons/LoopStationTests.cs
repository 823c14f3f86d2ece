using NeuroLab.Lessons;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class LoopStationTests
{
    [Fact]
    public void The_batch_shown_is_the_one_the_session_trains_on()
    {
        using var run = new LessonRun();
        var station = new LoopStation(run.Subject);
        var predicted = station.MeanLoss;
        var norm = station.GradientNorm;
        Assert.Equal(16, station.Batch.Length);
        Assert.Equal(predicted, station.SampleLosses.ToArray().Average(), 12);

        while (station.Part != LoopPart.Update)
            station.Next();

        var record = new StepRecord[1];
        var from = 20L;
        Assert.Equal(1, run.Session.History.CopyTo(ref from, record));
        Assert.Equal(20, record[0].Step);
        Assert.Equal(predicted, record[0].Loss, 1e-5);
        Assert.Equal(norm, record[0].GradientNorm, 1e-5);
    }

    [Fact]
    public void The_update_is_the_step_really_taken()
    {
        using var run = new LessonRun();
        var station = new LoopStation(run.Subject);
        while (station.Part != LoopPart.Update)
            station.Next();

        Assert.Equal(run.Parameters(), station.After);
        for (var i = 0; i < station.After.Length; i++)
            Assert.Equal(station.Before[i] - 0.1 * station.Gradient[i], station.After[i], 1e-6);
        // Of the next batch nothing is known yet.
        Assert.True(double.IsFinite(station.LossAfter));
        station.Next();
        Assert.Equal((LoopPart.Batch, double.NaN), (station.Part, station.LossAfter));
        station.ShowLosses();
        Assert.Equal((LoopPart.Loss, double.NaN), (station.Part, station.LossAfter));
    }

    [Fact]
    public void Parts_follow_each_other_and_wait_while_paused()
    {
        using var run = new LessonRun();
        var station = new LoopStation(run.Subject) { Rate = 2 };
        station.Advance(100);
        Assert.Equal(LoopPart.Batch, station.Part);

        station.IsPlaying = true;
        var parts = new List<LoopPart>();
        for (var i = 0; i < 5; i++)
        {
            station.Advance(0.5);
            parts.Add(station.Part);
        }
        Assert.Equal([LoopPart.Forward, LoopPart.Loss, LoopPart.Update, LoopPart.Batch, LoopPart.Forward], parts);
        Assert.Equal(21, station.Step);
    }

    [Fact]
    public void Layers_light_up_one_after_the_other()
    {
        using var run = new LessonRun();
        var station = new LoopStation(run.Subject) { Rate = 1, IsPlaying = true };
        Assert.Equal(0, station.LayersDone);
        station.Advance(1.01);
        var lit = new List<int> { station.LayersDone };
        for (var i = 0; i < 3; i++)
        {
            station.Advance(0.25);
            lit.Add(station.LayersDone);
        }
        Assert.Equal([0, 1, 2, 3], lit);
    }

    [Fact]
    public void At_full_speed_as_many_steps_are_taken_as_fit()
    {
        using var run = new LessonRun();
        var station = new LoopStation(run.Subject) { Rate = 4000, IsPlaying = true };
        for (var i = 0; i < 10; i++)
            station.Advance(0.01);
        Assert.InRange(run.Session.Capture().Step, 20 + 99, 20 + 101);
    }
}
