using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

public sealed class UiScaleTests
{
    [Theory]
    [InlineData(2560, 1280, 1f, 2f)]
    [InlineData(1280, 1280, 1.3f, 1.25f)]
    [InlineData(1920, 1280, 1f, 1.5f)]
    [InlineData(1280, 0, 1f, 1f)]
    [InlineData(1280, 1280, 9f, 4f)]
    [InlineData(1280, 1280, float.NaN, 1f)]
    public void The_scale_follows_the_framebuffer_in_quarters(int framebuffer, int window, float user, float expected) =>
        Assert.Equal(expected, UiScale.FromWindow(framebuffer, window, user));

    [Fact]
    public void A_rectangle_can_be_cut_into_itself()
    {
        var rest = new UiRect(0, 0, 100, 50);
        UiRect left = rest.TakeLeft(30, out rest), bottom = rest.TakeBottom(20, out rest);
        Assert.Equal(new UiRect(0, 0, 30, 50), left);
        Assert.Equal(new UiRect(30, 30, 70, 20), bottom);
        Assert.Equal(new UiRect(30, 0, 70, 30), rest);
    }
}
