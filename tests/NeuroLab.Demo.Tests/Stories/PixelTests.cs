using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>Every kind of shape as its pixels, at two scales: a letter for how light each is, from a (nothing) to q.</summary>
public sealed class PixelTests
{
    private const int Side = 40;

    private static readonly Dictionary<string, Action<UiCanvas>> Shapes = new()
    {
        ["box"] = canvas => canvas.FillRect(new UiRect(4.3f, 5.6f, 20, 10.2f), SKColors.White),
        ["round box"] = canvas => canvas.FillRect(new UiRect(4, 5, 20, 12), SKColors.White, 4),
        ["outline"] = canvas => canvas.StrokeRect(new UiRect(4, 5, 20, 12), SKColors.White, 1.5f, 4),
        ["circle"] = canvas => canvas.FillCircle(15.5f, 14, 7.25f, SKColors.White),
        ["lines"] = canvas =>
        {
            canvas.HorizontalLine(3, 4, 20, SKColors.White);
            canvas.VerticalLine(5, 6, 12, SKColors.White);
            canvas.DashedVerticalLine(9, 6, 15, SKColors.White, 4, 2);
        },
        ["polyline"] = canvas => canvas.Polyline([new(3, 4), new(20, 9), new(8, 18), new(float.NaN, 2), new(24, 20)], SKColors.White, 1.6f),
        ["thick polyline"] = canvas => canvas.Polyline([new(6, 6), new(20, 6), new(20, 20)], new SKColor(0xFFFFFF60), 5),
        ["text"] = canvas => canvas.Text("αg7…", new UiRect(2, 2, 34, 24), TextStyle.Strong, SKColors.White, TextAlign.Center),
        ["halo"] = canvas => canvas.Text("1", new UiRect(2, 2, 30, 24), TextStyle.Display, SKColors.Black, halo: true),
        ["smooth picture"] = canvas => canvas.Image(new UiRect(3, 4, 24, 16), [SKColors.Black, SKColors.White, SKColors.Gray, SKColors.White, SKColors.Black, SKColors.White], 3, smooth: true),
        ["tiles"] = canvas => canvas.Image(new UiRect(3, 4, 24, 16), [SKColors.Black, SKColors.White, SKColors.Gray, SKColors.White, SKColors.Black, SKColors.White], 3, smooth: false),
        ["clipped"] = canvas =>
        {
            canvas.PushClip(new UiRect(6, 6, 12, 12));
            canvas.FillCircle(15.5f, 14, 7.25f, SKColors.White);
            canvas.PopClip();
        },
        ["above each other"] = canvas =>
        {
            canvas.FillRect(new UiRect(4, 4, 20, 12), SKColors.Gray);
            canvas.FillRect(new UiRect(8, 8, 20, 12), SKColors.White.WithAlpha(0x80), 3);
        },
    };

    [Fact]
    public void Shapes_are_the_pixels_that_were_approved()
    {
        var lines = new List<string>();
        foreach (var (name, draw) in Shapes)
        {
            Write(lines, name, 1, draw);
            Write(lines, name, 1.5f, draw);
        }
        foreach (var icon in Enum.GetValues<Icon>())
            Write(lines, $"icon {icon}", 1, canvas => canvas.Icon(icon, new UiRect(2, 2, 16, 16), SKColors.White));
        ApprovedText.Matches("pixels", lines);
    }

    private static void Write(List<string> lines, string name, float scale, Action<UiCanvas> draw)
    {
        var side = (int)(Side * scale);
        using var canvas = new UiCanvas(side, side, scale);
        canvas.BeginFrame();
        canvas.FillRect(canvas.Bounds, new SKColor(0x30, 0x30, 0x30));
        draw(canvas);
        canvas.EndFrame();
        lines.Add(FormattableString.Invariant($"# {name}, scale {scale}"));
        var pixels = canvas.Pixels;
        for (var y = 0; y < side; y++)
        {
            var row = "";
            for (var x = 0; x < side; x++)
            {
                var at = y * canvas.RowBytes + x * 4;
                row += (char)('a' + ((pixels[at] + pixels[at + 1] + pixels[at + 2]) / 3 + 7) / 16);
            }
            if (row.Any(letter => letter != 'd'))
                lines.Add($"{y,2} {row.TrimEnd('d')}");
        }
    }
}
