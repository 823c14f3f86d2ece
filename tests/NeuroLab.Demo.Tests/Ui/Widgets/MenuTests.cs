using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class MenuTests
{
    private static readonly UiRect Box = new(10, 10, 22, 20);
    private static readonly string[] Items = ["Undo", "Redo", "Save"];

    [Fact]
    public void A_menu_opens_below_its_icon_and_gives_the_row_that_was_pressed()
    {
        var chosen = -1;
        using var gui = new GuiHarness(g => chosen = Math.Max(chosen, g.Menu("menu", Icon.More, Box, Items)));
        gui.Click(20, 20);
        Assert.True(gui.Gui.HasOpenList);
        Assert.True(gui.Gui.WantsMouseAt(200, 300));
        // Rows of 24, the first one below the box.
        gui.Click(20, 30 + 2 + 4 + 1.5f * 24);
        gui.Frame();
        Assert.Equal(1, chosen);
        Assert.False(gui.Gui.HasOpenList);
    }

    [Fact]
    public void A_menu_is_worked_by_keys_and_Escape_chooses_nothing()
    {
        var chosen = -1;
        using var gui = new GuiHarness(g => chosen = Math.Max(chosen, g.Menu("menu", "more", TextStyle.Body, Box with { Width = 90 }, Items)));
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Enter);
        Assert.True(gui.Gui.HasOpenList);
        gui.Key(UiKeys.Escape);
        gui.Frame();
        Assert.Equal(-1, chosen);
        gui.Key(UiKeys.Enter);
        gui.Key(UiKeys.Down);
        gui.Key(UiKeys.Down);
        gui.Key(UiKeys.Enter);
        gui.Frame();
        Assert.Equal(2, chosen);
    }

    [Fact]
    public void A_press_beside_the_list_closes_it_and_presses_nothing_else()
    {
        int chosen = -1, clicks = 0;
        using var gui = new GuiHarness(g =>
        {
            clicks += g.FlatButton("log", new UiRect(150, 200, 40, 20), false) ? 1 : 0;
            chosen = Math.Max(chosen, g.Menu("menu", Icon.More, Box, Items));
        });
        gui.Click(20, 20);
        gui.Click(170, 210);
        gui.Frame();
        Assert.False(gui.Gui.HasOpenList);
        Assert.Equal((-1, 0), (chosen, clicks));
        gui.Click(170, 210);
        Assert.Equal(1, clicks);
    }

    [Fact]
    public void A_flat_button_lights_up_under_the_pointer_and_while_it_is_on()
    {
        var isOn = false;
        var box = new UiRect(20, 20, 24, 24);
        using var gui = new GuiHarness(g => isOn ^= g.FlatButton("eye", Icon.Eye, box, isOn));
        Assert.Equal(0, gui.Canvas.CountNear(box, Theme.Dark.Accent));
        gui.MoveTo(30, 30);
        Assert.True(gui.Canvas.CountNear(box, Theme.Dark.ControlHover) > 100);
        gui.Click(30, 30);
        gui.MoveTo(200, 200);
        Assert.True(isOn);
        Assert.True(gui.Canvas.CountNear(box, Theme.Dark.Accent) > 10);
    }
}
