using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Where a ball is in the picture, for what is said beside it.</summary>
/// <param name="X">Logical pixels; outside the view where the ball is outside the picture.</param>
/// <param name="Y">Logical pixels.</param>
/// <param name="Color">The ball's.</param>
/// <param name="Text">Said beside it, a kept string; empty for nothing.</param>
internal readonly record struct BallMark(float X, float Y, SKColor Color, string Text);
