using NeuroLab.Datasets;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Lesson;

public sealed class LessonAppTests
{
    [GlFact]
    public void Dragging_a_cell_of_W_changes_that_weight_of_the_running_network()
    {
        using var lesson = new LessonHarness(station: 0);
        var before = lesson.Parameters();
        var loss = lesson.Session.Evaluate(DataPart.Evaluation).Loss;

        // The upper left cell of the heat map is W1[0, 0].
        lesson.Drag(900, 345, 900, 345 - 25);

        var after = lesson.Parameters();
        Assert.Equal(before[0] + 0.5f, after[0], 1e-5f);
        Assert.Equal(before.Skip(1), after.Skip(1));
        Assert.NotEqual(loss, lesson.Session.Evaluate(DataPart.Evaluation).Loss);
        Assert.Equal(lesson.Session.Evaluate(DataPart.Evaluation).Loss, lesson.App.View.Scene.Trainer.Status.Loss, 1e-6);
    }

    [GlFact]
    public void The_charts_hold_every_step_from_the_first_on()
    {
        using var lesson = new LessonHarness(station: 0);
        var loss = lesson.App.View.Model.LossSeries;
        Assert.Equal(40, loss[0].X.Length);
        Assert.Equal(41, loss[1].X.Length);
    }

    [GlFact]
    public void Keys_open_the_stations()
    {
        using var lesson = new LessonHarness(station: 0);
        var seen = new List<string>();
        for (var key = Key.Digit1; key <= Key.Digit5; key++)
        {
            lesson.Key(key);
            seen.Add(lesson.Panel.Current.Name);
        }
        Assert.Equal(LessonPanel.Names, seen);
        lesson.Key(Key.PageUp);
        Assert.Equal("derivative", lesson.Panel.Current.Name);
    }

    [GlFact]
    public void Every_station_follows_training_on_any_data()
    {
        foreach (var source in (DatasetSource[])[new Sine(), new Iris(), new Digits()])
        {
            using var lesson = new LessonHarness(station: 0, source);
            for (var station = 0; station < 5; station++)
            {
                lesson.Key(Key.Digit1 + station);
                var before = lesson.Panel.Subject.Version;
                lesson.Key(Key.Space);
                // The loop takes four seconds for a step.
                for (var frame = 0; frame < 5000 && lesson.Panel.Subject.Version == before; frame++)
                    lesson.Frames(1);
                lesson.Key(Key.Space);
                Assert.True(lesson.Panel.Subject.Version > before, $"{source}: station {station} stands still");
                Assert.True(lesson.CatchesUp(), $"{source}: station {station} stays behind");
            }
        }
    }

    [GlFact]
    public void A_restart_shows_the_first_weights_again()
    {
        using var lesson = new LessonHarness(station: 1);
        lesson.Key(Key.S);
        lesson.Key(Key.R);
        lesson.Frames(2);
        Assert.Equal(0, lesson.Session.Capture().Step);
        Assert.True(lesson.CatchesUp());
    }

    [GlFact]
    public void The_step_that_is_taken_leads_to_the_loss_that_was_shown()
    {
        using var lesson = new LessonHarness(station: 4);
        var station = lesson.Panel.Subject;
        var before = station.MeanLoss;
        // The button at the lower edge.
        lesson.Click(1080, 700);
        Assert.True(station.MeanLoss < before);
        Assert.Equal(lesson.Session.Evaluate(DataPart.Evaluation).Loss, station.MeanLoss, 1e-6);
    }

    [GlFact]
    public void A_steady_picture_allocates_nothing_to_speak_of()
    {
        for (var number = 0; number < 5; number++)
        {
            using var lesson = new LessonHarness(number);
            lesson.Frames(20);
            var least = long.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                lesson.Frames(10);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.True(least < 1024, $"station {number}: {least} bytes in 10 frames");
        }
    }
}
