using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

public sealed class UiTextTests : IDisposable
{
    private readonly UiCanvas _canvas = new(240, 60);

    public void Dispose() => _canvas.Dispose();

    [Theory]
    [InlineData("αβηλεθ")]
    [InlineData("∂∇‖·±∞−")]
    [InlineData("₁₂²↑↓←→…")]
    [InlineData("ÄéñçŁ")]
    public void The_type_has_every_character(string characters)
    {
        // A missing glyph would draw the same box as U+FFFF, which no font has.
        var missing = Draw("\uFFFF");
        foreach (var character in characters)
        {
            var pixels = Draw(character.ToString());
            Assert.True(_canvas.CountDrawn(_canvas.Bounds) > 0, $"{character} is blank");
            Assert.False(pixels.AsSpan().SequenceEqual(missing), $"{character} is missing");
        }
    }

    [Fact]
    public void All_digits_are_equally_wide()
    {
        foreach (var style in Enum.GetValues<TextStyle>())
        {
            for (var digit = '1'; digit <= '9'; digit++)
                Assert.Equal(_canvas.Measure("0", style), _canvas.Measure([digit], style), 0.001f);
        }
    }

    [Fact]
    public void A_text_that_is_too_wide_ends_in_an_ellipsis_within_its_box()
    {
        var box = new UiRect(10, 10, 80, 20);
        _canvas.BeginFrame();
        var width = _canvas.Text("spirals · 2-16-16-1 tanh · Adam", box, TextStyle.Body, SKColors.White);
        _canvas.EndFrame();
        Assert.InRange(width, 60, 80);
        Assert.Equal(0, _canvas.CountDrawn(new UiRect(91, 0, 149, 60)));
    }

    [Fact]
    public void A_right_aligned_text_ends_at_the_right_side()
    {
        _canvas.BeginFrame();
        _canvas.Text("0.084", new UiRect(10, 10, 100, 20), TextStyle.Strong, SKColors.White, TextAlign.Right);
        _canvas.EndFrame();
        Assert.True(_canvas.CountDrawn(new UiRect(100, 0, 10, 60)) > 10);
        Assert.Equal(0, _canvas.CountDrawn(new UiRect(111, 0, 100, 60)));
        Assert.Equal(0, _canvas.CountDrawn(new UiRect(0, 0, 70, 60)));
    }

    [Fact]
    public void Nabla_is_delta_upside_down()
    {
        Draw("Δ");
        int deltaTop = _canvas.CountDrawn(new UiRect(0, 0, 240, 29)), deltaBottom = _canvas.CountDrawn(new UiRect(0, 31, 240, 29));
        Draw("∇");
        int nablaTop = _canvas.CountDrawn(new UiRect(0, 0, 240, 29)), nablaBottom = _canvas.CountDrawn(new UiRect(0, 31, 240, 29));
        Assert.True(deltaBottom > deltaTop);
        Assert.True(nablaTop > nablaBottom);
    }

    private byte[] Draw(string text)
    {
        _canvas.BeginFrame();
        _canvas.Text(text, new UiRect(10, 10, 200, 40), TextStyle.Display, SKColors.White);
        _canvas.EndFrame();
        return _canvas.Copy();
    }
}
