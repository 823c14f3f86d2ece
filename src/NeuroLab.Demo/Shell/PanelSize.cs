namespace NeuroLab.Demo.Shell;

/// <summary>The size of a panel across its dock: width on the right, height elsewhere.</summary>
/// <param name="Min">Minimum in logical pixels; the fixed size if <paramref name="Share"/> is 0.</param>
/// <param name="Share">Initial fraction of the window (on the left: of the column); splitters change it. 0 for a fixed
/// size.</param>
/// <param name="MaxShare">Maximum fraction of the window, for the right dock.</param>
/// <param name="MinWindow">In a narrower (at the bottom: lower) window it gives way to the view.</param>
/// <param name="IsTall">On the right: as high as the window, next to the bottom panels.</param>
internal readonly record struct PanelSize(float Min, float Share = 0, float MaxShare = 0.5f, float MinWindow = 0, bool IsTall = false);
