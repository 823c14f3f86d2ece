using NeuroLab.Datasets;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>A sample set on the GPU, rows padded to whole vec4s.</summary>
internal sealed class DeviceSamples : IDisposable
{
    private const int RowsAtATime = 4096;

    public DeviceSamples(ComputeDevice device, SampleSet set, string name)
    {
        Set = set;
        Inputs = Upload(device, set.Inputs, set.InputCount, set.Count, $"inputs of the {name} set");
        Targets = Upload(device, set.Targets, set.OutputCount, set.Count, $"targets of the {name} set");
    }

    public SampleSet Set { get; }

    /// <summary>[samples, inputs4]</summary>
    public GpuBuffer Inputs { get; }

    /// <summary>[samples, outputs4]</summary>
    public GpuBuffer Targets { get; }

    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    private static GpuBuffer Upload(ComputeDevice device, InputValues rows, int width, int count, string what)
    {
        var pitch = 4 * ParameterLayout.In4(width);
        var buffer = device.Allocate((long)count * pitch * sizeof(float), what);
        float[] room = [];
        var padded = new float[Math.Min(count, RowsAtATime) * pitch];
        for (var row = 0; row < count; row += RowsAtATime)
        {
            var part = Math.Min(RowsAtATime, count - row);
            ParameterLayout.PadRows(rows.Read(row * width, part * width, ref room), width, padded);
            buffer.Upload<float>(padded.AsSpan(0, part * pitch), row * pitch);
        }
        return buffer;
    }
}
