using System.Diagnostics;
using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Editing;
using NeuroLab.Numerics;
using NeuroLab.Recording;
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
        ReplayCommandTests.WriteLog(_folder["run.nlrun"]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Its extension, then its arguments; OUT stands for the output, A|B for a short and for a long run.</summary>
    public static TheoryData<string, string> Verbs { get; } = CreateVerbs();

    private static TheoryData<string, string> CreateVerbs()
    {
        const string train = "train --data points.csv --layers 3|64 --steps 3|100000000", weights = "--data points.csv --weights net.safetensors --activation relu";
        const string connect = "connect net.safetensors net.safetensors --data points.csv --activation relu --match";
        const string surface = $"surface {weights} --resolution 9|999 --out OUT", lesson = "lesson layer --data points.csv --layers 3 --out OUT";
        const string record = "record --data points.csv --layers 3 --frames 2|400 --size 64x48 --plane random --out";
        const string replay = "replay run.nlrun --backend cpu --size 64x48 --steps-per-frame 1000|1 --record OUT";
        TheoryData<string, string> verbs = new()
        {
            { ".safetensors", $"{train} --save OUT" },
            { ".csv", $"{train} --log OUT" },
            { ".safetensors", $"evaluate {weights} --gradients OUT" },
            { ".csv", $"curvature {weights} --density OUT" },
            { ".png", $"curvature {weights} --density OUT" },
            { ".safetensors", $"curvature {weights} --vectors OUT" },
            { ".csv", $"{connect} --out OUT" },
            { ".png", $"{connect} --out OUT" },
            { ".safetensors", $"{connect} --save-matched OUT" },
            { ".npz", surface },
            { ".csv", surface },
            { ".png", surface },
            { ".gif", $"{record} OUT" },
            { ".webp", $"{record} OUT" },
            { ".png", $"{record} take.gif --poster OUT" },
            { ".gif", replay },
            { ".png", lesson },
            { ".gif", $"{lesson} --seconds 0.1|60 --fps 10" },
        };
        if (FfmpegLocator.Find().IsAvailable)
            verbs.Add(".mp4", $"{record} OUT");
        return verbs;
    }

    [GlTheory, MemberData(nameof(Verbs))]
    public void An_input_is_never_an_output(string extension, string verb)
    {
        // Another name of the same file, and a person who says that anything may be replaced.
        var input = _folder[verb.Split(' ').First(word => word is "points.csv" or "run.nlrun")];
        var before = File.ReadAllText(input);
        var output = _folder["same" + extension];
        Run("ln", input, output);
        Refused(verb + " --force", output, "this command reads it");
        Assert.Equal(before, File.ReadAllText(input));
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
            File.WriteAllText(output, "x,y,class\nstep,loss,gradient_norm,learning_rate\nalpha,beta,loss\neigenvalue,density\nfrom,to,t,train_loss,train_error,test_loss,test_error\nmade with NeuroLab");
            var before = File.ReadAllText(output);
            using (var filler = File.Create(disk.File("filler")))
                Fill(filler);
            var run = CommandRun.Of(Arguments(verb, output));
            Assert.True(run.ExitCode == CommandLine.BadInput, $"{verb}: {run.ExitCode} {run.Error}");
            Assert.Contains("No space left on device", LineOf(run), StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllText(output));
            Assert.Equal(["filler", "out" + extension], Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            File.Delete(output);
        }
    }

    // Once by KILL and once by another signal; NEUROLAB_KILLS=10 ends each verb ten times by each of the three.
    [GlTheory, MemberData(nameof(Verbs))]
    public void Ended_at_a_random_moment_every_file_is_whole_the_old_or_the_new(string extension, string verb)
    {
        var output = _folder["out" + extension];
        Done(verb, output);
        string[] inputs = ["points.csv", "net.safetensors", "run.nlrun"];
        var before = inputs.Select(name => File.ReadAllBytes(_folder[name])).ToArray();
        var row = Verbs.Select(entry => (string)entry[1]).ToList().IndexOf(verb);
        // Not INT, which whoever runs in the background inherits as ignored.
        string[] gentle = ["TERM", "HUP"];
        var kills = int.TryParse(Environment.GetEnvironmentVariable("NEUROLAB_KILLS"), out var count) ? count : 0;
        string[] signals = kills == 0 ? ["KILL", gentle[row % gentle.Length]] : [.. gentle.Append("KILL").SelectMany(name => Enumerable.Repeat(name, kills))];
        SeededRandom random = new((ulong)row);
        foreach (var signal in signals)
        {
            using var run = Start(verb, output);
            Thread.Sleep((int)(random.NextDouble() * 900));
            Run("kill", "-s", signal, $"{run.Id}");
            Assert.True(run.WaitForExit(TimeSpan.FromSeconds(60)), "it did not end");
            Assert.Equal(before, inputs.Select(name => File.ReadAllBytes(_folder[name])));
            // To continue from; it has tests of its own.
            File.Delete(output + ".checkpoint");
            var (partial, whole) = (_folder.Files.Where(IsPartial).ToList(), _folder.Files.Where(file => !IsPartial(file)).ToList());
            Assert.Contains("out" + extension, whole);
            Assert.All(whole, file => AssertWhole(_folder[file]));
            if (signal != "KILL")
                Assert.Empty(partial);
            partial.ForEach(file => File.Delete(_folder[file]));
        }

        static bool IsPartial(string name) => name.Contains("partial", StringComparison.Ordinal);
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
        Assert.Equal(["net.safetensors", "points.csv", "points.gif", "points.neurolab.json", "points.telemetry.csv", "run.nlrun"], _folder.Files);
    }

    // Each to its last byte.
    private static void AssertWhole(string path)
    {
        var bytes = File.ReadAllBytes(path);
        switch (Path.GetExtension(path))
        {
            case ".safetensors": Assert.NotEmpty(SafetensorsFile.Read(path)); break;
            case ".npz": Assert.NotEmpty(NpzFile.Read(path)); break;
            case ".json": JsonDocument.Parse(bytes).Dispose(); break;
            case ".png": PngReader.Read(bytes); break;
            case ".gif": Assert.NotEmpty(new GifReader(bytes).Frames); break;
            case ".webp": Assert.NotEmpty(new WebPReader(path).Frames); break;
            case ".mp4": Assert.True(VideoFile.FramesIn(path) > 0); break;
            case ".nlrun": RunLog.Load(path); break;
            case ".csv":
                var rows = File.ReadAllText(path).Split('\n');
                Assert.Equal("", rows[^1]);
                Assert.Single(rows[..^1].Select(line => line.Count(letter => letter == ',')).Distinct());
                break;
            default: Assert.Fail($"{path}: nobody knows how this ends"); break;
        }
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

    private string[] Arguments(string verb, string output, bool isLong = false) =>
    [
        .. verb.Split(' ').Select(word => word.Split('|')[isLong ? ^1 : 0]).Select(
            word => word == "OUT" ? output : char.IsAsciiLetter(word[0]) && word.Contains('.', StringComparison.Ordinal) ? _folder[word] : word),
    ];

    private Process Start(string verb, string output) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NeuroLab.Demo.dll"), .. Arguments(verb, output, isLong: true)])
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
