using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

public sealed class UiScaleTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(1.3f, 1.25f)]
    [InlineData(1.5f, 1.5f)]
    [InlineData(9, 4)]
    [InlineData(0.1f, 0.75f)]
    [InlineData(float.NaN, 1)]
    public void A_scale_is_a_quarter_within_the_range(float scale, float expected) => Assert.Equal(expected, UiScale.Snap(scale));

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
