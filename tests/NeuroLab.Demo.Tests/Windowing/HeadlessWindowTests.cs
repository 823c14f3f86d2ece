using System.Drawing;
using System.Numerics;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Tests.Windowing;

public sealed class HeadlessWindowTests
{
    [GlFact]
    public void What_is_drawn_can_be_read_back()
    {
        using var window = Create();
        Assert.Equal([51, 102, 204, 255], Draw(window, x: 63, y: 47));
    }

    [GlFact]
    public void A_new_size_counts_from_the_next_poll()
    {
        using var window = Create();
        window.Resize(200, 100);
        Assert.Equal(new Size(64, 48), window.FramebufferSize);
        window.PollEvents();
        Assert.Equal(new Size(200, 100), window.FramebufferSize);
        Assert.Equal([51, 102, 204, 255], Draw(window, x: 199, y: 99));
        window.IsMinimized = true;
        Assert.Equal(Size.Empty, window.FramebufferSize);
    }

    [GlFact]
    public void A_script_drives_the_same_input_as_a_person()
    {
        using var window = Create();
        window.Script.SetMouse(new Vector2(5, 6));
        window.Script.Press(MouseButton.Left);
        window.Script.Press(Key.Enter);
        Assert.False(window.Input.IsDown(Key.Enter));
        window.PollEvents();
        Assert.True(window.Input.WasPressed(Key.Enter));
        Assert.Equal(new Vector2(5, 6), window.Input.PressPosition(MouseButton.Left));
        window.PollEvents();
        Assert.False(window.Input.WasPressed(Key.Enter));
    }

    [GlFact]
    public void The_clock_moves_by_one_frame_a_poll()
    {
        using var window = Create();
        for (var i = 0; i < 60; i++) window.PollEvents();
        Assert.Equal(1, window.Input.Time, precision: 9);
    }

    private static HeadlessWindow Create()
    {
        var created = HeadlessWindow.TryCreate(
            new WindowOptions("test", 64, 48), out var window, out var reason);
        Assert.True(created, reason);
        return window!;
    }

    private static unsafe byte[] Draw(HeadlessWindow window, int x, int y)
    {
        var gl = window.Gl;
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, window.Framebuffer);
        gl.ClearColor(0.2f, 0.4f, 0.8f, 1);
        gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
        window.SwapBuffers();
        var pixel = new byte[4];
        fixed (byte* p = pixel) gl.ReadPixels(x, y, 1, 1, PixelFormat.Rgba, PixelType.UnsignedByte, p);
        Assert.Equal(GLEnum.NoError, gl.GetError());
        return pixel;
    }
}
