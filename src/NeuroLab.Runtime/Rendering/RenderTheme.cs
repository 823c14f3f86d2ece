using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>Colours of everything in the scene that is not data: sRGB, 0…1; the last component is opacity.</summary>
public sealed record RenderTheme
{
    /// <summary>The dark theme.</summary>
    public static RenderTheme Dark { get; } = new()
    {
        BackgroundCenter = Rgb(0x1b2029),
        BackgroundEdge = Rgb(0x0a0b0e),
        Frame = new Vector4(Rgb(0x8b95a5), 0.55f),
        FloorFill = new Vector4(Rgb(0x05070a), 0.30f),
        FloorGrid = new Vector4(Rgb(0x8b95a5), 0.16f),
        FloorContour = 0.62f,
        SurfaceContour = new Vector4(1, 1, 1, 0.42f),
        SelectionRing = new Vector4(1, 1, 1, 0.95f),
    };

    /// <summary>The light theme, for print and bright rooms.</summary>
    public static RenderTheme Light { get; } = new()
    {
        BackgroundCenter = Rgb(0xfbfcfd),
        BackgroundEdge = Rgb(0xe4e8ee),
        Frame = new Vector4(Rgb(0x4a5260), 0.60f),
        FloorFill = new Vector4(Rgb(0xffffff), 0.45f),
        FloorGrid = new Vector4(Rgb(0x4a5260), 0.16f),
        FloorContour = 0.80f,
        SurfaceContour = new Vector4(1, 1, 1, 0.45f),
        SelectionRing = new Vector4(0.08f, 0.09f, 0.11f, 0.95f),
    };

    /// <summary>Background behind the landscape.</summary>
    public required Vector3 BackgroundCenter { get; init; }

    /// <summary>Background in the corners.</summary>
    public required Vector3 BackgroundEdge { get; init; }

    /// <summary>Frame and ticks of the floor.</summary>
    public required Vector4 Frame { get; init; }

    /// <summary>A translucent fill of the floor.</summary>
    public required Vector4 FloorFill { get; init; }

    /// <summary>Grid lines on the floor, at the ticks.</summary>
    public required Vector4 FloorGrid { get; init; }

    /// <summary>Opacity of the floor's contours, which are coloured by loss.</summary>
    public required float FloorContour { get; init; }

    /// <summary>Contours on the surface.</summary>
    public required Vector4 SurfaceContour { get; init; }

    /// <summary>The ring around the selected ball, and the stems.</summary>
    public required Vector4 SelectionRing { get; init; }

    /// <summary>The colour 0xRRGGBB.</summary>
    public static Vector3 Rgb(int hex) => new Vector3(hex >> 16 & 255, hex >> 8 & 255, hex & 255) / 255f;
}
