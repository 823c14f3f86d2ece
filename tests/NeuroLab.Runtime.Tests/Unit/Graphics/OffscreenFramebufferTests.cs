using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

public class OffscreenFramebufferTests : GlTest
{
    [GlFact]
    public void SamplesAreClampedToTheDriversAndResolve()
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(6, 5, samples: 1024);
        Assert.InRange(target.Samples, 0, Device.MaxSamples);
        target.Bind();
        Gl.ClearColor(0, 1, 0, 1);
        Gl.Clear(ClearBufferMask.ColorBufferBit);
        target.Resolve();
        var pixels = new byte[6 * 5 * 4];
        target.ReadPixels(pixels);
        Assert.Equal([0, 255, 0, 255], pixels[^4..]);
        AssertNoGlError();
    }

    [GlFact]
    public void ResizingChangesTheTextureOnlyWhenTheSizeDiffers()
    {
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(4, 4);
        var texture = target.ColorTexture;
        target.Resize(4, 4);
        Assert.Equal(texture, target.ColorTexture);
        target.Resize(0, 9);
        Assert.Equal((1, 9), (target.Width, target.Height));
        AssertNoGlError();
    }
}
