using System.Diagnostics;
using NeuroLab.Demo.Tests.Support;
using Picking;

namespace NeuroLab.Demo.Tests.Windowing;

/// <summary>The sample in a plain window as a person uses it: a process of its own, and a mouse.</summary>
[Collection(DisplayCollection.Name)]
public sealed class PickingSampleTests(XvfbDisplay display)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), Patience = TimeSpan.FromSeconds(3);

    [XvfbFact]
    public void A_click_on_the_surface_prints_what_it_picked_and_drops_the_weights_there()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Host).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { ["DISPLAY"] = display.Name },
        };
        using var run = Process.Start(start)!;
        try
        {
            Assert.StartsWith("training on the ", run.StandardOutput.ReadLineAsync().WaitAsync(Limit).Result);
            var person = new Xdotool(display.Name, "Click on the surface, drag with the right button, Esc ends");
            person.MoveMouse(400, 250);
            var line = run.StandardOutput.ReadLineAsync();
            var end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
            // The first frames have no surface to click on yet.
            while (!line.IsCompleted && Environment.TickCount64 < end)
            {
                person.MouseDown(1);
                _ = line.Wait(Patience);
                person.MouseUp(1);
                Thread.Sleep(200);
            }
            Assert.True(line.IsCompleted, "no click was answered");
            Assert.Matches(@"^α = -?\d\.\d{3}, β = -?\d\.\d{3}: loss [0-9.E+-]+; from [0-9.E+-]+ at step \d+$", line.Result);
            person.RequestClose();
            Assert.True(run.WaitForExit(Limit), "it does not close");
            Assert.Equal(0, run.ExitCode);
        }
        finally
        {
            if (!run.HasExited)
                run.Kill();
        }
    }
}
