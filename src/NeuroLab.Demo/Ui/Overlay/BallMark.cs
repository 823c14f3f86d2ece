using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The screen position of a ball, for its label.</summary>
/// <param name="X">Logical pixels; outside the view if the ball is.</param>
/// <param name="Y">Logical pixels.</param>
/// <param name="Color">The ball's colour.</param>
/// <param name="Text">The label, a cached string; empty for none.</param>
internal readonly record struct BallMark(float X, float Y, SKColor Color, string Text);
