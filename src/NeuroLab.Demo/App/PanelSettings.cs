namespace NeuroLab.Demo.App;

/// <summary>What is remembered of a panel.</summary>
/// <param name="IsShown">Whether it is shown.</param>
/// <param name="Share">Its size, a share of the window; at the left, of its column.</param>
internal sealed record PanelSettings(bool IsShown, float Share);
