using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>How a figure looks: what a journal or a slide asks for. Lengths on the page are points, 1/72 inch.</summary>
internal sealed record FigureStyle
{
    /// <summary>Resolutions of pictures, in pixels per inch.</summary>
    public const int MinDpi = 36, MaxDpi = 1200;

    /// <summary>Sizes of type, in points.</summary>
    public const double MinFontSize = 4, MaxFontSize = 48;

    /// <summary>Ticks and captions, relative to the axes' names.</summary>
    private const float SmallShare = 0.875f;

    /// <summary>Which views a figure of a surface has.</summary>
    public FigureView View { get; init; } = FigureView.Map;

    /// <summary>Light on dark, for screens, in place of dark on white.</summary>
    public bool IsDark { get; init; }

    /// <summary>The width of the page, and its height, if it is fixed.</summary>
    public FigureSize Size { get; init; } = FigureSize.OneColumn;

    /// <summary>Names of axes, in points; null for what suits the size.</summary>
    public double? FontSize { get; init; }

    /// <summary>Pixels per inch of a picture, and of pictures in it.</summary>
    public int Dpi { get; init; } = 300;

    /// <summary>Whether the page is left unpainted.</summary>
    public bool IsTransparent { get; init; }

    /// <summary>Whether there is a caption with all parameters.</summary>
    public bool HasCaption { get; init; } = true;

    /// <summary>What a caption of lines begins with: network, data and loss, as a sentence; empty for nothing.</summary>
    public string Source { get; init; } = "";

    /// <summary>The colours of losses.</summary>
    public ColorMap Colors { get; init; } = ColorMap.Viridis;

    /// <summary>The size of axes' names and legends.</summary>
    public float TextSize => (float)(FontSize ?? Size.FontSize);

    /// <summary>The size of ticks and captions: the smallest text.</summary>
    public float SmallSize => SmallShare * TextSize;

    /// <summary>The colours of everything that is not data.</summary>
    public Theme Theme => IsDark ? Theme.Dark : Theme.Light;

    /// <summary>The page.</summary>
    public SKColor Page => IsDark ? Theme.Background : SKColors.White;

    /// <summary>Axes and their ticks.</summary>
    public SKColor Ink => IsDark ? Theme.Text : new SKColor(0x1B, 0x22, 0x2C);

    /// <summary>Ticks' labels and captions.</summary>
    public SKColor SecondInk => IsDark ? Theme.TextOnView : new SKColor(0x3C, 0x46, 0x52);

    /// <summary>Thin lines are this wide, in points.</summary>
    public float Hairline => TextSize / 16;
}
