using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public class StepHistoryTests
{
    [Fact]
    public void A_reader_gets_each_step_once_in_order()
    {
        var history = new StepHistory();
        var records = new StepRecord[4];
        var from = 0L;
        Assert.Equal(0, history.CopyTo(ref from, records));
        for (var step = 0; step < 6; step++)
            history.Add(new StepRecord(step, step / 2f, 0, 0));
        Assert.Equal(6, history.Count);
        Assert.Equal(4, history.CopyTo(ref from, records));
        Assert.Equal([0, 1, 2, 3], records.Select(record => record.Step));
        Assert.Equal(4, from);
        Assert.Equal(2, history.CopyTo(ref from, records));
        Assert.Equal([4, 5], records.Take(2).Select(record => record.Step));
        Assert.Equal(0, history.CopyTo(ref from, records));
        Assert.Equal(6, from);
    }

    [Fact]
    public void A_reader_who_is_late_finds_the_newest_ones()
    {
        var history = new StepHistory();
        const int late = 100;
        for (var step = 0; step < StepHistory.Capacity + late; step++)
            history.Add(new StepRecord(step, 0, 0, 0));
        var records = new StepRecord[StepHistory.Capacity + 1];
        var from = 7L;
        Assert.Equal(StepHistory.Capacity, history.CopyTo(ref from, records));
        Assert.Equal(late, records[0].Step);
        Assert.Equal(StepHistory.Capacity + late - 1, records[StepHistory.Capacity - 1].Step);
        Assert.Equal(StepHistory.Capacity + late, from);
        Assert.Equal(StepHistory.Capacity + late, history.Count);
    }
}
