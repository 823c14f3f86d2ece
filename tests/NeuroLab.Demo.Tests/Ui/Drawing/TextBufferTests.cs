using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

public sealed class TextBufferTests
{
    [Theory]
    [InlineData(0.0842, "0.084")]
    [InlineData(0.00423, "0.00423")]
    [InlineData(12.345, "12.35")]
    [InlineData(1234.5, "1,235")]
    [InlineData(3.2e-7, "3.2e−7")]
    [InlineData(2.5e12, "2.5e12")]
    [InlineData(-0.5, "−0.500")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_measure_shows_about_three_digits(double value, string expected) =>
        Assert.Equal(expected, new TextBuffer().AppendMeasure(value).ToString());

    [Theory]
    [InlineData(0.0132, "0.0132")]
    [InlineData(0.02, "0.02")]
    [InlineData(0.999, "0.999")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.0005, "5e−4")]
    [InlineData(1e-5, "1e−5")]
    [InlineData(32, "32")]
    [InlineData(-1, "−1")]
    public void A_setting_has_no_trailing_zeros(double value, string expected) =>
        Assert.Equal(expected, new TextBuffer().AppendSetting(value).ToString());

    [Fact]
    public void What_does_not_fit_is_dropped()
    {
        var buffer = new TextBuffer(6).Append("abcd").Append("efgh").AppendCount(1240);
        Assert.Equal("abcdef", buffer.ToString());
    }

    [Fact]
    public void Counts_have_thousands_separators() =>
        Assert.Equal("step 1,234,567", new TextBuffer().Append("step ").AppendCount(1_234_567).ToString());
}
