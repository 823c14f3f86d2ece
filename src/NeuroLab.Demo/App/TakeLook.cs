using NeuroLab.Demo.Ui.Overlay;

namespace NeuroLab.Demo.App;

/// <summary>How the frames of a recording are drawn.</summary>
/// <param name="Style">The parts of the HUD in the image.</param>
/// <param name="Supersampling">Supersampling factor along each side.</param>
/// <param name="IsTransparent">Whether to omit the background, for PNG.</param>
internal sealed record TakeLook(HudStyle Style = HudStyle.Full, int Supersampling = 1, bool IsTransparent = false)
{
    /// <summary>Maximum <see cref="Supersampling"/>.</summary>
    public const int MaxSupersampling = 4;
}
