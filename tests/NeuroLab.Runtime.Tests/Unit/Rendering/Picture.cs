using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>A rendered picture, RGB [height, width, 3], top row first.</summary>
public sealed record Picture(int Width, int Height, byte[] Rgb)
{
    /// <summary>Renders a frame off screen.</summary>
    public static Picture Render(GraphicsDevice device, SceneRenderer renderer, FrameView frame, int width, int height)
    {
        using var target = new OffscreenFramebuffer(device);
        target.Resize(width, height);
        if (!frame.IsFrozen) frame.Freeze();
        renderer.Render(frame, new RenderTarget(target.ReadHandle, 0, 0, width, height));
        return Read(target);
    }

    /// <summary>Reads a framebuffer.</summary>
    public static Picture Read(OffscreenFramebuffer target)
    {
        (var width, var height) = (target.Width, target.Height);
        byte[] rgba = new byte[width * height * 4], rgb = new byte[width * height * 3];
        target.ReadPixels(rgba);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                rgba.AsSpan(((height - 1 - y) * width + x) * 4, 3).CopyTo(rgb.AsSpan((y * width + x) * 3));
        }
        return new Picture(width, height, rgb);
    }

    /// <summary>The colour of a pixel, 0…255 each.</summary>
    public Vector3 this[Vector2 pixel]
    {
        get
        {
            var at = ((int)pixel.Y * Width + (int)pixel.X) * 3;
            return new Vector3(Rgb[at], Rgb[at + 1], Rgb[at + 2]);
        }
    }
}
