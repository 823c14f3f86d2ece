using NeuroLab.Graphics;
using NeuroLab.Recording;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>What a window showed.</summary>
public sealed record Picture(int Width, int Height, byte[] Rgba)
{
    /// <summary>A pixel from the top left corner; beyond the edge, the edge's.</summary>
    public (byte R, byte G, byte B) At(int x, int y)
    {
        var i = (Math.Clamp(y, 0, Height - 1) * Width + Math.Clamp(x, 0, Width - 1)) * 4;
        return (Rgba[i], Rgba[i + 1], Rgba[i + 2]);
    }

    /// <summary>The share of an area's pixels that differ clearly.</summary>
    internal double ShareChanged(Picture other, PixelRectangle area)
    {
        var changed = 0;
        for (var y = area.Y; y < area.Y + area.Height; y++)
            for (var x = area.X; x < area.X + area.Width; x++)
            {
                var (a, b) = (At(x, y), other.At(x, y));
                if (Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B) > 24)
                    changed++;
            }
        return changed / (double)(area.Width * area.Height);
    }

    /// <summary>
    /// Keeps the picture for a person to look at, as editor-NAME.png in the folder that NEUROLAB_REVIEW_IMAGES names;
    /// without one, does nothing. The last of eight bits goes: nobody sees it, and it is most of the file.
    /// </summary>
    public void Review(string name)
    {
        if (Environment.GetEnvironmentVariable("NEUROLAB_REVIEW_IMAGES") is not { Length: > 0 } folder)
            return;
        var rounded = Array.ConvertAll(Rgba, value => (byte)(value & 0xFE | value >> 7));
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, $"editor-{name}.png"));
        file.Write(new PngEncoder(Width, Height, compressionLevel: 9).Encode(rounded));
    }
}
