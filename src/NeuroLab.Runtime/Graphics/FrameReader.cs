using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>Reads pictures back from a framebuffer, top row first. Leaves the host's GL state as it found it.</summary>
public sealed class FrameReader(GL gl)
{
    private byte[] _bottomUp = [];

    /// <summary>
    /// Copies a picture, [height, width, 4] bytes RGBA, every pixel opaque. Blocks until the device has drawn it;
    /// allocates only when the size changed.
    /// </summary>
    public unsafe void Read(uint framebuffer, int width, int height, Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rgba.Length, width * height * 4, nameof(rgba));
        if (_bottomUp.Length != width * height * 4)
            _bottomUp = new byte[width * height * 4];
        using (var guard = new GlStateGuard(gl))
        {
            gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, framebuffer);
            gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
            gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
            gl.PixelStore(PixelStoreParameter.PackRowLength, 0);
            fixed (byte* pointer = _bottomUp)
                gl.ReadPixels(0, 0, (uint)width, (uint)height, PixelFormat.Rgba, PixelType.UnsignedByte, pointer);
        }
        var row = width * 4;
        for (var y = 0; y < height; y++)
            _bottomUp.AsSpan((height - 1 - y) * row, row).CopyTo(rgba[(y * row)..]);
        for (var i = 3; i < width * height * 4; i += 4)
            rgba[i] = 255;
    }
}
