using System.Globalization;
using System.Net;
using System.Text;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Files;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>
/// A figure as SVG, made to be edited: text stays text, aligned by its reader in whichever font that has, and parts have
/// names. (SkiaSharp's own SVG places each glyph by itself, for a font that the file does not have.)
/// </summary>
internal sealed class SvgFigureCanvas : FigureCanvas
{
    private readonly StringBuilder _text = new();
    private int _clips;

    /// <param name="millimetres">The width of the page.</param>
    /// <param name="width">The same in points.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">What it shows.</param>
    public SvgFigureCanvas(double millimetres, float width, float height, string title)
    {
        Line($"""<?xml version="1.0" encoding="UTF-8"?>""");
        Line($"<!-- {OwnMark.Text} -->");
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{millimetres:0.###}mm" height="{millimetres * height / width:0.###}mm" viewBox="0 0 {width:0.##} {height:0.##}" font-family="{FigureFont.Family}" role="img">""");
        Line($"<title>{Escaped(title)}</title>");
    }

    /// <summary>Completes the file.</summary>
    public override string ToString() => _text + "</svg>\n";

    public override void Begin(string name) => Line($"""<g id="{name}">""");

    public override void End() => Line($"</g>");

    public override void Clip(SKRect box)
    {
        Line($"""<clipPath id="clip{++_clips}"><rect x="{box.Left:0.##}" y="{box.Top:0.##}" width="{box.Width:0.##}" height="{box.Height:0.##}"/></clipPath>""");
        Line($"""<g clip-path="url(#clip{_clips})">""");
    }

    public override void Unclip() => End();

    public override void Fill(SKPath path, SKColor color, SKColor line = default, float width = 0)
    {
        var stroke = width > 0 ? Invariant($""" stroke="{Hex(line)}"{Opacity("stroke", line)} stroke-width="{width:0.###}" stroke-linejoin="round" """).TrimEnd() : "";
        Line($"""<path fill="{(color.Alpha > 0 ? Hex(color) : "none")}"{Opacity("fill", color)}{stroke} d="{Data(path)}"/>""");
    }

    public override void Stroke(SKPath path, SKColor color, float width, float dash = 0)
    {
        var dashes = dash > 0 ? Invariant($"""stroke-dasharray="{dash:0.##} {dash:0.##}" """) : """stroke-linecap="round" """;
        Line($"""<path fill="none" stroke="{Hex(color)}"{Opacity("stroke", color)} stroke-width="{width:0.###}" stroke-linejoin="round" {dashes}d="{Data(path)}"/>""");
    }

    public override void Picture(SKBitmap pixels, SKRect box)
    {
        using var data = pixels.Encode(SKEncodedImageFormat.Png, 100);
        Line($"""<image x="{box.Left:0.##}" y="{box.Top:0.##}" width="{box.Width:0.##}" height="{box.Height:0.##}" preserveAspectRatio="none" href="data:image/png;base64,{Convert.ToBase64String(data.AsSpan())}"/>""");
    }

    public override void Text(
        string text, float x, float y, float size, SKColor color, TextAlign align = TextAlign.Left, bool isBold = false, bool isUpward = false)
    {
        var anchor = align switch { TextAlign.Center => """ text-anchor="middle" """.TrimEnd(), TextAlign.Right => """ text-anchor="end" """.TrimEnd(), _ => "" };
        var place = isUpward ? Invariant($"""transform="translate({x:0.##} {y:0.##}) rotate(-90)" """).TrimEnd() : Invariant($"""x="{x:0.##}" y="{y:0.##}" """).TrimEnd();
        Line($"""<text {place} font-size="{size:0.##}"{(isBold ? " font-weight=\"600\"" : "")} fill="{Hex(color)}"{anchor}>{Escaped(text)}</text>""");
    }

    // Text from data and file names is never markup.
    private static string Escaped(string text) => WebUtility.HtmlEncode(string.Concat(FigureFont.Printable(text)));

    private static string Data(SKPath path)
    {
        var data = new StringBuilder();
        using var each = path.CreateIterator(forceClose: false);
        Span<SKPoint> points = stackalloc SKPoint[4];
        for (var verb = each.Next(points); verb != SKPathVerb.Done; verb = each.Next(points))
        {
            switch (verb)
            {
                case SKPathVerb.Move: Append('M', points[..1]); break;
                case SKPathVerb.Line: Append('L', points[1..2]); break;
                case SKPathVerb.Quad: Append('Q', points[1..3]); break;
                case SKPathVerb.Cubic: Append('C', points[1..4]); break;
                case SKPathVerb.Close: data.Append('Z'); break;
                default: throw new InvalidOperationException($"A figure has no {verb}.");
            }
        }
        return data.ToString();

        void Append(char letter, Span<SKPoint> ends)
        {
            data.Append(letter);
            for (var i = 0; i < ends.Length; i++)
                data.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? " " : "")}{ends[i].X:0.##} {ends[i].Y:0.##}");
        }
    }

    private static string Hex(SKColor color) => $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";

    private static string Opacity(string of, SKColor color) => color.Alpha is 0 or 255 ? "" : Invariant($""" {of}-opacity="{color.Alpha / 255.0:0.###}" """).TrimEnd();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _text.Append(Invariant(text)).Append('\n');
}
