using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>Where the user interface writes a number or a name beside the floor; project it to a pixel.</summary>
/// <param name="Axis">0 is α, 1 is β.</param>
/// <param name="IsName">Whether the axis's name belongs here, not a value.</param>
/// <param name="Value">The coordinate that the tick marks.</param>
/// <param name="World">The middle of the text, in world coordinates.</param>
internal readonly record struct AxisLabel(int Axis, bool IsName, float Value, Vector3 World);
