using System.Diagnostics;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>The real program, ended from outside in the middle of a take.</summary>
public sealed class RecordProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FfmpegFact]
    public void Ctrl_C_in_a_terminal_finishes_the_video()
    {
        using var run = Start(_folder["take.mp4"]);
        WaitForBytes("take.partial.mp4");
        // A terminal signals its whole foreground group, the encoder included.
        Send("INT", -run.Id);
        var line = AssertEnded(run, CommandLine.Interrupted);
        Assert.Matches(@"^neurolab: interrupted; the \d+ frames so far are in .*take\.mp4\n$", line);
        Assert.Equal(["take.csv", "take.mp4", "take.neurolab.json"], _folder.Files);
        Assert.Equal(File.ReadAllLines(_folder["take.csv"]).Length - 1, VideoFile.FramesIn(_folder["take.mp4"]));
    }

    [GlFact]
    public void SIGTERM_finishes_the_animation()
    {
        using var run = Start(_folder["take.gif"]);
        WaitForBytes("take.partial.gif");
        Send("TERM", run.Id);
        Assert.StartsWith("neurolab: interrupted; the ", AssertEnded(run, CommandLine.Terminated));
        Assert.Equal(["take.csv", "take.gif", "take.neurolab.json"], _folder.Files);
        Assert.Equal(0x3B, File.ReadAllBytes(_folder["take.gif"])[^1]);
    }

    [FfmpegFact]
    public void An_encoder_that_dies_ends_the_take_with_one_line_and_what_it_wrote_plays()
    {
        using var run = Start(_folder["take.mp4"]);
        WaitForBytes("take.partial.mp4");
        Send("KILL", ChildOf(run.Id));
        var error = AssertEnded(run, CommandLine.BadInput);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Contains("ended by signal 9", error);
        Assert.NotEmpty(VideoFile.Decode(_folder["take.partial.mp4"], 160, 90));
    }

    [SmallDiskFact]
    public void A_full_disk_ends_the_take_with_one_line_and_leaves_nothing()
    {
        using var disk = new SmallDisk(200);
        using var run = Start(disk.File("take.gif"));
        var error = AssertEnded(run, CommandLine.BadInput);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Contains("No space left on device", error);
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    [GlFact]
    public void Without_ffmpeg_the_usual_take_is_an_animation_and_one_line_says_what_is_missing()
    {
        using var run = Start(["--frames", "2"], start =>
        {
            start.WorkingDirectory = _folder.Path;
            start.Environment[FfmpegLocator.Variable] = "/nowhere/ffmpeg";
        });
        var error = AssertEnded(run, CommandLine.Success);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Contains("with ffmpeg it would be MP4 video", error);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "recordings"), "*.gif"));
    }

    private static Process Start(string path) => Start(["--seconds", "3000", "--out", path], _ => { });

    private static Process Start(string[] options, Action<ProcessStartInfo> change)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "NeuroLab.Demo.dll");
        // In a process group of its own, as a shell starts it.
        var start = new ProcessStartInfo("setsid",
            ["dotnet", program, "record", "--data", "moons", "--layers", "4", "--size", "160x90", "--fps", "30", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        change(start);
        return Process.Start(start)!;
    }

    private void WaitForBytes(string name)
    {
        var file = new FileInfo(_folder[name]);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Thread.Sleep(20);
                file.Refresh();
                return file is { Exists: true, Length: > 20_000 };
            },
            Limit), $"{name} did not grow");
    }

    private static string AssertEnded(Process run, int code)
    {
        var error = run.StandardError.ReadToEndAsync();
        if (!run.WaitForExit(Limit))
        {
            run.Kill(entireProcessTree: true);
            Assert.Fail("it did not end");
        }
        Assert.True(code == run.ExitCode, $"exit code {run.ExitCode}: {error.Result}");
        return error.Result;
    }

    private static int ChildOf(int parent) => int.Parse(
        Output("ps", "-o", "pid=", "--ppid", $"{parent}").Split('\n', StringSplitOptions.RemoveEmptyEntries)[0]);

    private static void Send(string signal, int process) => Output("kill", "-s", signal, "--", $"{process}");

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
