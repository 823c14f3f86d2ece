using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class SliderTests : IDisposable
{
    // The row starts at y = 0: the value stands at 0…19, the track's middle at 27.5; its line runs from 6.5 to 193.5.
    private const float TrackY = 27, Left = 6.5f, Right = 193.5f, Middle = 100;

    private readonly GuiHarness _gui;
    private SliderOptions _options = new(0, 10, 2.5);
    private double _value = 5;
    private int _changes;

    public SliderTests() => _gui = new GuiHarness(gui =>
    {
        gui.BeginPanel(new UiRect(-12, -8, 224, 316));
        if (gui.Slider("Learning rate", ref _value, _options))
            _changes++;
        gui.EndPanel();
    });

    public void Dispose() => _gui.Dispose();

    [Fact]
    public void A_drag_moves_the_value_to_the_pointer_and_stops_at_the_ends()
    {
        _gui.Press(Left + 0.3f * (Right - Left), TrackY);
        Assert.Equal(3, _value, 4);
        _gui.MoveTo(Left + 0.8f * (Right - Left), 200);
        Assert.Equal(8, _value, 4);
        _gui.MoveTo(900, TrackY);
        Assert.Equal(10, _value);
        _gui.Release();
        _gui.MoveTo(Left, TrackY);
        Assert.Equal(10, _value);
        Assert.Equal(3, _changes);
    }

    [Fact]
    public void A_logarithmic_slider_has_the_geometric_mean_in_its_middle()
    {
        _options = new SliderOptions(1e-4, 1, 0.01, IsLogarithmic: true);
        _gui.Press(Middle, TrackY);
        Assert.Equal(0.01, _value, 6);
        _gui.MoveTo(Left, TrackY);
        Assert.Equal(1e-4, _value);
        _gui.MoveTo(Right, TrackY);
        Assert.Equal(1, _value, 9);
    }

    [Fact]
    public void Shift_makes_the_drag_ten_times_finer_and_starts_from_the_value()
    {
        _gui.IsShiftDown = true;
        _gui.Press(Left, TrackY);
        Assert.Equal(5, _value);
        _gui.MoveTo(Left + 0.5f * (Right - Left), TrackY);
        Assert.Equal(5.5, _value, 4);
    }

    [Fact]
    public void The_wheel_moves_it_while_the_pointer_is_over_it()
    {
        _gui.Wheel(Middle, TrackY, 2);
        Assert.Equal(5.4, _value, 6);
        _gui.Wheel(Middle, TrackY, -1);
        Assert.Equal(5.2, _value, 6);
        _gui.Wheel(Middle, 200, 3);
        Assert.Equal(5.2, _value, 6);
    }

    [Fact]
    public void A_double_click_restores_the_default()
    {
        _gui.Click(Right, TrackY);
        _gui.Click(Right, TrackY);
        Assert.Equal(2.5, _value);
    }

    [Fact]
    public void Two_slow_clicks_are_no_double_click()
    {
        _gui.Click(Right, TrackY);
        _gui.Wait(1);
        _gui.Click(Right, TrackY);
        Assert.Equal(10, _value, 6);
    }

    [Fact]
    public void Arrows_Home_and_End_move_it_once_it_has_the_focus()
    {
        _gui.Key(UiKeys.Right);
        Assert.Equal(5, _value);
        _gui.Key(UiKeys.Tab);
        _gui.Key(UiKeys.Right);
        Assert.Equal(5.2, _value, 6);
        _gui.Key(UiKeys.Down);
        _gui.Key(UiKeys.Left);
        Assert.Equal(4.8, _value, 6);
        _gui.IsShiftDown = true;
        _gui.Key(UiKeys.Up);
        Assert.Equal(4.82, _value, 6);
        _gui.Key(UiKeys.End);
        Assert.Equal(10, _value);
        _gui.Key(UiKeys.Home);
        Assert.Equal(0, _value);
    }

    [Fact]
    public void Integers_move_by_at_least_one()
    {
        _options = new SliderOptions(1, 512, 32, IsLogarithmic: true, IsInteger: true);
        _value = 2;
        _gui.Key(UiKeys.Tab);
        _gui.Key(UiKeys.Right);
        Assert.Equal(3, _value);
        _gui.Key(UiKeys.Left);
        _gui.Key(UiKeys.Left);
        _gui.Key(UiKeys.Left);
        Assert.Equal(1, _value);
    }

    [Fact]
    public void A_number_can_be_typed_after_a_press_on_the_value()
    {
        _gui.Click(190, 9);
        _gui.Type("0.0");
        _gui.Type("75");
        Assert.True(_gui.Gui.WantsText);
        Assert.Equal(5, _value);
        _gui.Key(UiKeys.Enter);
        Assert.Equal(0.075, _value);
        Assert.False(_gui.Gui.WantsText);
    }

    [Fact]
    public void A_digit_starts_typing_with_the_keyboard_alone()
    {
        _gui.Key(UiKeys.Tab);
        _gui.Type("7");
        _gui.Key(UiKeys.Enter);
        Assert.Equal(7, _value);
        _gui.Key(UiKeys.Enter);
        _gui.Key(UiKeys.Backspace);
        _gui.Type("3");
        _gui.Key(UiKeys.Enter);
        Assert.Equal(3, _value);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("")]
    public void Rubbish_keeps_the_old_value(string text)
    {
        _gui.Click(190, 9);
        _gui.Key(UiKeys.Backspace);
        _gui.Type(text);
        _gui.Key(UiKeys.Enter);
        Assert.Equal(5, _value);
        Assert.Equal(0, _changes);
    }

    [Fact]
    public void A_typed_number_stays_within_the_range_and_Escape_forgets_it()
    {
        _gui.Click(190, 9);
        _gui.Type("99");
        _gui.Key(UiKeys.Escape);
        Assert.Equal(5, _value);
        _gui.Click(190, 9);
        _gui.Type("99");
        _gui.Click(20, 250);
        Assert.Equal(10, _value);
    }

    [Fact]
    public void The_stability_mark_is_drawn_where_it_lies()
    {
        _options = _options with { Mark = 7.5, MarkText = "2/λ = 7.5" };
        _gui.Frame();
        var x = Left + 0.75f * (Right - Left);
        Assert.True(_gui.Canvas.CountNear(new UiRect(x - 1, 20, 3, 15), Theme.Dark.Danger) >= 10);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_shown_and_can_be_replaced()
    {
        _value = double.NaN;
        _gui.Frame();
        Assert.True(_gui.Canvas.CountNear(new UiRect(150, 0, 50, 19), Theme.Dark.Danger) > 10);
        _gui.Press(Middle, TrackY);
        Assert.Equal(5, _value, 4);
    }
}
