namespace NeuroLab.Demo.Shell;

/// <summary>How much room a panel takes across its dock: width at the right, height elsewhere.</summary>
/// <param name="Min">The least, in logical pixels; all there is where <paramref name="Share"/> is 0.</param>
/// <param name="Share">A share of the window (at the left: of the column) to begin with; splitters move it. 0 for a fixed size.</param>
/// <param name="MaxShare">The most, a share of the window; for a dock at the right.</param>
/// <param name="MinWindow">A window less wide (at the bottom: less high) shows the view in its place.</param>
/// <param name="IsTall">At the right: stands beside what is at the bottom, as high as the window.</param>
internal readonly record struct PanelSize(float Min, float Share = 0, float MaxShare = 0.5f, float MinWindow = 0, bool IsTall = false);
