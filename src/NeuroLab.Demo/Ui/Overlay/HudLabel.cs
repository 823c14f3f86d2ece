namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>A text at a position of the 3D view, such as a tick of an axis.</summary>
/// <param name="Text">A cached string; labels are passed in every frame.</param>
/// <param name="X">Logical pixels.</param>
/// <param name="Y">Logical pixels.</param>
/// <param name="Anchor">The point of the text at X, Y.</param>
/// <param name="IsName">An axis name: drawn bolder, and takes precedence over ticks.</param>
internal readonly record struct HudLabel(string Text, float X, float Y, LabelAnchor Anchor = LabelAnchor.Center, bool IsName = false);
