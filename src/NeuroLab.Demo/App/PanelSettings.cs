namespace NeuroLab.Demo.App;

/// <summary>The saved settings of a panel.</summary>
/// <param name="IsShown">Whether it is shown.</param>
/// <param name="Share">Its size, as a fraction of the window; on the left, of its column.</param>
internal sealed record PanelSettings(bool IsShown, float Share);
