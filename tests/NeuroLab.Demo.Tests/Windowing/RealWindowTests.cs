using System.Drawing;
using System.Numerics;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Tests.Windowing;

/// <summary>The window of this build on a real X server, with a mouse and a keyboard.</summary>
[Collection(DisplayCollection.Name)]
public sealed class RealWindowTests(XvfbDisplay display)
{
    private const string Title = "NeuroLab window test";

    private static readonly WindowOptions Options = new(Title, 400, 300) { VerticalSync = false };

    [XvfbFact]
    public void A_cleared_colour_reaches_the_screen() => OnWindow((window, log, person) =>
    {
        (byte, byte, byte) expected = (51, 102, 204);
        var corner = person.ReadPosition();
        log.PollUntil(() =>
        {
            window.Gl.Viewport(0, 0, (uint)window.FramebufferSize.Width, (uint)window.FramebufferSize.Height);
            window.Gl.ClearColor(0.2f, 0.4f, 0.8f, 1);
            window.Gl.Clear(ClearBufferMask.ColorBufferBit);
            window.SwapBuffers();
            return display.ReadPixel(corner.X, corner.Y) == expected;
        });
        Assert.Equal(expected, display.ReadPixel(corner.X + 399, corner.Y + 299));
        Assert.NotEqual(expected, display.ReadPixel(corner.X + 400, corner.Y + 299));
    });

    [XvfbFact]
    public void The_context_is_core_4_1_or_newer() => OnWindow((window, log, person) =>
    {
        var version = 10 * window.Gl.GetInteger(GetPName.MajorVersion) + window.Gl.GetInteger(GetPName.MinorVersion);
        Assert.InRange(version, 41, 46);
        Assert.Equal((int)ContextProfileMask.CoreProfileBit, window.Gl.GetInteger(GetPName.ContextProfileMask));
        Assert.Equal(0u, window.Framebuffer);
        Assert.Equal(1, window.ContentScale);
        Assert.False(window.IsMinimized);
    });

    [XvfbFact]
    public void Mouse_movement_arrives_as_position_and_delta() => OnWindow((window, log, person) =>
    {
        person.MoveMouse(100, 50);
        log.PollUntil(() => window.Input.MousePosition == new Vector2(100, 50));
        var before = log.Movement;
        person.MoveMouse(130, 71);
        log.PollUntil(() => window.Input.MousePosition == new Vector2(130, 71));
        Assert.Equal(new Vector2(30, 21), log.Movement - before);
        Assert.True(window.Input.IsMouseInside);
    });

    [XvfbFact]
    public void A_drag_keeps_its_button_down_from_press_to_release() => OnWindow((window, log, person) =>
    {
        person.MoveMouse(40, 60);
        person.MouseDown(1);
        log.PollUntil(() => window.Input.IsDown(MouseButton.Left));
        person.MoveMouse(90, 80);
        log.PollUntil(() => window.Input.MousePosition == new Vector2(90, 80));
        Assert.True(window.Input.IsDown(MouseButton.Left));
        Assert.Equal(new Vector2(40, 60), window.Input.PressPosition(MouseButton.Left));
        person.MouseUp(1);
        log.PollUntil(() => window.Input.WasReleased(MouseButton.Left));
        Assert.False(window.Input.IsDown(MouseButton.Left));
        Assert.Equal(["Left down 1", "Left up"], log.Buttons);
    });

    [XvfbFact]
    public void Two_quick_clicks_are_a_double_click_and_buttons_keep_their_names() => OnWindow((window, log, person) =>
    {
        person.MoveMouse(40, 60);
        person.Click(1, times: 2);
        log.PollUntil(() => log.Buttons.Contains("Left down 2"));
        log.PollUntil(() => !window.Input.IsDown(MouseButton.Left));
        log.Buttons.Clear();
        person.Click(2);
        person.Click(3);
        log.PollUntil(() => log.Buttons.Count == 4);
        Assert.Equal(["Middle down 1", "Middle up", "Right down 1", "Right up"], log.Buttons.Order());
    });

    [XvfbFact]
    public void The_wheel_counts_notches() => OnWindow((window, log, person) =>
    {
        person.MoveMouse(40, 60);
        person.Click(4, times: 3);
        log.PollUntil(() => log.Wheel == new Vector2(0, 3));
        person.Click(5);
        log.PollUntil(() => log.Wheel == new Vector2(0, 2));
    });

    [XvfbFact]
    public void Keys_arrive_once_with_their_text_and_modifiers() => OnWindow((window, log, person) =>
    {
        FocusByMouse(window, log, person);
        person.KeyDown("g");
        log.PollUntil(() => window.Input.IsDown(Key.G));
        person.KeyUp("g");
        log.PollUntil(() => window.Input.WasReleased(Key.G));
        person.PressKey("shift+a");
        log.PollUntil(() => log.Text == "gA" && !window.Input.IsDown(Key.LeftShift));
        person.PressKey("ctrl+Page_Down");
        log.PollUntil(() => log.Keys.Count(k => !k.IsRepeat) == 5);
        Assert.Equal(
            [
                (Key.G, Modifiers.None), (Key.LeftShift, Modifiers.Shift), (Key.A, Modifiers.Shift),
                (Key.LeftControl, Modifiers.Control), (Key.PageDown, Modifiers.Control),
            ],
            log.Keys.Where(k => !k.IsRepeat).Select(k => (k.Key, k.Modifiers)));
        Assert.Equal("gA", log.Text);
    });

    [XvfbFact]
    public void A_held_key_repeats_without_being_pressed_again() => OnWindow((window, log, person) =>
    {
        FocusByMouse(window, log, person);
        person.KeyDown("BackSpace");
        log.PollUntil(() => window.Input.WasRepeated(Key.Backspace));
        person.KeyUp("BackSpace");
        log.PollUntil(() => !window.Input.IsDown(Key.Backspace));
        Assert.Single(log.Keys, k => !k.IsRepeat);
        Assert.All(log.Keys, k => Assert.Equal(Key.Backspace, k.Key));
        Assert.Equal("", log.Text);
    });

    [XvfbFact]
    public void A_captured_mouse_moves_on_while_its_position_stays() => OnWindow((window, log, person) =>
    {
        person.MoveMouse(200, 150);
        log.PollUntil(() => window.Input.MousePosition == new Vector2(200, 150));
        window.IsMouseCaptured = true;
        log.PollUntil(() => window.Input.IsMouseCaptured);
        var before = log.Movement;
        // Twenty times 100 pixels: far beyond the window and the screen.
        for (var i = 0; i < 20; i++)
        {
            float soFar = 100 * (i + 1);
            person.MoveMouseBy(100, 0);
            log.PollUntil(() => (log.Movement - before).X >= soFar);
        }
        Assert.Equal(2000, (log.Movement - before).X);
        Assert.Equal(new Vector2(200, 150), window.Input.MousePosition);
        window.IsMouseCaptured = false;
        log.PollUntil(() => !window.Input.IsMouseCaptured);
        Assert.Equal(new Vector2(200, 150), window.Input.MousePosition);
        Assert.Equal(Vector2.Zero, window.Input.MouseDelta);
    });

    [XvfbFact]
    public void Resizing_reports_the_new_size_from_inside_and_outside() => OnWindow((window, log, person) =>
    {
        Assert.Equal(new Size(400, 300), window.FramebufferSize);
        person.Resize(500, 350);
        log.PollUntil(() => window.FramebufferSize == new Size(500, 350));
        window.Resize(320, 240);
        log.PollUntil(() => window.FramebufferSize == new Size(320, 240));
    });

    [XvfbFact]
    public void A_size_from_a_larger_monitor_becomes_this_ones() => OnWindow((window, log, person) =>
    {
        window.Place(new Rectangle(0, 0, 5000, 4000));
        log.PollUntil(() => window.Bounds == new Rectangle(0, 0, XvfbDisplay.Width, XvfbDisplay.Height));
        // Off the screen, as from a monitor that is gone.
        window.Place(new Rectangle(3000, -900, 300, 200));
        log.PollUntil(() => window.Bounds == new Rectangle(XvfbDisplay.Width - 300, 0, 300, 200));
    });

    [XvfbFact]
    public void Fullscreen_fills_the_monitor_and_gives_the_size_back() => OnWindow((window, log, person) =>
    {
        window.IsFullscreen = true;
        log.PollUntil(() => window.FramebufferSize == new Size(XvfbDisplay.Width, XvfbDisplay.Height));
        Assert.True(window.IsFullscreen);
        window.IsFullscreen = false;
        log.PollUntil(() => window.FramebufferSize == new Size(400, 300));
        Assert.False(window.IsFullscreen);
    });

    [XvfbFact]
    public void A_close_request_is_reported_and_can_be_refused() => OnWindow((window, log, person) =>
    {
        Assert.False(window.ShouldClose);
        person.RequestClose();
        log.PollUntil(() => window.ShouldClose);
        window.ShouldClose = false;
        window.PollEvents();
        Assert.False(window.ShouldClose);
    });

    [XvfbFact]
    public void Title_and_clipboard_keep_any_text() => OnWindow((window, log, person) =>
    {
        window.Title = "Loss 0.25 – η = 0.1";
        log.PollUntil(() => person.ReadTitle() == "Loss 0.25 – η = 0.1");
        window.Clipboard = "∇L(θ) = 0";
        Assert.Equal("∇L(θ) = 0", window.Clipboard);
    });

    [XvfbFact]
    public void Every_cursor_shape_and_both_sync_modes_are_accepted() => OnWindow((window, log, person) =>
    {
        foreach (var shape in Enum.GetValues<CursorShape>().Reverse())
        {
            window.Cursor = shape;
            Assert.Equal(shape, window.Cursor);
        }
        window.VerticalSync = true;
        window.SwapBuffers();
        Assert.True(window.VerticalSync);
        window.VerticalSync = false;
        Assert.Equal(GLEnum.NoError, window.Gl.GetError());
    });

    [XvfbFact]
    public void A_steady_frame_allocates_nothing() => OnWindow((window, log, person) =>
    {
        for (var i = 0; i < 100; i++) window.PollEvents();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) window.PollEvents();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    });

    [XvfbFact]
    public void Without_a_display_the_reason_is_one_line()
    {
        using var variables = new DisplayVariables(null);
        Assert.False(WindowFactory.TryCreate(Options, out var window, out var reason));
        Assert.Null(window);
        Assert.Contains("neither DISPLAY nor WAYLAND_DISPLAY is set", reason);
        Assert.DoesNotContain('\n', reason);
    }

    [XvfbFact(ConnectsAnew = true)]
    public void A_display_that_is_gone_is_a_reason_not_a_crash()
    {
        using var variables = new DisplayVariables(":32767");
        Assert.False(WindowFactory.TryCreate(Options, out var window, out var reason));
        Assert.Null(window);
        Assert.Contains(":32767", reason);
        Assert.DoesNotContain('\n', reason);
    }

    [XvfbFact]
    public void A_second_window_outlives_the_first() => OnWindow((first, log, person) =>
    {
        Assert.True(WindowFactory.TryCreate(new WindowOptions("second", 64, 48) { IsVisible = false },
            out var second, out var reason), reason);
        using (second)
        {
            first.Dispose();
            second.PollEvents();
            second.MakeCurrent();
            second.Gl.Clear(ClearBufferMask.ColorBufferBit);
            Assert.Equal(GLEnum.NoError, second.Gl.GetError());
        }
    });

    private void OnWindow(Action<IAppWindow, InputLog, Xdotool> test)
    {
        using var variables = new DisplayVariables(display.Name);
        Assert.True(WindowFactory.TryCreate(Options, out var window, out var reason), reason);
        using (window) test(window, new InputLog(window), new Xdotool(display.Name, Title));
    }

    // Without a window manager the keyboard goes where the mouse is.
    private static void FocusByMouse(IAppWindow window, InputLog log, Xdotool person)
    {
        person.MoveMouse(20, 20);
        log.PollUntil(() => window.Input.IsMouseInside && window.Input.MousePosition == new Vector2(20, 20));
    }
}
