using System.Diagnostics;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Benchmarks.Gpu;

/// <summary>The peak rate of the device: multiply-adds on registers, nothing else.</summary>
internal static class GpuPeak
{
    private const int Groups = 8192;

    // Eight vec4s are 32 independent chains of multiply-adds.
    private const string Kernel = """
        #version 430
        layout(local_size_x = 256) in;
        layout(std430, binding = 0) buffer Result { vec4 result[]; };
        uniform int turns;
        uniform vec4 factor, term;
        void main()
        {
            vec4 a = vec4(gl_LocalInvocationIndex), b = a + 1.0, c = a + 2.0, d = a + 3.0;
            vec4 e = a + 4.0, f = a + 5.0, g = a + 6.0, h = a + 7.0;
            for (int i = 0; i < turns; i++)
            {
                a = a * factor + term; b = b * factor + term; c = c * factor + term; d = d * factor + term;
                e = e * factor + term; f = f * factor + term; g = g * factor + term; h = h * factor + term;
            }
            if (gl_WorkGroupID.x == 0u)
                result[gl_LocalInvocationIndex] = a + b + c + d + e + f + g + h;
        }
        """;

    /// <summary>Single-precision operations per second, two per multiply-add.</summary>
    public static double Measure(GraphicsDevice device)
    {
        var gl = device.Gl;
        using var program = ShaderProgram.Compute(gl, ShaderLibrary.Compose("peak", Kernel));
        using var result = new GpuBuffer(gl, BufferUsageARB.DynamicCopy);
        result.Reserve(256 * 16);
        result.BindStorage(0);
        program.Set("factor", new System.Numerics.Vector4(0.999f));
        program.Set("term", new System.Numerics.Vector4(0.001f));
        program.Use();
        var turns = device.IsSoftware ? 8 : 16384;
        var best = 0.0;
        for (var run = 0; run < 8; run++)
        {
            program.Set("turns", turns);
            gl.Finish();
            var start = Stopwatch.GetTimestamp();
            gl.DispatchCompute(Groups, 1, 1);
            gl.Finish();
            best = Math.Max(best, 64.0 * turns * 256 * Groups / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
