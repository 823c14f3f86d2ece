using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;

namespace NeuroLab.Demo.Tests.Ui.Overlay;

public sealed class HudTests
{
    private static readonly Theme Dark = Theme.Dark;

    [Theory]
    [InlineData(640, 360, 1)]
    [InlineData(1280, 720, 1)]
    [InlineData(2560, 1440, 2)]
    [InlineData(3840, 2160, 1)]
    public void Toolbar_loss_scale_and_charts_can_be_read(int width, int height, float scale)
    {
        using var canvas = Draw(width, height, scale);
        var view = Hud.ViewOf(canvas.Width, canvas.Height);
        var area = scale * scale;
        Assert.True(canvas.CountNear(new UiRect(12, 8, 66, 24), Dark.Text) > 60 * area, "name");
        Assert.True(canvas.CountNear(new UiRect(view.X + 12, view.Y + 10, 130, 34), Dark.Text) > 200 * area, "loss");
        Assert.True(canvas.CountDrawn(view with { X = canvas.Width - 40, Width = 10 }) > 900 * area, "colour scale");
        Assert.True(canvas.CountNear(new UiRect(0, view.Bottom, canvas.Width, canvas.Height - view.Bottom), Dark.Runner(0)) > 200 * area, "charts");
        Assert.True(canvas.CountNear(new UiRect(canvas.Width / 2 - 15, 0, 30, 40), Dark.Accent) > 300 * area, "play");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(90, 40)]
    [InlineData(320, 200)]
    [InlineData(200, 900)]
    [InlineData(3000, 120)]
    public void Odd_sizes_draw_what_fits(int width, int height)
    {
        using var canvas = Draw(width, height, 1, model =>
        {
            model.IsHelpVisible = model.AreHintsVisible = model.IsHovering = true;
            (model.PointerX, model.PointerY) = (width / 2f, height / 2f);
        });
        Assert.True(canvas.CountDrawn(canvas.Bounds) > 0);
    }

    [Fact]
    public void A_plane_far_from_the_weights_says_so_by_its_order_of_magnitude()
    {
        using var canvas = Draw(1280, 720, 1, model => (model.Gap, model.OffPlane, model.BetterPlane) = (-31956, 0.2, "D lays one along the descent"));
        var texts = canvas.ReadTexts().Select(text => text.Text).ToList();
        Assert.Contains("3.2e4 below the surface", texts);
        Assert.Contains("this plane does not pass near the weights · D lays one along the descent", texts);
    }

    [Fact]
    public void A_long_message_is_folded_and_stays_as_long_as_it_takes_to_read()
    {
        var toast = new Toast();
        const string text = "houses.csv: 506 samples; 13 inputs; target price: number; inputs and target standardized by the training rows; 101 kept for testing";
        toast.Show(text, now: 0);
        Assert.Equal((true, false), (toast.IsVisible(6), toast.IsVisible(9)));
        using var canvas = new UiCanvas(640, 300, 1);
        canvas.BeginFrame();
        var card = toast.Draw(canvas, Dark, canvas.Bounds, 1);
        var lines = canvas.ReadTexts().Select(line => line.Text).ToList();
        canvas.EndFrame();
        Assert.Equal(text, string.Join(' ', lines));
        Assert.True(lines.Count > 1 && card.Width < 640, $"{lines.Count} lines, {card}");
    }

    [Fact]
    public void The_middle_of_the_view_stays_free()
    {
        using var canvas = Draw(1280, 720, 1, model => model.Labels.Clear());
        Assert.Equal(0, canvas.CountDrawn(new UiRect(320, 60, 840, 500)));
    }

    [Fact]
    public void Labels_that_would_collide_are_left_out()
    {
        void Place(HudModel model, params HudLabel[] labels)
        {
            model.Labels.Clear();
            model.Labels.AddRange(labels);
        }
        HudLabel tick = new("−0.5", 600, 300), near = new("0.5", 606, 304), name = new("α", 604, 302, IsName: true);
        using var one = Draw(1280, 720, 1, model => Place(model, tick));
        using var two = Draw(1280, 720, 1, model => Place(model, tick, near));
        using var named = Draw(1280, 720, 1, model => Place(model, tick, name));
        using var onlyName = Draw(1280, 720, 1, model => Place(model, name));
        Assert.Equal(one.Copy(), two.Copy());
        Assert.Equal(onlyName.Copy(), named.Copy());
    }

    [Fact]
    public void A_loss_that_is_not_a_number_is_shown_in_red()
    {
        using var canvas = Draw(1280, 720, 1, model => { model.Loss = double.NaN; model.IsDiverged = true; });
        Assert.True(canvas.CountNear(new UiRect(12, 50, 130, 34), Dark.Danger) > 150);
        Assert.Equal(0, canvas.CountNear(new UiRect(12, 50, 130, 34), Dark.Text));
    }

    [Fact]
    public void A_click_on_the_toolbar_finds_its_button()
    {
        Assert.Equal(HudAction.PlayPause, Hud.ActionAt(640, 20, 1280, 720));
        Assert.Equal(HudAction.Restart, Hud.ActionAt(602, 20, 1280, 720));
        Assert.Equal(HudAction.Step, Hud.ActionAt(678, 20, 1280, 720));
        Assert.Equal(HudAction.Record, Hud.ActionAt(1253, 20, 1280, 720));
        Assert.Equal(HudAction.Help, Hud.ActionAt(1215, 20, 1280, 720));
        Assert.Equal(HudAction.None, Hud.ActionAt(640, 300, 1280, 720));
    }

    [Fact]
    public void A_message_shows_for_its_time_and_fades()
    {
        using var canvas = new UiCanvas(640, 360);
        var hud = new Hud();
        var model = new HudModel { Time = 10 };
        hud.Toast.Show("Learning rate 0.02", now: 10, seconds: 2);
        var place = new UiRect(220, 210, 200, 50);
        Render(canvas, hud, model);
        Assert.True(canvas.CountNear(place, Dark.Text) > 50);
        model.Time = 12.1;
        Render(canvas, hud, model);
        Assert.Equal(0, canvas.CountDrawn(place));
    }

    [Fact]
    public void A_training_frame_allocates_nothing()
    {
        using var canvas = new UiCanvas(1280, 720);
        var hud = new Hud();
        var model = SampleHud.Create(1280, 720, Dark);
        model.AreHintsVisible = model.IsHovering = true;
        (model.PointerX, model.PointerY) = (400, 300);
        void Frame()
        {
            model.Step++;
            model.Loss *= 0.999;
            model.LossSeries[0].Add(model.Step, (float)model.Loss);
            Render(canvas, hud, model);
        }
        for (var i = 0; i < 120; i++)
            Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_still_picture_is_not_drawn_again()
    {
        using UiCanvas canvas = new(1280, 720);
        var hud = new Hud();
        var model = SampleHud.Create(1280, 720, Dark);
        Render(canvas, hud, model);
        Render(canvas, hud, model);
        Assert.True(canvas.DirtyRectangles.IsEmpty);
        model.Step++;
        Render(canvas, hud, model);
        Assert.InRange(canvas.DirtyBounds.Width * canvas.DirtyBounds.Height, 1, 1280 * 720 / 20);
    }

    [Theory]
    [InlineData("hud", 640, 360, false)]
    [InlineData("help", 640, 360, true)]
    public void The_hud_looks_as_kept(string name, int width, int height, bool isHelpVisible)
    {
        using var canvas = Draw(width, height, 1, model => model.IsHelpVisible = isHelpVisible);
        GoldenImage.Matches(canvas, name);
    }

    [Fact]
    public void A_legend_whose_heights_are_cut_off_says_so_as_kept()
    {
        using var canvas = Draw(640, 360, 1, model => model.ColorScale.IsCut = (Low: true, High: true));
        var texts = canvas.ReadTexts().Select(text => text.Text).ToList();
        Assert.Contains("≥ 1.30", texts);
        Assert.Contains("≤ 0.05", texts);
        GoldenImage.Matches(canvas, "clipped-legend");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Each_end_of_the_legend_says_by_itself_whether_heights_are_cut_off_there(bool low, bool high)
    {
        using var canvas = Draw(640, 360, 1, model => model.ColorScale.IsCut = (low, high));
        var texts = canvas.ReadTexts().Select(text => text.Text).ToList();
        Assert.Contains(high ? "≥ 1.30" : "1.30", texts);
        Assert.Contains(low ? "≤ 0.05" : "0.05", texts);
    }

    [Theory]
    [InlineData(0.25, "0.250 above the surface")]
    [InlineData(-0.25, "0.250 below the surface")]
    [InlineData(0, "on the surface")]
    public void The_gap_to_the_surface_has_its_side(double gap, string said)
    {
        using var canvas = Draw(1280, 720, 1, model => (model.Gap, model.OffPlane) = (gap, 0.1));
        Assert.Contains(said, canvas.ReadTexts().Select(text => text.Text));
    }

    private static UiCanvas Draw(int width, int height, float scale, Action<HudModel>? change = null)
    {
        var canvas = new UiCanvas(width, height, scale);
        var model = SampleHud.Create(canvas.Width, canvas.Height, Dark);
        change?.Invoke(model);
        Render(canvas, new Hud(), model);
        return canvas;
    }

    private static void Render(UiCanvas canvas, Hud hud, HudModel model)
    {
        canvas.BeginFrame();
        hud.Draw(canvas, model);
        canvas.EndFrame();
    }
}
