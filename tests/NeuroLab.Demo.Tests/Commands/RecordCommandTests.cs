using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class RecordCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void Every_frame_is_recorded_and_the_same_command_gives_the_same_pixels()
    {
        string[] arguments =
        [
            "record", "--data", "moons", "--layers", "4", "--seconds", "0.5", "--fps", "8", "--size", "160x90",
            "--steps-per-frame", "3", "--seed", "7", "--json", "--out",
        ];

        var first = CommandRun.Of([.. arguments, _folder["a.gif"]]);
        var second = CommandRun.Of([.. arguments, _folder["b"] + "/"]);

        Assert.Equal(4, first.Number("frames"));
        Assert.Equal(9, first.Number("steps"));
        Assert.Equal(first.Json.GetProperty("sha256").GetString(), second.Json.GetProperty("sha256").GetString());
        Assert.Equal("GIF89a"u8, File.ReadAllBytes(_folder["a.gif"]).AsSpan(0, 6));
        Assert.Equal(4, Directory.GetFiles(_folder["b"], "*.png").Length);
    }

    public void Dispose() => _folder.Dispose();
}
