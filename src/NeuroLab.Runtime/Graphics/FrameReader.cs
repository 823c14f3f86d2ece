using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>Reads pixels back from a framebuffer, top row first. Restores the host's GL state.</summary>
public sealed class FrameReader(GL gl)
{
    private byte[] _bottomUp = [];

    /// <summary>
    /// Copies an image, [height, width, 4] bytes RGBA. Blocks until the GPU has drawn it; allocates only if the size
    /// has changed.
    /// </summary>
    /// <param name="framebuffer">GL name of the framebuffer.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="rgba">Receives the image, top row first.</param>
    /// <param name="keepsAlpha">Whether to copy alpha; otherwise every pixel is opaque.</param>
    public unsafe void Read(uint framebuffer, int width, int height, Span<byte> rgba, bool keepsAlpha = false)
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
        var from = MemoryMarshal.Cast<byte, uint>(_bottomUp);
        var to = MemoryMarshal.Cast<byte, uint>(rgba);
        var opaque = keepsAlpha ? 0 : BitConverter.IsLittleEndian ? 0xFF000000 : 0xFF;
        for (var y = 0; y < height; y++)
            TensorPrimitives.BitwiseOr(from.Slice((height - 1 - y) * width, width), opaque, to[(y * width)..]);
    }
}
