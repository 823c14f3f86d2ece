using System.Text.RegularExpressions;
using System.Xml.Linq;
using NeuroLab.Demo.Figures;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Figures;

public sealed class FigureTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, double?> Pages => new()
    {
        { "one-column", null }, { "two-columns", null }, { "slide", null }, { "60mm", 8 }, { "3.3in", 10 }, { "two-columns", 14 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_text_overlaps_another_or_leaves_the_page_or_is_smaller_than_6_points(string size, double? font)
    {
        var style = new FigureStyle { Size = FigureSize.Read(size), FontSize = font };
        foreach (var samples in (SurfaceSamples[])[Samples(), Samples(isLogarithmic: true), Samples(second: Samples())])
        {
            using var figure = SurfaceFigure.Create(samples, style, out _);
            var painter = new FigurePainter(figure, style);
            var canvas = new RecordingCanvas();
            painter.Paint(canvas);

            Assert.All(canvas.Texts, text => Assert.True(text.Size >= 6, text.Text));
            Assert.All(canvas.Texts, text => Assert.True(new SKRect(0, 0, painter.Width, painter.Height).Contains(text.Box), $"{text.Text} leaves the page"));
            for (var i = 0; i < canvas.Texts.Count; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.False(canvas.Texts[i].Box.IntersectsWith(canvas.Texts[j].Box), $"{canvas.Texts[i].Text} is over {canvas.Texts[j].Text}");
            }
            Assert.All(painter.Layout.Plots, plot => Assert.True(plot.Height > 4 * style.TextSize && plot.Bottom < painter.Height));
        }
    }

    [Theory]
    [InlineData(".svg")]
    [InlineData(".pdf")]
    [InlineData(".png")]
    public void The_same_figure_has_the_same_bytes(string ending)
    {
        SurfaceFigure.Write(_folder["a" + ending], Samples(), new FigureStyle());
        SurfaceFigure.Write(_folder["b" + ending], Samples(), new FigureStyle());

        Assert.Equal(File.ReadAllBytes(_folder["a" + ending]), File.ReadAllBytes(_folder["b" + ending]));
    }

    [Fact]
    public void The_map_has_the_colours_of_the_bar()
    {
        var svg = Write(Samples());
        var map = Colors("panel1");
        Assert.InRange(map.Length, 6, 16);
        Assert.Equal(map, Colors("colorbar"));
        // Within a band of the ends.
        Assert.True((ColorMap.Viridis.Evaluate(0) - Parse(map[0])).Length() < 0.2);
        Assert.True((ColorMap.Viridis.Evaluate(1) - Parse(map[^1])).Length() < 0.2);

        string[] Colors(string part) => [.. svg.Descendants(Svg + "g").Single(group => (string?)group.Attribute("id") == part)
            .Descendants(Svg + "path").Select(path => (string)path.Attribute("fill")!).Where(fill => fill is not ("none" or "#ffffff"))];

        static System.Numerics.Vector3 Parse(string hex) => RenderTheme.Rgb(Convert.ToInt32(hex[1..], 16));
    }

    [Fact]
    public void Names_from_files_are_text_and_never_markup()
    {
        var samples = Samples(marks: [("</text><script>alert(1)</script>", 0.5, 0.5), ("B & \u0001C 網", -0.5, 0)]);
        var svg = Write(samples);

        Assert.Empty(svg.Descendants(Svg + "script"));
        var texts = svg.Descendants(Svg + "text").Select(text => text.Value).ToArray();
        Assert.Contains("</text><script>alert(1)</script>", texts);
        Assert.Contains("B &  C ?", texts);
    }

    [Fact]
    public void A_hole_is_hatched_and_named_in_the_legend()
    {
        var samples = Samples(loss: (x, y) => x < 0.2 ? double.NaN : 1 + x + y);
        Assert.Contains("not finite", Write(samples).Descendants(Svg + "text").Select(text => text.Value));
        Assert.DoesNotContain("not finite", Write(Samples()).Descendants(Svg + "text").Select(text => text.Value));

        // Left of the data the map shows no colour of the bar.
        var style = new FigureStyle { HasCaption = false };
        using var figure = SurfaceFigure.Create(samples, style, out _);
        var painter = new FigurePainter(figure, style);
        using var pixels = FigureFile.Paint(painter, 4);
        var plot = painter.Layout.Plots[0];
        for (var y = 0.1f; y < 1; y += 0.1f)
        {
            pixels.GetPixel((int)(4 * (plot.Left + 0.08f * plot.Width)), (int)(4 * (plot.Top + y * plot.Height))).ToHsv(out _, out var saturation, out _);
            Assert.True(saturation < 20);
        }
    }

    [Fact]
    public void Ticks_of_a_logarithmic_bar_are_its_levels_at_round_losses()
    {
        using var figure = SurfaceFigure.Create(Samples(isLogarithmic: true, loss: (x, y) => Math.Pow(10, 6 * (x + y) / 2 - 3)), new FigureStyle(), out _);
        var axis = figure.Bar!.Axis;
        var ticks = axis.Ticks(8);

        Assert.Contains("10⁻²", ticks.Select(tick => tick.Label));
        Assert.Contains("10²", ticks.Select(tick => tick.Label));
        Assert.All(ticks, tick => Assert.Contains(figure.Bar.Bands, band => Math.Abs(band.From - tick.Position) < 1e-3));
    }

    [GlFact]
    public void In_three_dimensions_the_surface_is_a_picture_and_the_text_is_text()
    {
        var style = new FigureStyle { View = FigureView.Both, Size = FigureSize.TwoColumns, Dpi = 72 };
        SurfaceFigure.Write(_folder["a.svg"], Samples(), style);
        var svg = XDocument.Load(_folder["a.svg"]);

        var image = Convert.FromBase64String(Regex.Match((string)svg.Descendants(Svg + "image").Single().Attribute("href")!, "base64,(.*)").Groups[1].Value);
        using var picture = SKBitmap.Decode(image);
        Assert.Equal(0, picture.GetPixel(0, 0).Alpha);
        Assert.Equal(255, picture.GetPixel(picture.Width / 2, picture.Height / 2).Alpha);
        var texts = svg.Descendants(Svg + "g").Single(group => (string?)group.Attribute("id") == "panel2").Descendants(Svg + "text").Select(text => text.Value).ToArray();
        Assert.Contains("β", texts);
        Assert.Contains("0.5", texts);
    }

    [Fact]
    public void Text_in_a_file_is_found_by_other_programs()
    {
        SurfaceFigure.Write(_folder["a.pdf"], Samples(), new FigureStyle());
        SurfaceFigure.Write(_folder["a.svg"], Samples(), new FigureStyle());
        if (Reader.Output("pdftotext", "-raw", _folder["a.pdf"], "-") is { } text)
        {
            Assert.Contains("Random plane, filter-normalized", text);
            Assert.Contains("θ*: net", text);
            Assert.Contains("loss", text);
        }
        if (Reader.Output("pdffonts", _folder["a.pdf"]) is { } fonts)
            Assert.DoesNotContain("Type 3", fonts);
        if (Reader.Output("rsvg-convert", "-o", _folder["a.png"], _folder["a.svg"]) is not null)
        {
            using var picture = SKBitmap.Decode(_folder["a.png"]);
            Assert.Equal(84 / 25.4 * 96, picture.Width, 1.5);
        }
    }

    public void Dispose() => _folder.Dispose();

    private XDocument Write(SurfaceSamples samples)
    {
        SurfaceFigure.Write(_folder["figure.svg"], samples, new FigureStyle());
        return XDocument.Load(_folder["figure.svg"]);
    }

    private static SurfaceSamples Samples(
        bool isLogarithmic = false, SurfaceSamples? second = null, Func<double, double, double>? loss = null,
        (string, double, double)[]? marks = null)
    {
        const int side = 21;
        loss ??= (x, y) => 0.1 + (x - 0.5) * (x - 0.5) + 2 * (y - 0.5) * (y - 0.5);
        var losses = new float[side * side];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = (float)loss(i % side / (side - 1.0), i / side / (side - 1.0));
        return new SurfaceSamples(losses, new GridAxis(-1, 1, side), new GridAxis(-1, 1, side))
        {
            IsLogarithmic = isLogarithmic,
            Second = second,
            Caption = new SurfaceCaption("random plane, filter-normalized, seed 7", "21 × 21 points, loss on all 512 training samples")
            {
                Title = second is null ? "" : "first",
                Source = "net.safetensors (2-16-16-1 tanh) on spirals, binary_cross_entropy",
                Marks = marks ?? [("net", 0, 0)],
            },
        };
    }

    private sealed class RecordingCanvas : FigureCanvas
    {
        public List<(string Text, float Size, SKRect Box)> Texts { get; } = [];

        public override void Clip(SKRect box)
        {
        }

        public override void Unclip()
        {
        }

        public override void Fill(SKPath path, SKColor color, SKColor line = default, float width = 0)
        {
        }

        public override void Stroke(SKPath path, SKColor color, float width, float dash = 0)
        {
        }

        public override void Picture(SKBitmap pixels, SKRect box)
        {
        }

        public override void Text(
            string text, float x, float y, float size, SKColor color, TextAlign align = TextAlign.Left, bool isBold = false, bool isUpward = false)
        {
            SKRect ink;
            // Bounds are whole numbers.
            const float scale = 64;
            using (var large = FigureFont.Create(size * scale, isBold))
                large.MeasureText(text, out ink);
            ink = new SKRect(ink.Left / scale, ink.Top / scale, ink.Right / scale, ink.Bottom / scale);
            using var font = FigureFont.Create(size, isBold);
            var start = align switch { TextAlign.Center => font.MeasureText(text) / 2, TextAlign.Right => font.MeasureText(text), _ => 0 };
            ink.Offset(-start, 0);
            Texts.Add((text, size, isUpward ? new SKRect(x + ink.Top, y - ink.Right, x + ink.Bottom, y - ink.Left) : new SKRect(x + ink.Left, y + ink.Top, x + ink.Right, y + ink.Bottom)));
        }
    }
}
