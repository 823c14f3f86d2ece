using NeuroLab.Demo.Ui.Overlay;

namespace NeuroLab.Demo.App;

/// <summary>How the frames of a take are drawn.</summary>
/// <param name="Style">How much of the HUD is in the picture.</param>
/// <param name="Supersampling">Pixels drawn for each pixel written, along each side.</param>
/// <param name="IsTransparent">Whether the background is left out, for PNG.</param>
internal sealed record TakeLook(HudStyle Style = HudStyle.Full, int Supersampling = 1, bool IsTransparent = false)
{
    /// <summary>The largest <see cref="Supersampling"/>.</summary>
    public const int MaxSupersampling = 4;
}
