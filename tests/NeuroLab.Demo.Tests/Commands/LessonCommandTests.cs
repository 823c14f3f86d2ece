using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class LessonCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void Every_station_is_drawn_without_a_window()
    {
        foreach (var station in (string[])["layer", "loop", "naive", "derivative", "gradient"])
        {
            // One of them on the GPU.
            var run = CommandRun.Of(
                "lesson", station, "--out", _folder[$"{station}.png"], "--backend", station == "naive" ? "gpu" : "auto");
            Assert.True(run.ExitCode == 0, run.Error);
            var png = File.ReadAllBytes(_folder[$"{station}.png"]);
            Assert.True(png.AsSpan().StartsWith([(byte)0x89, (byte)'P', (byte)'N', (byte)'G']));
            Assert.True(png.Length > 50_000);
        }
    }

    [GlFact]
    public void A_station_is_recorded_as_an_animation_of_something_happening()
    {
        var run = CommandRun.Of("lesson", "derivative", "--seconds", "0.4", "--fps", "10", "--out", _folder["frames"] + "/");
        Assert.True(run.ExitCode == 0, run.Error);
        var frames = Directory.GetFiles(_folder["frames"], "*.png").Order().ToArray();
        Assert.Equal(4, frames.Length);
        Assert.NotEqual(File.ReadAllBytes(frames[0]), File.ReadAllBytes(frames[2]));
    }

    [Fact]
    public void An_unknown_station_is_refused_in_one_line() =>
        CommandRun.Of("lesson", "gradent").AssertRefused("station", "gradient");

    [Fact]
    public void A_station_has_the_name_of_its_tab_too_and_the_help_names_the_first()
    {
        CommandRun.Of("lesson", "slope", "--out", "x.unknown").AssertRefused("x.unknown");
        var help = CommandRun.Of("lesson", "--help").Output.Split("Options:")[0];
        Assert.DoesNotContain("[default: 0]", help);
        Assert.Contains("[default: layer]", help);
    }

    [Fact]
    public void A_large_network_is_warned_of_before_it_is_perturbed()
    {
        var run = CommandRun.Of(
            "train", "--data", "moons", "--layers", "150,150", "--optimizer", "naive_perturbation", "--steps", "0", "--json");
        Assert.Contains("46,502 forward passes for each step", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
