using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class BoxFilterTests
{
    [Fact]
    public void Each_pixel_is_the_mean_of_its_block_rounded_to_nearest()
    {
        // [2·2, 1·2, 4]: two blocks, one above the other.
        byte[] rgba =
        [
            0, 10, 255, 255, 1, 20, 255, 255,
            1, 30, 255, 255, 0, 40, 254, 255,
            8, 0, 0, 255, 8, 0, 0, 255,
            8, 0, 0, 255, 9, 0, 3, 255,
        ];
        BoxFilter.Reduce(rgba, width: 1, height: 2, factor: 2);
        Assert.Equal([1, 25, 255, 255, 8, 0, 1, 255], rgba[..8]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_picture_of_large_pixels_becomes_the_picture(int factor)
    {
        const int Width = 7, Height = 5;
        var small = new byte[Width * Height * 4];
        new Random(5).NextBytes(small);
        var large = new byte[small.Length * factor * factor];
        for (var y = 0; y < Height * factor; y++)
            for (var x = 0; x < Width * factor; x++)
                small.AsSpan((y / factor * Width + x / factor) * 4, 4).CopyTo(large.AsSpan((y * Width * factor + x) * 4));

        BoxFilter.Reduce(large, Width, Height, factor);

        Assert.Equal(small, large[..small.Length]);
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxFilter.Reduce(new byte[15], 1, 1, 2));
}
