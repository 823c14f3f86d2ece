using System.Diagnostics;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Every verb that writes, with its output at every kind of place: nothing of a person's is ever lost.</summary>
public sealed class FileSafetyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileSafetyTests()
    {
        _folder.Write("points.csv", "x,y,class\n0,1,a\n1,0,b\n0.2,0.9,a\n0.8,0.1,b\n0.1,0.8,a\n0.9,0.2,b\n");
        _folder.WriteWeights("net.safetensors", 2, 3, 1);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Its extension, then its arguments; OUT stands for the output.</summary>
    public static TheoryData<string, string> Verbs { get; } = new()
    {
        { ".safetensors", "train --data points.csv --layers 3 --steps 3 --save OUT" },
        { ".csv", "train --data points.csv --layers 3 --steps 3 --log OUT" },
        { ".safetensors", "evaluate --data points.csv --weights net.safetensors --gradients OUT" },
        { ".npz", "surface --data points.csv --weights net.safetensors --resolution 9 --out OUT" },
        { ".csv", "surface --data points.csv --weights net.safetensors --resolution 9 --out OUT" },
        { ".png", "surface --data points.csv --weights net.safetensors --resolution 9 --out OUT" },
        { ".gif", "record --data points.csv --layers 3 --frames 2 --size 64x48 --plane random --out OUT" },
        { ".png", "record --data points.csv --layers 3 --frames 2 --size 64x48 --plane random --out take.gif --poster OUT" },
        { ".png", "lesson layer --data points.csv --layers 3 --out OUT" },
    };

    [GlTheory, MemberData(nameof(Verbs))]
    public void An_input_is_never_an_output(string extension, string verb)
    {
        // Another name of the same file, and a person who says that anything may be replaced.
        var before = File.ReadAllText(_folder["points.csv"]);
        var output = _folder["same" + extension];
        Run("ln", _folder["points.csv"], output);
        Refused(verb + " --force", output, "this command reads it");
        Assert.Equal(before, File.ReadAllText(_folder["points.csv"]));
        Assert.DoesNotContain(_folder.Files, file => file.Contains("partial", StringComparison.Ordinal));
    }

    [GlTheory, MemberData(nameof(Verbs))]
    public void A_file_of_the_persons_is_replaced_only_on_demand(string extension, string verb)
    {
        var output = _folder.Write("mine" + extension, "not to be lost");
        Refused(verb, output, "was not made by this program", "--force");
        Assert.Equal("not to be lost", File.ReadAllText(output));

        Done(verb + " --force", output);
        Assert.NotEqual("not to be lost", File.ReadAllText(output));
        // What it wrote itself it replaces without asking.
        Done(verb, output);
    }

    [GlTheory, MemberData(nameof(Verbs))]
    public void A_link_is_written_through(string extension, string verb)
    {
        var link = _folder["link" + extension];
        File.CreateSymbolicLink(link, "real" + extension);
        Done(verb, link);
        Assert.Equal("real" + extension, new FileInfo(link).LinkTarget);
        Assert.True(new FileInfo(_folder["real" + extension]).Length > 0);
    }

    [GlTheory, MemberData(nameof(Verbs))]
    public void Devices_and_pipes_are_written_to_and_stay(string extension, string verb)
    {
        var pipe = _folder["pipe" + extension];
        Run("mkfifo", pipe);
        var reading = Task.Run(() => File.ReadAllBytes(pipe));
        Done(verb, pipe);
        Assert.True(reading.Wait(TimeSpan.FromSeconds(30)) && reading.Result.Length > 0);
        Assert.Equal("fifo", Run("stat", "-c", "%F", pipe));
        if (Environment.UserName != "root")
            return;
        var device = _folder["null" + extension];
        Run("mknod", device, "c", "1", "3");
        Done(verb, device);
        Assert.Equal("character special file", Run("stat", "-c", "%F", device));
    }

    [GlTheory, MemberData(nameof(Verbs))]
    public void Where_nothing_can_be_written_one_line_says_so(string extension, string verb) =>
        Refused(verb, "/sys/kernel/out" + extension, "cannot be written");

    [SmallDiskFact]
    public void A_full_disk_leaves_the_old_output()
    {
        using SmallDisk disk = new(64);
        foreach (var (extension, verb) in Verbs.Select(row => ((string)row[0], (string)row[1])))
        {
            var output = disk.File("out" + extension);
            File.WriteAllText(output, "x,y,class\nstep,loss,gradient_norm,learning_rate\nalpha,beta,loss\nmade with NeuroLab");
            var before = File.ReadAllText(output);
            using (var filler = File.Create(disk.File("filler")))
                Fill(filler);
            var run = CommandRun.Of(Arguments(verb, output));
            Assert.True(run.ExitCode == CommandLine.BadInput, $"{verb}: {run.ExitCode} {run.Error}");
            Assert.Contains("No space left on device", LineOf(run));
            Assert.Equal(before, File.ReadAllText(output));
            Assert.Equal(["filler", "out" + extension], Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            File.Delete(output);
        }
    }

    [GlTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("KILL")]
    public void Ended_at_ten_random_moments_an_output_is_whole_the_old_or_the_new(string signal)
    {
        Numerics.SeededRandom random = new(7);
        WeightsFile.Save(_folder["out.safetensors"], [2, 64, 2], new float[2 * 64 + 64 + 64 * 2 + 2]);
        var points = File.ReadAllText(_folder["points.csv"]);
        for (var i = 0; i < 10; i++)
        {
            using var run = Start("train --data points.csv --layers 64 --steps 100000000 --save OUT --log log.csv", _folder["out.safetensors"]);
            Thread.Sleep((int)(random.NextDouble() * 1500));
            Run("kill", "-s", signal, $"{run.Id}");
            Assert.True(run.WaitForExit(TimeSpan.FromSeconds(60)), "it did not end");
            Assert.Equal(2, WeightsFile.Load(_folder["out.safetensors"]).Count);
            Assert.Equal(points, File.ReadAllText(_folder["points.csv"]));
            if (signal != "KILL")
                Assert.DoesNotContain(_folder.Files, file => file.Contains("partial", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Two_outputs_of_one_name_are_refused() =>
        Refused("train --data points.csv --layers 3 --steps 3 --save OUT --log OUT", _folder["same.csv"], "is being written already");

    [GlFact]
    public void What_a_take_brings_along_gives_way_to_a_persons_files()
    {
        var points = File.ReadAllText(_folder["points.csv"]);
        Done("record --data points.csv --layers 3 --frames 2 --size 64x48 --plane random --out OUT", _folder["points.gif"]);
        Assert.Equal(points, File.ReadAllText(_folder["points.csv"]));
        Assert.Equal(["net.safetensors", "points.csv", "points.gif", "points.neurolab.json", "points.telemetry.csv"], _folder.Files);
    }

    private static void Fill(FileStream filler)
    {
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // That was the point.
        }
    }

    private void Refused(string verb, string output, params string[] fragments)
    {
        var run = CommandRun.Of(Arguments(verb, output));
        Assert.Equal((CommandLine.BadInput, ""), (run.ExitCode, run.Output));
        var line = LineOf(run);
        foreach (var fragment in fragments)
            Assert.Contains(fragment, line);
    }

    // The only one, but for what was understood of the table.
    private static string LineOf(CommandRun run)
    {
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.Contains("points.csv: 6 samples", line));
        Assert.InRange(lines.Length, 1, 2);
        return lines[^1];
    }

    private void Done(string verb, string output)
    {
        var run = CommandRun.Of(Arguments(verb, output));
        Assert.True(run.ExitCode == CommandLine.Success, run.Error);
    }

    private string[] Arguments(string verb, string output) =>
    [
        .. verb.Split(' ').Select(word => word == "OUT" ? output : word.Contains('.', StringComparison.Ordinal) ? _folder[word] : word),
    ];

    private Process Start(string verb, string output) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NeuroLab.Demo.dll"), .. Arguments(verb, output)])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
