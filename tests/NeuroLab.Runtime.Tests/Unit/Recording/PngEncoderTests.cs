using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(33, 7, false)]
    [InlineData(33, 7, true)]
    [InlineData(1025, 3, false)]
    [InlineData(200, 150, true)]
    public void Noise_survives_exactly(int width, int height, bool alpha)
    {
        var rgba = new byte[width * height * 4];
        new Random(width).NextBytes(rgba);

        var (w, h, channels, pixels) = PngReader.Read(new PngEncoder(width, height, alpha).Encode(rgba));

        Assert.Equal((width, height, alpha ? 4 : 3), (w, h, channels));
        var expected = alpha ? rgba : [.. rgba.Where((_, i) => i % 4 != 3)];
        Assert.Equal(expected, pixels);
    }

    [Fact]
    public void A_reused_encoder_gives_the_same_bytes_as_a_new_one()
    {
        var format = new FrameFormat(160, 90, 30);
        var encoder = new PngEncoder(format.Width, format.Height);
        encoder.Encode(TestPattern.Frame(format, 1));

        Assert.Equal(
            new PngEncoder(format.Width, format.Height).Encode(TestPattern.Frame(format, 2)),
            encoder.Encode(TestPattern.Frame(format, 2)));
    }

    [Fact]
    public void A_smooth_picture_shrinks_to_a_tenth()
    {
        var format = new FrameFormat(640, 360, 30);
        var png = new PngEncoder(format.Width, format.Height).Encode(TestPattern.Frame(format, 5));
        Assert.InRange(png.Length, 1, format.FrameBytes / 10);
    }

    [Fact]
    public void A_picture_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PngEncoder(20, 20).Encode(new byte[20 * 19 * 4]).Length);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(100_003)]
    public void Residuals_are_summed_by_their_signed_magnitude(int length)
    {
        var residuals = new byte[length];
        new Random(3).NextBytes(residuals);
        residuals.AsSpan(0, length / 2).Fill(128);
        Assert.Equal(residuals.Sum(r => Math.Abs((long)(sbyte)r)), PngEncoder.SumOfMagnitudes(residuals));
    }
}
