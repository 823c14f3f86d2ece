using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class FieldTests : IDisposable
{
    // Rows of 24 with a gap of 6, starting at 0: name 0…24, seed 30…54.
    private readonly GuiHarness _gui;
    private string _name = "run 12";
    private double _seed = 7;
    private int _changes;

    public FieldTests() => _gui = new GuiHarness(gui =>
    {
        gui.BeginPanel(new UiRect(-12, -8, 224, 316));
        if (gui.TextField("##name", ref _name))
            _changes++;
        if (gui.NumberField("##seed", ref _seed, 0, 100))
            _changes++;
        gui.EndPanel();
    });

    public void Dispose() => _gui.Dispose();

    [Fact]
    public void A_press_selects_all_and_typing_replaces_it()
    {
        _gui.Click(100, 12);
        _gui.Type("abc");
        Assert.Equal("run 12", _name);
        _gui.Key(UiKeys.Enter);
        Assert.Equal("abc", _name);
        Assert.Equal(1, _changes);
    }

    [Fact]
    public void Caret_selection_and_deletion_follow_the_keys()
    {
        _gui.Key(UiKeys.Tab);
        _gui.Key(UiKeys.Enter);
        _gui.Key(UiKeys.Home);
        _gui.Key(UiKeys.Delete);
        _gui.Key(UiKeys.End);
        _gui.Key(UiKeys.Backspace);
        _gui.Key(UiKeys.Left);
        _gui.Type("x");
        _gui.IsShiftDown = true;
        _gui.Key(UiKeys.Left);
        _gui.Key(UiKeys.Left);
        _gui.IsShiftDown = false;
        _gui.Type("-");
        _gui.Key(UiKeys.Enter);
        Assert.Equal("un-1", _name);
    }

    [Fact]
    public void Control_A_selects_everything()
    {
        _gui.Click(100, 12);
        _gui.Key(UiKeys.End);
        _gui.Key(UiKeys.A, isControlDown: true);
        _gui.Type("new");
        _gui.Key(UiKeys.Enter);
        Assert.Equal("new", _name);
    }

    [Fact]
    public void Leaving_a_field_accepts_it_and_Escape_does_not()
    {
        _gui.Click(100, 12);
        _gui.Type("kept");
        _gui.Click(100, 42);
        Assert.Equal("kept", _name);
        _gui.Type("3");
        _gui.Key(UiKeys.Escape);
        Assert.Equal(7, _seed);
    }

    [Theory]
    [InlineData("42", 42)]
    [InlineData("1e1", 10)]
    [InlineData("−5", 0)]
    [InlineData("1,000", 100)]
    [InlineData("seven", 7)]
    [InlineData("∞", 7)]
    public void A_number_field_takes_numbers_within_its_range(string text, double expected)
    {
        _gui.Click(100, 42);
        _gui.Type(text);
        _gui.Key(UiKeys.Enter);
        Assert.Equal(expected, _seed);
    }

    [Fact]
    public void Tab_goes_round_and_keys_nobody_wanted_are_left_over()
    {
        _gui.Key(UiKeys.Tab);
        _gui.Key(UiKeys.Tab);
        _gui.Type("8");
        _gui.Key(UiKeys.Tab);
        _gui.Frame();
        Assert.Equal(8, _seed);
        _gui.Type("first");
        _gui.Key(UiKeys.Enter);
        Assert.Equal("first", _name);
        _gui.Key(UiKeys.Escape);
        _gui.Key(UiKeys.Escape);
        Assert.Equal(UiKeys.Escape, _gui.Gui.UnusedKeys);
    }

    [Fact]
    public void A_number_without_a_range_is_dragged_wheeled_stepped_and_restored()
    {
        double value = 50;
        using var gui = new GuiHarness(gui =>
        {
            gui.BeginPanel(new UiRect(-12, -8, 224, 316));
            gui.NumberField("Mass", ref value, original: 50);
            gui.EndPanel();
        });
        gui.Press(20, 12);
        gui.MoveTo(60, 12);
        gui.Release();
        Assert.InRange(value, 54, 57);
        var dragged = value;
        gui.Wheel(150, 12, 1);
        Assert.True(value > dragged);
        gui.Click(20, 12);
        gui.Click(20, 12);
        Assert.Equal(50, value);
    }
}
