using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NeuroLab.Benchmarks.Gpu;

/// <summary>PyTorch on the same GPU, in a child process that handles one job at a time.</summary>
internal sealed class TorchGpuPeer : IDisposable
{
    private readonly Process _process;

    private TorchGpuPeer(Process process, string description) => (_process, Description) = (process, description);

    /// <summary>Its version and GPU.</summary>
    public string Description { get; }

    /// <summary>Null if Python, PyTorch or a CUDA device is missing.</summary>
    public static TorchGpuPeer? TryStart()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "torch_gpu.py");
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(script);
        try
        {
            var process = Process.Start(start)!;
            if (process.StandardOutput.ReadLine() is { } line)
            {
                var about = JsonDocument.Parse(line).RootElement;
                return new TorchGpuPeer(process, $"PyTorch {about.GetProperty("torch")} on {about.GetProperty("device")}");
            }
            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }
        return null;
    }

    /// <summary>Milliseconds per training step.</summary>
    public (double Eager, double Graph) Step(GpuCase work, double seconds)
    {
        var answer = Ask("step", work, seconds);
        return (answer.GetProperty("eager_ms").GetDouble(), answer.GetProperty("graph_ms").GetDouble());
    }

    /// <summary>Points of a surface per second, by the faster of two methods.</summary>
    public double Surface(GpuCase work, double seconds)
    {
        var answer = Ask("surface", work, seconds);
        return Math.Max(answer.GetProperty("single_points").GetDouble(), answer.GetProperty("batched_points").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }

    private JsonElement Ask(string verb, GpuCase work, double seconds)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{verb} {string.Join(',', work.Shape.Sizes)} {work.Rows} {work.Shape.ActivationNames} {work.Loss.Name} {seconds}"));
        _process.StandardInput.Flush();
        return JsonDocument.Parse(
            _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended")).RootElement;
    }
}
