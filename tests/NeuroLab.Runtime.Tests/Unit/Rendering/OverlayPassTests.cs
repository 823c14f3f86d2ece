using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public unsafe class OverlayPassTests : GlTest
{
    private const int Size = 8;

    private readonly uint[] _pixels = new uint[Size * Size];

    private Picture Draw(OverlayPass overlay, params PixelRectangle[] parts)
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(Size, Size);
        target.Bind();
        Gl.ClearColor(0, 0, 1, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit);
        overlay.Draw(new RenderTarget(target.DrawHandle, 0, 0, Size, Size), parts);
        AssertNoGlError();
        return Picture.Read(target);
    }

    private void Upload(OverlayPass overlay, PixelRectangle dirty, bool bgra = false)
    {
        fixed (uint* pixels = _pixels) overlay.Upload((nint)pixels, Size * 4, Size, Size, dirty, bgra);
    }

    [GlFact]
    public void PremultipliedPixelsBlendOverThePictureRightSideUp()
    {
        using var overlay = new OverlayPass(Device);
        _pixels[0] = 0xFF0000FF; // red, opaque: top left
        _pixels[7] = 0x80000080; // half red: top right
        Upload(overlay, new PixelRectangle(0, 0, Size, Size));
        var picture = Draw(overlay);
        Assert.Equal(new Vector3(255, 0, 0), picture[new Vector2(0, 0)]);
        Assert.Equal(new Vector3(128, 0, 127), picture[new Vector2(7, 0)]);
        Assert.Equal(new Vector3(0, 0, 255), picture[new Vector2(0, 7)]);
    }

    [GlFact]
    public void OnlyTheDirtyRectangleIsUploaded()
    {
        using var overlay = new OverlayPass(Device);
        Upload(overlay, new PixelRectangle(0, 0, Size, Size));
        Array.Fill(_pixels, 0xFF00FF00);
        Upload(overlay, new PixelRectangle(2, 3, 4, 2));
        var picture = Draw(overlay);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var dirty = x is >= 2 and < 6 && (y is 3 or 4);
                Assert.Equal(dirty ? new Vector3(0, 255, 0) : new Vector3(0, 0, 255), picture[new Vector2(x, y)]);
            }
        }
    }

    [GlFact]
    public void BlueMayComeFirst()
    {
        using var overlay = new OverlayPass(Device);
        Array.Fill(_pixels, 0xFFFF0000); // bytes 0, 0, 255, 255: red in BGRA
        Upload(overlay, new PixelRectangle(0, 0, Size, Size), bgra: true);
        Assert.Equal(new Vector3(255, 0, 0), Draw(overlay)[new Vector2(4, 4)]);
    }

    [GlFact]
    public void OnlyTheGivenPartsAreDrawn()
    {
        using var overlay = new OverlayPass(Device);
        Array.Fill(_pixels, 0xFFFFFFFF);
        Upload(overlay, new PixelRectangle(0, 0, Size, Size));
        var picture = Draw(overlay, new PixelRectangle(0, 0, Size, 2), new PixelRectangle(6, 2, 99, 99));
        Assert.Equal(new Vector3(255, 255, 255), picture[new Vector2(3, 1)]);
        Assert.Equal(new Vector3(0, 0, 255), picture[new Vector2(5, 2)]);
        Assert.Equal(new Vector3(255, 255, 255), picture[new Vector2(6, 7)]);
    }

    [GlFact]
    public void InALargerTargetItLiesInTheTopLeftCornerOfItsRectangle()
    {
        using var overlay = new OverlayPass(Device);
        Array.Fill(_pixels, 0xFF0000FF);
        Upload(overlay, new PixelRectangle(0, 0, Size, Size));
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(24, 20);
        target.Bind();
        Gl.ClearColor(0, 0, 1, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit);
        overlay.Draw(new RenderTarget(target.DrawHandle, 5, 3, 16, 14));
        var picture = Picture.Read(target);
        // Rows count from the top here, from the bottom in a target: 20 − 3 − 14.
        for (var y = 0; y < 20; y++)
        {
            for (var x = 0; x < 24; x++)
                Assert.Equal(x is >= 5 and < 5 + Size && y is >= 3 and < 3 + Size ? 255 : 0, picture[new Vector2(x, y)].X);
        }
    }
}
