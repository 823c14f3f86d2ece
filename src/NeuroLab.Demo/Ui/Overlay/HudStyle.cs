namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>How much of the HUD stands in a picture.</summary>
internal enum HudStyle
{
    /// <summary>Toolbar, texts and charts, with the scene between them.</summary>
    Full,

    /// <summary>The scene fills the picture, with its texts and the loss curve in a corner.</summary>
    Inset,

    /// <summary>The scene alone.</summary>
    None,
}
