using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class StraightAlphaTests
{
    [Fact]
    public void Colours_get_their_strength_back()
    {
        byte[] rgba = [10, 20, 30, 255, 50, 100, 128, 128, 9, 0, 0, 0, 1, 1, 0, 1];
        StraightAlpha.Restore(rgba);
        Assert.Equal([10, 20, 30, 255, 100, 199, 255, 128, 0, 0, 0, 0, 255, 255, 0, 1], rgba);
    }
}
