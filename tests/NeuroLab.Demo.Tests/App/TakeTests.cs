using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Editing;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Tests.App;

public sealed class TakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-take-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GlFact]
    public void Two_takes_of_one_experiment_are_the_same_pixel_by_pixel()
    {
        var first = Record("first/", frames: 5);
        var second = Record("second/", frames: 5);

        Assert.Equal(first.Sha256, second.Sha256);
        for (var frame = 1; frame <= 5; frame++)
        {
            var name = $"frame-{frame:D6}.png";
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(first.Path, name)), File.ReadAllBytes(Path.Combine(second.Path, name)));
        }
    }

    [GlFact]
    public void Every_frame_is_one_fixed_step_after_the_last()
    {
        var summary = Record("steps/", frames: 6);

        var rows = File.ReadAllLines(Path.Combine(summary.Path, "telemetry.csv"));
        Assert.Equal(7, rows.Length);
        Assert.Equal(["0", "4", "8", "12", "16", "20"], rows.Skip(1).Select(row => row.Split(',')[1]));
        Assert.Equal(20, summary.Step);
        Assert.Equal(6, summary.Frames);
        Assert.Equal(0.6, summary.Duration, 12);
    }

    private TakeSummary Record(string path, int frames)
    {
        var data = new Spirals().Load(new DatasetOptions { Seed = 7, Count = 64 });
        var experiment = Preset.For(data.Train).CreateExperiment(data, seed: 7);
        using var backend = new CpuBackend();
        return Take.Record(
            new TakeOptions(
                experiment, ExperimentFile.Of(experiment, new ExperimentFile.DataSection()), Path.Combine(_folder, path), new FrameFormat(320, 180, 10), frames, StepsPerFrame: 4),
            backend, (_, _) => { }, CancellationToken.None);
    }
}
