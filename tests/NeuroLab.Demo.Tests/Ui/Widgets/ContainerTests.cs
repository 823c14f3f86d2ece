using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

public sealed class ContainerTests
{
    private static readonly UiRect Panel = new(-12, -8, 224, 316);
    private static readonly string[] Optimizers = ["Adam", "AdamW", "Momentum", "SGD"];

    [Fact]
    public void A_combo_box_opens_chooses_and_closes_by_mouse()
    {
        var selected = 0;
        var below = 0;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            g.ComboBox("##optimizer", ref selected, Optimizers);
            below += g.Button("Below") ? 1 : 0;
            g.EndPanel();
        });
        gui.Click(100, 12);
        // The third row of the open list lies over nothing, the first over the button.
        gui.Click(100, 26 + 4 + 2 * 24 + 12);
        gui.Frame();
        Assert.Equal(2, selected);
        Assert.Equal(0, below);
        gui.Click(100, 42);
        Assert.Equal(1, below);
    }

    [Fact]
    public void The_entry_under_the_pointer_is_explained_below_the_open_list()
    {
        var selected = 0;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            g.ComboBox("##optimizer", ref selected, Optimizers, explained: ["", "a step", "a", "b"]);
            g.EndPanel();
        });
        gui.Click(100, 12);
        gui.MoveTo(100, 26 + 4 + 24 + 12);
        gui.Wait(0.6);
        var (card, list) = (gui.Gui.TooltipCard.Bounds, 26 + 4 + 4 * 24);
        Assert.True(card.Height > 0 && card.Y > list, $"{card}");
        gui.MoveTo(100, 26 + 4 + 12);
        gui.Wait(0.6);
        Assert.Equal(default, gui.Gui.TooltipCard.Bounds); // the first has no description
    }

    [Fact]
    public void A_combo_box_works_with_the_keyboard_alone()
    {
        var selected = 0;
        using var gui = new GuiHarness(g => { g.BeginPanel(Panel); g.ComboBox("##optimizer", ref selected, Optimizers); g.EndPanel(); });
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Down);
        Assert.Equal(1, selected);
        gui.Key(UiKeys.Enter);
        gui.Key(UiKeys.Down);
        gui.Key(UiKeys.Down);
        Assert.Equal(1, selected);
        gui.Key(UiKeys.Enter);
        gui.Frame();
        Assert.Equal(3, selected);
        gui.Key(UiKeys.Enter);
        gui.Key(UiKeys.Up);
        gui.Key(UiKeys.Escape);
        gui.Frame();
        Assert.Equal(3, selected);
        Assert.False(gui.Gui.WantsMouse);
    }

    [Fact]
    public void A_press_beside_an_open_list_closes_it_and_does_nothing_else()
    {
        int selected = 0, clicks = 0;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            g.ComboBox("##optimizer", ref selected, Optimizers);
            clicks += g.Button("Far", new UiRect(10, 250, 80, 24)) ? 1 : 0;
            g.EndPanel();
        });
        gui.Click(100, 12);
        gui.Click(50, 262);
        gui.Frame();
        Assert.Equal((0, 0), (selected, clicks));
        gui.Click(50, 262);
        Assert.Equal(1, clicks);
    }

    [Fact]
    public void The_wheel_scrolls_to_the_last_row_and_rows_outside_cannot_be_pressed()
    {
        var chosen = -1;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel);
            g.BeginScroll("list", new UiRect(0, 0, 200, 96));
            for (var i = 0; i < 20; i++)
            {
                g.PushId(i);
                if (g.TreeRow("entry", 0, false))
                    chosen = i;
                g.PopId();
            }
            g.EndScroll();
            g.EndPanel();
        });
        gui.Click(60, 150);
        Assert.Equal(-1, chosen);
        gui.Click(60, 12);
        Assert.Equal(0, chosen);
        gui.Wheel(60, 40, -1);
        gui.Click(60, 12);
        Assert.Equal(2, chosen);
        gui.Wheel(60, 40, -100);
        gui.Click(60, 90);
        Assert.Equal(19, chosen);
        gui.Wheel(60, 40, 100);
        gui.Click(60, 12);
        Assert.Equal(0, chosen);
    }

    [Fact]
    public void A_splitter_follows_the_pointer_and_the_arrows_within_its_limits()
    {
        float position = 100;
        using var gui = new GuiHarness(g => g.Splitter("split", new UiRect(position, 0, 1, 320), true, ref position, 60, 180));
        gui.Press(101, 100);
        gui.MoveTo(150, 100);
        Assert.Equal(150, position);
        gui.MoveTo(230, 100);
        Assert.Equal(180, position);
        gui.Release();
        gui.Key(UiKeys.Left);
        Assert.Equal(172, position);
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        double rate = 0.01, seed = 7;
        var selected = 1;
        var contours = true;
        var name = "run";
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(Panel, "INSPECTOR");
            g.SectionHeader("Optimizer");
            g.ComboBox("##optimizer", ref selected, Optimizers);
            g.Slider("Learning rate", ref rate, new SliderOptions(1e-4, 1, 0.01, true) { Mark = 0.2, MarkText = "2/λ = 0.2" });
            g.Checkbox("Contours", ref contours);
            g.TextField("Name", ref name);
            g.NumberField("Seed", ref seed);
            g.EndPanel();
        });
        for (var i = 0; i < 30; i++)
            gui.MoveTo(50 + i % 2, 70);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            gui.MoveTo(50 + i % 2, 70);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_inspector_looks_as_kept()
    {
        double rate = 0.0132, momentum = 0.9, batch = 32, seed = 7;
        var selected = 0;
        bool contours = true, wireframe = false, isOpen = true;
        using var gui = new GuiHarness(g =>
        {
            g.BeginPanel(new UiRect(0, 0, 240, 320), "INSPECTOR");
            g.SectionHeader("Optimizer");
            g.ComboBox("##optimizer", ref selected, Optimizers);
            g.Slider("Learning rate", ref rate, new SliderOptions(1e-4, 1, 0.01, true) { Mark = 0.21, MarkText = "2/λ = 0.21" });
            g.Slider("Momentum", ref momentum, new SliderOptions(0, 1, 0.9));
            g.Slider("Batch size", ref batch, new SliderOptions(1, 512, 32, true, true));
            g.Checkbox("Contours", ref contours);
            g.Checkbox("Wireframe", ref wireframe);
            g.NumberField("Seed", ref seed);
            if (g.TreeBranch("Runners", 0, ref isOpen))
                g.TreeRow("Adam", 1, true, Theme.Dark.Accent, "0.084");
            g.EndPanel();
        });
        gui.Key(UiKeys.Tab);
        gui.Key(UiKeys.Tab);
        gui.Frame();
        GoldenImage.Matches(gui.Canvas, "inspector");
    }

    [Fact]
    public void A_slider_that_is_scrolled_under_the_pointer_keeps_its_value()
    {
        var value = 0.5;
        using var gui = new GuiHarness(gui =>
        {
            gui.BeginPanel(new UiRect(-12, -8, 224, 116));
            gui.BeginScroll("list", gui.Remaining);
            gui.Label("above");
            gui.Slider("Rate", ref value, new SliderOptions(0, 1, 0.5));
            for (var i = 0; i < 10; i++)
                gui.Label("below");
            gui.EndScroll();
            gui.EndPanel();
        });
        gui.Wheel(50, 10, -0.1f);
        gui.Wheel(50, 44, 1);
        Assert.Equal(0.5, value);
        // However long the pointer rests there.
        gui.Wheel(50, 44, -0.1f);
        gui.Wait(5);
        gui.Wheel(50, 44, 1);
        Assert.Equal(0.5, value);
        gui.Wait(1);
        gui.Wheel(50, 48, 1);
        Assert.NotEqual(0.5, value);
    }
}
