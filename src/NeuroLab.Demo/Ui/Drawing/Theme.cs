using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The colours of the interface. One accent; the runner colours are for data only.</summary>
internal sealed class Theme
{
    /// <summary>Spacing scale in logical pixels.</summary>
    public const float Space1 = 4, Space2 = 8, Space3 = 12, Space4 = 16;

    /// <summary>Corner radius of controls.</summary>
    public const float Radius = 4;

    public static Theme Dark { get; } = new();

    public static Theme Light { get; } = new()
    {
        IsDark = false,
        Background = new SKColor(0xEE, 0xF0, 0xF3),
        Panel = new SKColor(0xF9, 0xFA, 0xFB),
        Control = new SKColor(0xEC, 0xEE, 0xF2),
        ControlHover = new SKColor(0xE0, 0xE4, 0xEA),
        Selection = new SKColor(0xDD, 0xE5, 0xEF),
        Border = new SKColor(0xD3, 0xD8, 0xDF),
        ControlBorder = new SKColor(0xC6, 0xCD, 0xD6),
        GridLine = new SKColor(0xE3, 0xE6, 0xEB),
        Track = new SKColor(0xD0, 0xD6, 0xDE),
        Text = new SKColor(0x1B, 0x22, 0x2C),
        TextSecondary = new SKColor(0x5A, 0x66, 0x76),
        TextTertiary = new SKColor(0x7D, 0x88, 0x97),
        TextOnView = new SKColor(0x48, 0x54, 0x64),
        Accent = new SKColor(0xD9, 0x7F, 0x0C),
        OnAccent = new SKColor(0xFF, 0xFF, 0xFF),
        Danger = new SKColor(0xD8, 0x3A, 0x3A),
        Knob = new SKColor(0x1B, 0x22, 0x2C),
        Backdrop = new SKColor(0xEE, 0xF0, 0xF3, 0xCC),
        Runners =
        [
            new(0xD9, 0x7F, 0x0C), new(0x2C, 0x7B, 0xD9), new(0x2E, 0x9E, 0x4F), new(0xC9, 0x48, 0x8A),
            new(0x12, 0x94, 0x9B), new(0x9A, 0x7B, 0x12), new(0x6E, 0x5B, 0xD6), new(0xC9, 0x48, 0x3A),
        ],
    };

    public bool IsDark { get; init; } = true;

    /// <summary>Behind the 3D view.</summary>
    public SKColor Background { get; init; } = new(0x0D, 0x10, 0x15);

    public SKColor Panel { get; init; } = new(0x14, 0x18, 0x1E);

    public SKColor Control { get; init; } = new(0x1A, 0x1F, 0x27);

    public SKColor ControlHover { get; init; } = new(0x22, 0x29, 0x33);

    public SKColor Selection { get; init; } = new(0x26, 0x30, 0x3D);

    /// <summary>Between panels.</summary>
    public SKColor Border { get; init; } = new(0x07, 0x09, 0x0C);

    public SKColor ControlBorder { get; init; } = new(0x25, 0x2C, 0x36);

    public SKColor GridLine { get; init; } = new(0x23, 0x29, 0x33);

    public SKColor Track { get; init; } = new(0x2A, 0x32, 0x3D);

    public SKColor Text { get; init; } = new(0xD9, 0xDF, 0xE8);

    public SKColor TextSecondary { get; init; } = new(0x84, 0x90, 0xA1);

    public SKColor TextTertiary { get; init; } = new(0x6B, 0x77, 0x87);

    /// <summary>Secondary text over the 3D view, where anything may be behind it.</summary>
    public SKColor TextOnView { get; init; } = new(0xA3, 0xAE, 0xBD);

    public SKColor Accent { get; init; } = new(0xFF, 0xB4, 0x54);

    public SKColor OnAccent { get; init; } = new(0x14, 0x18, 0x1E);

    public SKColor Danger { get; init; } = new(0xFF, 0x6B, 0x6B);

    public SKColor Knob { get; init; } = new(0xFF, 0xFF, 0xFF);

    /// <summary>Dims the view behind an overlay.</summary>
    public SKColor Backdrop { get; init; } = new(0x0D, 0x10, 0x15, 0xD9);

    /// <summary>One colour per runner, in the race's order; repeated if there are more.</summary>
    public SKColor[] Runners { get; init; } =
    [
        new(0xFF, 0xB4, 0x54), new(0x5A, 0xA6, 0xFF), new(0x7D, 0xDD, 0x8B), new(0xF4, 0x72, 0xB6),
        new(0x2E, 0xD4, 0xCD), new(0xFA, 0xE1, 0x5D), new(0xAF, 0x8E, 0xFF), new(0xF6, 0x75, 0x65),
    ];

    public SKColor Runner(int index) => Runners[index % Runners.Length];
}
