using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class AreaTests
{
    private static readonly UiRect Box = new(40, 40, 100, 60);

    [Fact]
    public void An_area_is_held_from_its_press_to_the_release_wherever_the_pointer_goes()
    {
        WidgetState state = default;
        using var gui = new GuiHarness(g => state = g.Area("timeline", Box, isFocusable: true));
        gui.MoveTo(60, 60);
        Assert.True(state is { IsHovered: true, IsHeld: false });
        gui.Press(60, 60);
        gui.MoveTo(230, 300);
        Assert.True(state is { IsHeld: true, IsFocused: true, IsHovered: false });
        gui.Release();
        gui.Frame();
        Assert.False(state.IsHeld);
        gui.Press(10, 10);
        gui.Release();
        Assert.False(state.IsFocused);
    }

    [Fact]
    public void A_drag_area_tells_where_the_pointer_is_and_lets_go_when_it_is_nowhere()
    {
        AreaState state = default;
        using var gui = new GuiHarness(g => state = g.DragArea("matrix", Box));
        gui.IsShiftDown = true;
        gui.Press(60, 70);
        Assert.Equal(new AreaState(true, true, true, 60, 70, IsFine: true), state);
        gui.IsShiftDown = false;
        gui.MoveTo(150, 10);
        Assert.True(state is { IsHeld: true, X: 150, Y: 10, IsFine: false });
        gui.MoveTo(float.NaN, float.NaN);
        Assert.False(state.IsHeld);
    }

    [Fact]
    public void A_covered_place_is_the_widgets_and_what_they_do_not_take_is_left_over()
    {
        using var gui = new GuiHarness(g => g.Cover(Box));
        Assert.True(gui.Gui.WantsMouseAt(60, 60));
        Assert.False(gui.Gui.WantsMouseAt(10, 10));

        var taken = (Key: false, Again: true, Wheel: 0f, More: 1f);
        using var greedy = new GuiHarness(g => taken = (g.Take(UiKeys.Home), g.Take(UiKeys.Home), g.TakeWheel(), g.TakeWheel()));
        greedy.Key(UiKeys.Home);
        Assert.Equal((true, false, 0f, 0f), taken);
        greedy.Wheel(60, 60, 2);
        Assert.Equal((false, false, 2f, 0f), taken);
    }

    [Fact]
    public void A_field_that_is_given_the_focus_takes_what_is_typed()
    {
        var path = "old";
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(new UiRect(-12, -8, 224, 316));
            g.Label("a path");
            g.TextField("##path", ref path);
            g.EndPanel();
        });
        Assert.True(gui.Canvas.CountNear(gui.Canvas.Bounds, Theme.Dark.Text) > 10);
        gui.Gui.Focus("##path");
        gui.Frame();
        Assert.True(gui.Gui.WantsText);
        gui.Type("new");
        gui.Key(UiKeys.Enter);
        Assert.Equal("new", path);
    }

    [Fact]
    public void Text_is_copied_cut_and_pasted_without_what_is_no_text()
    {
        var (name, copied) = ("run 12", "");
        using var gui = new GuiHarness(g =>
        {
            g.ReadClipboard = () => copied;
            g.WriteClipboard = text => copied = text;
            g.BeginPanel(new UiRect(-12, -8, 224, 316));
            g.TextField("##name", ref name);
            g.EndPanel();
        });
        gui.Click(100, 12);
        gui.Key(UiKeys.C, isControlDown: true);
        Assert.Equal("run 12", copied);
        gui.Key(UiKeys.X, isControlDown: true);
        copied = "a\n\0\uD83D\uDE00b";
        gui.Key(UiKeys.V, isControlDown: true);
        gui.Key(UiKeys.V);
        gui.Key(UiKeys.Enter);
        Assert.Equal("ab", name);
    }
}
