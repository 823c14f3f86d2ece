using System.Xml.Linq;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class FigureCommandTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _surface;

    public FigureCommandTests() =>
        _surface = ["surface", "--weights", _folder.WriteWeights("w.safetensors", 2, 4, 1), "--data", "moons", "--samples", "40", "--resolution", "7", "--backend", "cpu", "--json"];

    [Fact]
    public void A_figure_says_what_it_shows_and_is_as_wide_as_asked()
    {
        CommandRun.Of([.. _surface, "--width", "3.3in", "--out", _folder["a.svg"]]).Number("seconds");
        var svg = XDocument.Load(_folder["a.svg"]).Root!;

        Assert.Equal("83.82mm", (string?)svg.Attribute("width"));
        var caption = string.Join(' ', svg.Descendants(Svg + "g").Single(group => (string?)group.Attribute("id") == "caption").Elements(Svg + "text").Select(text => text.Value));
        foreach (var word in (string[])["w.safetensors", "2-4-1 relu", "moons", "binary_cross_entropy", "Random plane", "seed 7", "7 × 7 points", "40 of", "α from −1 to 1"])
            Assert.Contains(word, caption);
    }

    [Fact]
    public void A_picture_has_the_resolution_asked_for_and_says_so()
    {
        CommandRun.Of([.. _surface, "--dpi", "100", "--width", "50.8mm", "--transparent", "--out", _folder["a.png"]]).Number("seconds");

        using var picture = SKBitmap.Decode(_folder["a.png"]);
        Assert.Equal(200, picture.Width);
        Assert.Equal(0, picture.GetPixel(0, 0).Alpha);
        var bytes = File.ReadAllBytes(_folder["a.png"]);
        var at = bytes.AsSpan().IndexOf("pHYs"u8) + 4;
        Assert.Equal([0, 0, 0x0F, 0x61, 0, 0, 0x0F, 0x61, 1], bytes[at..(at + 9)]);
    }

    [Fact]
    public void Options_of_figures_are_refused_where_there_is_none()
    {
        CommandRun.Of([.. _surface, "--theme", "dark", "--out", _folder["a.npz"]]).AssertRefused("--theme", "a.npz", ".svg, .pdf or .png");
        CommandRun.Of([.. _surface, "--width", "3", "--out", _folder["a.svg"]]).AssertRefused("--width", "'3'", "one-column", "84mm");
        CommandRun.Of([.. _surface, "--figure", "4d", "--out", _folder["a.svg"]]).AssertRefused("--figure", "'4d'");
        Assert.Equal(["w.safetensors"], _folder.Files);
    }

    [Fact]
    public void Lines_are_figures_too()
    {
        var w = _folder["w.safetensors"];
        Assert.Equal("", CommandRun.Of("connect", w, _folder.WriteWeights("v.safetensors", 2, 4, 1), "--data", "moons", "--points", "5", "--backend", "cpu", "--json", "--out", _folder["c.svg"]).Error);
        Assert.Equal("", CommandRun.Of("train", "--data", "moons", "--steps", "20", "--backend", "cpu", "--json", "--log", _folder["t.svg"], "--theme", "dark").Error);
        Assert.Equal("", CommandRun.Of("curvature", "--weights", w, "--data", "moons", "--backend", "cpu", "--json", "--density", _folder["d.pdf"]).Error);

        Assert.Contains("error, %", Texts("c.svg"));
        Assert.Contains("step", Texts("t.svg"));
        Assert.Contains("learning rate 0.001", string.Join(' ', Texts("t.svg")));
        Assert.StartsWith("%PDF-", File.ReadAllText(_folder["d.pdf"]));

        string[] Texts(string name) => [.. XDocument.Load(_folder[name]).Descendants(Svg + "text").Select(text => text.Value)];
    }

    public void Dispose() => _folder.Dispose();
}
