using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

public class EglContextTests
{
    [GlFact]
    public void GivesACoreContextOfAtLeast41()
    {
        using var context = EglContext.TryCreate(out _);
        var device = new GraphicsDevice(context!.Gl);
        Assert.True(device.Version >= 41);
        Assert.NotEmpty(device.Renderer);
        Assert.Equal(device.Version >= 43, device.HasCompute);
    }

    [GlFact]
    public void ContextsOnSeveralThreadsDrawAtOnce()
    {
        var failures = new List<string>();
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            using var context = EglContext.TryCreate(out var reason) ?? throw new InvalidOperationException(reason);
            var device = new GraphicsDevice(context.Gl);
            using var target = new OffscreenFramebuffer(device);
            target.Resize(8, 8);
            var pixels = new byte[8 * 8 * 4];
            for (var round = 0; round < 20; round++)
            {
                target.Bind();
                context.Gl.ClearColor(i / 4f, 0, 0, 1);
                context.Gl.Clear(ClearBufferMask.ColorBufferBit);
                target.ReadPixels(pixels);
                if (pixels[0] != (int)MathF.Round(i / 4f * 255f)) lock (failures) failures.Add($"thread {i}: {pixels[0]}");
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("llvmpipe (LLVM 15.0.6, 256 bits)", true)]
    [InlineData("softpipe", true)]
    [InlineData("Google SwiftShader", true)]
    [InlineData("AMD Radeon RX 6600 (radeonsi, navi23)", false)]
    [InlineData("NVIDIA H100/PCIe/SSE2", false)]
    public void SoftwareRasterizersAreRecognized(string renderer, bool software) =>
        Assert.Equal(software, GraphicsDevice.IsSoftwareName(renderer));
}
