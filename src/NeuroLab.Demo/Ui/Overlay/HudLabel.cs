namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>A text at a place of the 3D view, such as a tick of an axis.</summary>
/// <param name="Text">A kept string; labels are handed in every frame.</param>
/// <param name="X">Logical pixels.</param>
/// <param name="Y">Logical pixels.</param>
/// <param name="Anchor">The point of the text that stands at X, Y.</param>
/// <param name="IsName">An axis name: drawn stronger, and kept where a tick would be in its way.</param>
internal readonly record struct HudLabel(string Text, float X, float Y, LabelAnchor Anchor = LabelAnchor.Center, bool IsName = false);
