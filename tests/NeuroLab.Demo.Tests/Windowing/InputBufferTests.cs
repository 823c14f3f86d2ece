using System.Numerics;
using System.Text;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Windowing;

public sealed class InputBufferTests
{
    private readonly InputBuffer _buffer = new();

    [Fact]
    public void A_key_is_pressed_for_one_frame_and_down_until_released()
    {
        _buffer.Press(Key.Space);
        var first = _buffer.Freeze();
        Assert.True(first.IsDown(Key.Space));
        Assert.True(first.WasPressed(Key.Space));
        var second = _buffer.Freeze();
        Assert.True(second.IsDown(Key.Space));
        Assert.False(second.WasPressed(Key.Space));
        _buffer.Release(Key.Space);
        var third = _buffer.Freeze();
        Assert.False(third.IsDown(Key.Space));
        Assert.True(third.WasReleased(Key.Space));
        Assert.False(_buffer.Freeze().WasReleased(Key.Space));
    }

    [Fact]
    public void A_press_and_release_within_one_frame_are_both_seen()
    {
        _buffer.Press(MouseButton.Left);
        _buffer.Release(MouseButton.Left);
        var input = _buffer.Freeze();
        Assert.True(input.WasPressed(MouseButton.Left));
        Assert.True(input.WasReleased(MouseButton.Left));
        Assert.False(input.IsDown(MouseButton.Left));
        Assert.Equal(1, input.ClickCount(MouseButton.Left));
    }

    [Fact]
    public void A_snapshot_does_not_change_while_its_frame_lasts()
    {
        var frozen = _buffer.Freeze();
        _buffer.Press(Key.A);
        _buffer.Press(MouseButton.Right);
        _buffer.SetMouse(new Vector2(9, 9));
        _buffer.Scroll(Vector2.One);
        _buffer.Type(new Rune('a'));
        _buffer.Drop("/data.csv");
        _buffer.SetMouseInside(true);
        Assert.Same(frozen, _buffer.Frozen);
        Assert.False(frozen.IsDown(Key.A) || frozen.IsDown(MouseButton.Right) || frozen.IsMouseInside);
        Assert.Equal((Vector2.Zero, Vector2.Zero), (frozen.MousePosition, frozen.Wheel));
        Assert.Empty(frozen.DroppedFiles);
        Assert.Equal(0, frozen.KeyStrokes.Length);
    }

    [Fact]
    public void Movement_adds_up_within_a_frame_and_starts_anew_in_the_next()
    {
        _buffer.SetMouse(new Vector2(100, 100));
        _buffer.MoveMouse(new Vector2(110, 100));
        _buffer.MoveMouse(new Vector2(105, 120));
        var input = _buffer.Freeze();
        Assert.Equal(new Vector2(105, 120), input.MousePosition);
        Assert.Equal(new Vector2(5, 20), input.MouseDelta);
        Assert.Equal(Vector2.Zero, _buffer.Freeze().MouseDelta);
        Assert.Equal(new Vector2(105, 120), _buffer.Frozen.MousePosition);
    }

    [Fact]
    public void The_first_position_ever_is_no_movement()
    {
        _buffer.MoveMouse(new Vector2(640, 360));
        Assert.Equal(Vector2.Zero, _buffer.Freeze().MouseDelta);
        Assert.Equal(new Vector2(640, 360), _buffer.Frozen.MousePosition);
    }

    [Fact]
    public void Fractions_of_wheel_notches_add_up()
    {
        _buffer.Scroll(new Vector2(0, 0.25f));
        _buffer.Scroll(new Vector2(-0.5f, 0.5f));
        Assert.Equal(new Vector2(-0.5f, 0.75f), _buffer.Freeze().Wheel);
        Assert.Equal(Vector2.Zero, _buffer.Freeze().Wheel);
    }

    [Theory]
    [InlineData(0.4, 0, 2)]
    [InlineData(0.41, 0, 1)]
    [InlineData(0.2, 6, 2)]
    [InlineData(0.2, 7, 1)]
    public void A_double_click_is_near_in_time_and_place(double seconds, float pixels, int expected)
    {
        Click(MouseButton.Left);
        _buffer.Time += seconds;
        _buffer.MoveMouse(new Vector2(pixels, 0));
        Assert.Equal(expected, Click(MouseButton.Left));
    }

    [Fact]
    public void Clicks_go_on_counting_and_another_button_starts_anew()
    {
        int[] counts =
        [
            Click(MouseButton.Left), Click(MouseButton.Left), Click(MouseButton.Left),
            Click(MouseButton.Right), Click(MouseButton.Left),
        ];
        Assert.Equal([1, 2, 3, 1, 1], counts);
        Assert.Equal(0, _buffer.Freeze().ClickCount(MouseButton.Left));
    }

    [Fact]
    public void A_press_keeps_its_place_when_the_mouse_moves_on_within_the_frame()
    {
        _buffer.SetMouse(new Vector2(10, 10));
        _buffer.Press(MouseButton.Left);
        _buffer.MoveMouse(new Vector2(80, 50));
        Assert.Equal(new Vector2(10, 10), _buffer.Freeze().PressPosition(MouseButton.Left));
        Assert.Equal(new Vector2(10, 10), _buffer.Freeze().PressPosition(MouseButton.Left));
    }

    [Fact]
    public void Losing_the_focus_releases_what_is_held()
    {
        _buffer.Press(Key.LeftShift);
        _buffer.Press(Key.W);
        _buffer.Press(MouseButton.Right);
        _buffer.Freeze();
        _buffer.SetFocus(false);
        var input = _buffer.Freeze();
        Assert.False(input.HasFocus);
        Assert.True(input.WasReleased(Key.W) && input.WasReleased(MouseButton.Right));
        Assert.False(input.IsDown(Key.W) || input.IsDown(Key.LeftShift) || input.IsDown(MouseButton.Right));
        Assert.Equal(Modifiers.None, input.Modifiers);
        _buffer.Release(Key.W);
        _buffer.SetFocus(true);
        Assert.False(_buffer.Freeze().WasReleased(Key.W));
        Assert.True(_buffer.Frozen.HasFocus);
    }

    [Fact]
    public void A_second_press_of_a_held_key_is_a_repeat()
    {
        _buffer.Press(Key.Left);
        _buffer.Freeze();
        _buffer.Press(Key.Left);
        var input = _buffer.Freeze();
        Assert.True(input.WasRepeated(Key.Left));
        Assert.False(input.WasPressed(Key.Left));
        Assert.Equal([new KeyStroke(Key.Left, default, Modifiers.None, IsRepeat: true)], input.KeyStrokes.ToArray());
        Assert.False(_buffer.Freeze().WasRepeated(Key.Left));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Repeats_are_made_only_where_the_library_makes_none(bool makesRepeats)
    {
        var buffer = new InputBuffer { MakesRepeats = makesRepeats };
        buffer.Press(Key.Backspace);
        var repeats = 0;
        for (var frame = 0; frame <= 60; frame++)
        {
            buffer.Time = frame / 60.0;
            if (buffer.Freeze().WasRepeated(Key.Backspace)) repeats++;
        }
        // Half a second of delay, then half a second of 30 a second.
        Assert.InRange(repeats, makesRepeats ? 15 : 0, makesRepeats ? 16 : 0);
        buffer.Release(Key.Backspace);
        buffer.Time = 2;
        Assert.False(buffer.Freeze().WasRepeated(Key.Backspace));
    }

    [Theory]
    [InlineData(Key.LeftShift, Modifiers.Shift)]
    [InlineData(Key.RightShift, Modifiers.Shift)]
    [InlineData(Key.LeftControl, Modifiers.Control)]
    [InlineData(Key.RightControl, Modifiers.Control)]
    [InlineData(Key.LeftAlt, Modifiers.Alt)]
    [InlineData(Key.RightAlt, Modifiers.Alt)]
    [InlineData(Key.LeftSuper, Modifiers.Super)]
    [InlineData(Key.RightSuper, Modifiers.Super)]
    public void Either_modifier_key_counts(Enum key, Enum modifier)
    {
        _buffer.Press((Key)key);
        Assert.Equal(modifier, _buffer.Freeze().Modifiers);
        Assert.Equal(modifier, _buffer.Freeze().Modifiers);
        _buffer.Release((Key)key);
        Assert.Equal(Modifiers.None, _buffer.Freeze().Modifiers);
    }

    [Fact]
    public void Typing_keeps_its_order_beyond_any_capacity_and_drops_control_characters()
    {
        var expected = new List<KeyStroke>();
        for (var i = 0; i < 100; i++)
        {
            _buffer.Press(Key.A);
            _buffer.Type(new Rune('a'));
            _buffer.Type(new Rune('\b'));
            _buffer.Release(Key.A);
            expected.Add(new KeyStroke(Key.A, default, Modifiers.None, false));
            expected.Add(new KeyStroke(Key.Unknown, new Rune('a'), Modifiers.None, false));
        }
        Assert.Equal(expected, _buffer.Freeze().KeyStrokes.ToArray());
        Assert.Equal(0, _buffer.Freeze().KeyStrokes.Length);
    }

    [Fact]
    public void Dropped_files_arrive_once()
    {
        _buffer.Drop("/a.csv");
        _buffer.Drop("/b.npz");
        Assert.Equal(["/a.csv", "/b.npz"], _buffer.Freeze().DroppedFiles);
        Assert.Empty(_buffer.Freeze().DroppedFiles);
    }

    [Fact]
    public void An_unknown_key_is_never_down()
    {
        _buffer.Press(Key.Unknown);
        var input = _buffer.Freeze();
        Assert.False(input.IsDown(Key.Unknown));
        Assert.Equal(0, input.KeyStrokes.Length);
    }

    [Fact]
    public void A_busy_frame_allocates_nothing_once_warm()
    {
        BusyFrame();
        BusyFrame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) BusyFrame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void BusyFrame()
    {
        _buffer.Time += 0.01;
        _buffer.MoveMouse(new Vector2((float)_buffer.Time, 0));
        Click(MouseButton.Left);
        _buffer.Scroll(Vector2.UnitY);
        for (var key = Key.A; key <= Key.Z; key++)
        {
            _buffer.Press(key);
            _buffer.Type(new Rune('x'));
            _buffer.Release(key);
        }
        _buffer.Freeze();
    }

    private int Click(MouseButton button)
    {
        _buffer.Press(button);
        _buffer.Release(button);
        return _buffer.Freeze().ClickCount(button);
    }
}
