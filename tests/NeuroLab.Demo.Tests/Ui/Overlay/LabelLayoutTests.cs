using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;

namespace NeuroLab.Demo.Tests.Ui.Overlay;

public sealed class LabelLayoutTests
{
    private readonly LabelLayout _layout = new();

    public LabelLayoutTests() => _layout.Begin(new UiRect(0, 0, 100, 100));

    [Fact]
    public void The_first_of_two_overlapping_labels_stays()
    {
        Assert.True(_layout.TryReserve(new UiRect(10, 10, 20, 10)));
        Assert.False(_layout.TryReserve(new UiRect(25, 15, 20, 10)));
        Assert.True(_layout.TryReserve(new UiRect(30, 10, 20, 10)));
    }

    [Fact]
    public void A_label_that_leaves_the_area_is_dropped()
    {
        Assert.False(_layout.TryReserve(new UiRect(90, 10, 20, 10)));
        Assert.False(_layout.TryReserve(new UiRect(10, -1, 20, 10)));
    }

    [Fact]
    public void A_refused_label_takes_no_place()
    {
        _layout.Reserve(new UiRect(0, 0, 30, 30));
        Assert.False(_layout.TryReserve(new UiRect(20, 20, 40, 10)));
        Assert.True(_layout.TryReserve(new UiRect(40, 20, 20, 10)));
    }

    [Theory]
    [InlineData(LabelAnchor.Center, 40, 45)]
    [InlineData(LabelAnchor.Left, 50, 45)]
    [InlineData(LabelAnchor.Right, 30, 45)]
    [InlineData(LabelAnchor.Top, 40, 50)]
    [InlineData(LabelAnchor.Bottom, 40, 40)]
    public void The_anchor_stands_at_the_position(Enum anchor, float x, float y) =>
        Assert.Equal(new UiRect(x, y, 20, 10), LabelLayout.BoxOf(20, 10, new HudLabel("", 50, 50, (LabelAnchor)anchor)));
}
