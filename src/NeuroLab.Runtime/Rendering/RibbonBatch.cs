using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuroLab.Rendering;

/// <summary>
/// The lines of one frame, collected on the CPU: each is a run of points between two invisible ends, so that all lines
/// take one draw call.
/// </summary>
internal sealed class RibbonBatch
{
    // Room for the longest trail and its edge beside the floor's lines, so that a growing trail does not allocate.
    private Point[] _points = new Point[16384];
    private int _count;

    public ReadOnlySpan<Point> Points => _points.AsSpan(0, _count);

    /// <summary>Number of points; sections of the batch are delimited by such counts.</summary>
    public int Count => _count;

    /// <summary>Empties the batch.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a point to the current line.</summary>
    /// <param name="position">World coordinates.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="color">sRGB and opacity, 0…1.</param>
    public void Add(Vector3 position, float width, Vector4 color)
    {
        if (_count == _points.Length) Array.Resize(ref _points, _count * 2);
        _points[_count++] = new Point(position, width, color);
    }

    /// <summary>Ends the current line; also call it before the first line of a section.</summary>
    public void Break() => Add(Vector3.Zero, -1, Vector4.Zero);

    /// <summary>Adds a straight line.</summary>
    public void AddLine(Vector3 from, Vector3 to, float width, Vector4 color)
    {
        Add(from, width, color);
        Add(to, width, color);
        Break();
    }

    /// <summary>Fades the points from `start` on, from faint at the oldest to opaque at the newest.</summary>
    public void FadeIn(int start)
    {
        var length = _count - start;
        for (var i = 0; i < length; i++)
        {
            var age = 1 - (i + 1f) / length;
            ref var point = ref _points[start + i];
            point = point with { Color = point.Color with { W = point.Color.W * (1 - 0.80f * age * MathF.Sqrt(age)) } };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Point(Vector3 Position, float Width, Vector4 Color);
}
