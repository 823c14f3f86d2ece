using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Backends.OpenGL;

/// <summary>A plane's three vectors on the GPU, shared by all users of the plane.</summary>
internal sealed class DevicePlane
{
    public DevicePlane(ComputeDevice device, ParameterLayout layout, Plane plane)
    {
        Plane = plane;
        Origin = Upload(device, layout, plane.Origin);
        First = Upload(device, layout, plane.First);
        Second = Upload(device, layout, plane.Second);
        InverseGram = Invert(plane);
    }

    public Plane Plane { get; }

    public GpuBuffer Origin { get; }

    public GpuBuffer First { get; }

    public GpuBuffer Second { get; }

    /// <summary>G⁻¹, row-major, G_ij = d_i·d_j; for parallel directions that of the first alone.</summary>
    public Vector4 InverseGram { get; }

    /// <summary>Reference count.</summary>
    public int Users { get; set; }

    public void Free()
    {
        Origin.Dispose();
        First.Dispose();
        Second.Dispose();
    }

    private static GpuBuffer Upload(ComputeDevice device, ParameterLayout layout, float[] flat)
    {
        var padded = new float[4 * layout.Count4];
        layout.Pack(flat, padded);
        var buffer = device.Allocate(layout.Bytes, "directions of the plane");
        buffer.Upload<float>(padded);
        return buffer;
    }

    private static Vector4 Invert(Plane plane)
    {
        double g11 = 0, g12 = 0, g22 = 0;
        for (var i = 0; i < plane.First.Length; i++)
        {
            double a = plane.First[i], b = plane.Second[i];
            g11 += a * a;
            g12 += a * b;
            g22 += b * b;
        }
        var determinant = g11 * g22 - g12 * g12;
        return determinant > 1e-12 * g11 * g22
            ? new Vector4(
                (float)(g22 / determinant), (float)(-g12 / determinant), (float)(-g12 / determinant),
                (float)(g11 / determinant))
            : new Vector4(g11 > 0 ? (float)(1 / g11) : 0, 0, 0, 0);
    }
}
