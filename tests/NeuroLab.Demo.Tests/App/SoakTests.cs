using System.Diagnostics;
using System.Globalization;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Tests.App;

/// <summary>
/// The program itself with all its threads, in a window, worked by somebody without sense, while the cores have other
/// things to do and every thread comes late now and then.
/// </summary>
public sealed class SoakTests : IDisposable
{
    private static readonly string[] Keys =
    [
        "n", "r", "space", "s", "Up", "Down", "1", "3", "5", "7", "plus", "minus", "g", "Next", "Prior", "d", "p", "l", "c", "t",
        "f", "Tab", "F10", "h", "ctrl+z", "ctrl+y", "ctrl+d", "Delete", "ctrl+1", "alt+1",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("neurolab-soak-");
    private readonly XvfbDisplay _display = new();
    private readonly List<Process> _processes = [];

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _display.Dispose();
        _folder.Delete(recursive: true);
    }

    [XvfbFact]
    public void The_program_outlives_whatever_comes_in_whatever_order_and_its_working_set_stays()
    {
        var seconds = Number("NEUROLAB_SOAK_SECONDS", 180);
        var seed = Number("NEUROLAB_SOAK_SEED", 7);
        var data = Environment.GetEnvironmentVariable("NEUROLAB_SOAK_DATA") ?? "digits";
        var app = Start(data, seed, out var state, out var errors);
        var person = new Xdotool(_display.Name, "NeuroLab");
        for (var i = 0; i < Environment.ProcessorCount; i++)
            _processes.Add(Process.Start("sh", ["-c", "while :; do :; done"]));

        var random = new SeededRandom((ulong)seed, stream: 3);
        var clock = Stopwatch.StartNew();
        var sizes = new List<(double Share, long Bytes)>();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var share = clock.Elapsed.TotalSeconds / seconds;
            Act(person, random, share < 0.5);
            Assert.False(app.HasExited, $"dead after {clock.Elapsed.TotalSeconds:F0} s, data {data}, seed {seed}: {errors()}");
            app.Refresh();
            sizes.Add((share, app.WorkingSet64));
            Thread.Sleep(150);
        }

        var faults = Path.Combine(state, "faults");
        Assert.False(Directory.Exists(faults), Directory.Exists(faults) ? File.ReadAllText(Directory.GetFiles(faults)[0]) : "");
        // No data set comes in the second half: what grows then grows for ever.
        var (third, last) = (Median(sizes, 0.5, 0.75), Median(sizes, 0.75, 1));
        Assert.True(last < 1.2 * third, $"{third >> 20} MB became {last >> 20} MB in a quarter of {seconds} s");

        app.Kill();
        app.WaitForExit();
        Assert.Contains("late at random", errors(), StringComparison.Ordinal);
        // What was killed is offered by the next start.
        Assert.Single(Directory.GetFiles(state, "*.neurolab.json"));
    }

    private Process Start(string data, int seed, out string state, out Func<string> errors)
    {
        state = Path.Combine(_folder.FullName, "neurolab");
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "--data", data])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardError = true,
            Environment =
            {
                ["DISPLAY"] = _display.Name,
                ["XDG_STATE_HOME"] = _folder.FullName,
                ["NEUROLAB_DELAYS"] = seed.ToString(CultureInfo.InvariantCulture),
            },
        };
        var app = Process.Start(start)!;
        _processes.Add(app);
        var read = app.StandardError.ReadToEndAsync();
        errors = () => read.Wait(TimeSpan.FromSeconds(5)) ? read.Result : "";
        return app;
    }

    private static void Act(Xdotool person, SeededRandom random, bool changesData)
    {
        if (Below(random, 2) == 0)
        {
            person.PressKey(Keys[changesData ? Below(random, Keys.Length) : 1 + Below(random, Keys.Length - 1)]);
            return;
        }
        person.MoveMouse(Below(random, 1280), Below(random, 720));
        person.MouseDown(1);
        if (Below(random, 2) == 0)
            person.MoveMouse(Below(random, 1280), Below(random, 720));
        person.MouseUp(1);
    }

    private static int Below(SeededRandom random, int count) => (int)(random.NextDouble() * count);

    private static long Median(List<(double Share, long Bytes)> sizes, double from, double to)
    {
        var part = sizes.Where(size => size.Share >= from && size.Share < to).Select(size => size.Bytes).Order().ToList();
        return part[part.Count / 2];
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
