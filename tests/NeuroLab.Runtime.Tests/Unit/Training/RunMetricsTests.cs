using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public sealed class RunMetricsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"neurolab-metrics-{Guid.NewGuid():N}");

    public void Dispose()
    {
        File.Delete(_path + ".csv");
        File.Delete(_path + ".jsonl");
    }

    [Fact]
    public void Of_a_step_that_is_written_twice_the_later_line_counts_and_steps_are_in_order()
    {
        File.WriteAllText(_path + ".csv", "step,loss\n20,0.5\n10,0.75\n20,0.25\n");
        File.WriteAllText(_path + ".jsonl", "{\"step\":20,\"loss\":0.5}\n{\"step\":10,\"loss\":0.75}\n{\"step\":20,\"loss\":0.25}\n{\"step\":30}\n");
        foreach (var ending in (string[])[".csv", ".jsonl"])
            Assert.Equal([(10L, 0.75f), (20L, 0.25f)], RunMetrics.Read(_path + ending));
    }
}
