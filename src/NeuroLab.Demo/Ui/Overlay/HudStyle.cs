namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The parts of the HUD to include in an image.</summary>
internal enum HudStyle
{
    /// <summary>Toolbar, texts and charts, with the scene in between.</summary>
    Full,

    /// <summary>The scene fills the image, with its texts and the loss curve in a corner.</summary>
    Inset,

    /// <summary>Only the scene.</summary>
    None,
}
