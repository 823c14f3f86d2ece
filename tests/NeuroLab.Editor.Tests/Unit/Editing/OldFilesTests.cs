using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NeuroLab.Backends.Cpu;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Runtime.Tests.Unit.Datasets;

namespace NeuroLab.Editor.Tests.Unit.Editing;

/// <summary>
/// Files of version 0.1.0: <c>every-edit.nlrun</c> and <c>painted.neurolab.json</c> come from <see cref="Sitting"/>,
/// <c>app.nlrun</c> from its window, <c>take.neurolab.json</c> from its command <c>record</c>.
/// </summary>
public sealed class OldFilesTests : IDisposable
{
    // The processor that the logs are from had vectors of 256 bits; another width adds up in another order.
    private const string RecordedWidth = "256 bits";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("every-edit.nlrun", 40)]
    [InlineData("app.nlrun", 8)]
    public void A_run_log_of_format_2_replays_bit_for_bit(string name, int checks)
    {
        var log = RunLog.Load(Fixture(name));
        Assert.Equal(2, log.Header.Version);
        var result = Play(log);
        Assert.True(result is { IsComplete: true } && result.Checks >= checks, result.ToString());
        if (CpuBackend.VectorWidth == RecordedWidth)
            Assert.True(result.IsIdentical, result.ToString());
        else
            Assert.InRange(result.Deviation, 0, Replay.Tolerance);
    }

    // From the last days of format 3, which held eigenvalues already.
    [Fact]
    public void A_run_log_of_format_3_replays_bit_for_bit_and_so_does_its_curvature()
    {
        var log = RunLog.Load(Fixture("curvature.nlrun"));
        Assert.Equal(3, log.Header.Version);
        var known = log.Lines.Select(line => line.Check ?? line.End).Where(check => check?.Curvature is not null).ToArray();
        Assert.True(known.Length >= 3 && known.All(check => check!.Curvature![0].Values[0] > 0));
        var result = Play(log);
        Assert.True(result.IsComplete, result.ToString());
        Assert.InRange(result.CurvatureDeviation!.Value, 0, 0.02);
        if (CpuBackend.VectorWidth == RecordedWidth)
            Assert.True(result.IsIdentical, result.ToString());
        else
            Assert.InRange(result.Deviation, 0, Replay.Tolerance);
    }

    [Fact]
    public void Every_kind_of_edit_that_format_2_had_is_in_the_old_log() =>
        Assert.Equal(15, RunLog.Load(Fixture("every-edit.nlrun")).Edits.Select(edit => edit.GetType()).Distinct().Count());

    [Fact]
    public void Every_kind_of_edit_has_its_name_in_a_run_log() => Assert.Equal(
        typeof(Edit).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Edit)) && !type.IsAbstract).ToHashSet(),
        typeof(Edit).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(line => line.DerivedType).ToHashSet());

    [Fact]
    public void The_same_sitting_makes_the_same_edits_today()
    {
        var path = _folder["today.nlrun"];
        var end = Sitting.Record(path);
        var (old, today) = (RunLog.Load(Fixture("every-edit.nlrun")), RunLog.Load(path));
        Assert.Equal(RunLogWriter.CurrentVersion, today.Header.Version);
        Assert.Equal(old.Edits.Select(Text), today.Edits.Select(Text));
        Assert.Equal(ExperimentFile.Load(Fixture("painted.neurolab.json")).ToJson(), end.ToJson());
        if (CpuBackend.VectorWidth == RecordedWidth)
            Assert.Equal(Checksums(old), Checksums(today));
        var result = Play(today);
        Assert.True(result.IsIdentical, result.ToString());
    }

    [Fact]
    public void The_log_of_a_replay_is_that_of_the_run()
    {
        var log = RunLog.Load(Fixture("every-edit.nlrun"));
        using var backend = Sitting.OpenBackend();
        using var replay = new Replay(log, backend);
        var made = new List<Edit>();
        replay.Editor.Log.Appended += made.Add;
        replay.Run();
        // A step that was asked for is taken with the others; what another experiment ends needs no training.
        static IEnumerable<string> Texts(IEnumerable<Edit> edits) =>
            edits.Where(edit => edit is not StepEdit).Select(edit => Text(edit is LoadEdit ? edit with { Step = 0 } : edit));
        Assert.Equal(Texts(log.Edits), Texts(made));
    }

    [Theory]
    [InlineData("painted.neurolab.json", 102)]
    [InlineData("take.neurolab.json", 40)]
    public void An_old_experiment_loads_and_is_saved_with_all_it_held(string name, int samples)
    {
        var file = ExperimentFile.Load(Fixture(name));
        Assert.Equal(samples, file.CreateExperiment().Train.Count);
        var again = Path.Combine(Path.GetDirectoryName(Fixture(name))!, "again." + name);
        file.Save(again);
        var (old, saved) = (JsonNode.Parse(File.ReadAllText(Fixture(name)))!, JsonNode.Parse(File.ReadAllText(again))!);
        AddMissing(saved, old);
        Assert.Equal(saved.ToJsonString(), old.ToJsonString());
    }

    // Sections may have gained members since.
    private static void AddMissing(JsonNode from, JsonNode to)
    {
        var order = from.AsObject().Select(member => member.Key).ToList();
        foreach (var (key, value) in from.AsObject())
        {
            if (to[key] is JsonObject section)
                AddMissing(value!, section);
            else if (!to.AsObject().ContainsKey(key))
                to[key] = value?.DeepClone();
        }
        foreach (var key in order)
        {
            var value = to[key];
            to.AsObject().Remove(key);
            to[key] = value;
        }
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static ReplayResult Play(RunLog log)
    {
        using var backend = Sitting.OpenBackend();
        using var replay = new Replay(log, backend);
        return replay.Run();
    }

    private static IEnumerable<(long, string)> Checksums(RunLog log) =>
        log.Lines.Select(line => line.Check ?? line.End).OfType<RunLogCheck>().Select(check => (check.Step, check.Theta));

    private static string Text(Edit edit) => JsonSerializer.Serialize(edit, EditingJson.Line.Edit);
}
