using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class ButtonTests
{
    private static readonly UiRect Panel = new(-12, -8, 224, 316);

    [Fact]
    public void A_button_acts_on_release_over_it_only()
    {
        var clicks = 0;
        using var gui = new GuiHarness(g => { g.BeginPanel(Panel); clicks += g.Button("Go") ? 1 : 0; g.EndPanel(); });
        gui.Press(100, 12);
        Assert.Equal(0, clicks);
        gui.Release();
        Assert.Equal(1, clicks);
        gui.Press(100, 12);
        gui.MoveTo(100, 200);
        gui.Release();
        Assert.Equal(1, clicks);
    }

    [Fact]
    public void Enter_and_Space_press_what_has_the_focus_and_its_ring_shows()
    {
        int first = 0, second = 0;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            first += g.Button("First") ? 1 : 0;
            second += g.IconButton("Second", Icon.Play, g.NextRow(24)) ? 1 : 0;
            g.EndPanel();
        });
        Assert.Equal(0, gui.Canvas.CountNear(gui.Canvas.Bounds, Theme.Dark.Accent));
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Enter);
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Space);
        Assert.Equal((1, 1), (first, second));
        Assert.True(gui.Canvas.CountNear(gui.Canvas.Bounds, Theme.Dark.Accent) > 100);
        gui.IsShiftDown = true;
        gui.Key(UiKeys.Tab);
        gui.IsShiftDown = false;
        gui.Key(UiKeys.Enter);
        Assert.Equal((2, 1), (first, second));
    }

    [Fact]
    public void A_checkbox_toggles()
    {
        var value = false;
        using var gui = new GuiHarness(g => { g.BeginPanel(Panel); g.Checkbox("Contours", ref value); g.EndPanel(); });
        gui.Click(60, 10);
        Assert.True(value);
        gui.Key(UiKeys.Space);
        Assert.False(value);
    }

    [Fact]
    public void Only_the_icon_of_a_section_resets()
    {
        var resets = 0;
        using var gui = new GuiHarness(g => { g.BeginPanel(Panel); resets += g.SectionHeader("Optimizer") ? 1 : 0; g.EndPanel(); });
        gui.Click(40, 18);
        Assert.Equal(0, resets);
        gui.Click(190, 18);
        Assert.Equal(1, resets);
    }

    [Fact]
    public void A_branch_opens_by_mouse_and_arrows_and_rows_of_one_name_are_told_apart_by_scope()
    {
        var isOpen = false;
        var chosen = -1;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            if (g.TreeBranch("Runners", 0, ref isOpen))
            {
                for (var i = 0; i < 3; i++)
                {
                    g.PushId(i);
                    if (g.TreeRow("Adam", 1, chosen == i, SKColors.Orange, "0.084"))
                        chosen = i;
                    g.PopId();
                }
            }
            g.EndPanel();
        });
        gui.Click(60, 59);
        Assert.Equal(-1, chosen);
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Right);
        Assert.True(isOpen);
        gui.Click(60, 59);
        Assert.Equal(1, chosen);
        gui.Click(60, 11);
        Assert.False(isOpen);
    }

    [Fact]
    public void A_tooltip_waits()
    {
        using var gui = new GuiHarness(g => { g.BeginPanel(Panel); g.Button("Go"); g.Tooltip("starts training"); g.EndPanel(); });
        gui.MoveTo(60, 12);
        gui.Frame();
        var below = new UiRect(40, 30, 120, 24);
        Assert.Equal(0, gui.Canvas.CountNear(below, Theme.Dark.Text));
        gui.Wait(0.6);
        Assert.True(gui.Canvas.CountNear(below, Theme.Dark.Text) > 20);
        gui.MoveTo(60, 200);
        Assert.Equal(0, gui.Canvas.CountNear(below, Theme.Dark.Text));
    }

    [Fact]
    public void The_mouse_belongs_to_the_panels_and_to_a_drag_that_began_there()
    {
        using var gui = new GuiHarness(g => { g.BeginPanel(new UiRect(0, 0, 100, 320)); g.Button("Go"); g.EndPanel(); });
        gui.MoveTo(50, 200);
        Assert.True(gui.Gui.WantsMouse);
        gui.MoveTo(150, 200);
        Assert.False(gui.Gui.WantsMouse);
        gui.Press(50, 20);
        gui.MoveTo(150, 200);
        Assert.True(gui.Gui.WantsMouse);
        gui.Release();
        Assert.False(gui.Gui.WantsMouse);
    }
}
