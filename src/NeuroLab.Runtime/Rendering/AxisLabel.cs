using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// Position of a number or a name that the user interface draws beside the floor; project it to a pixel.
/// </summary>
/// <param name="Axis">0 is α, 1 is β.</param>
/// <param name="IsName">Whether it is the axis's name instead of a value.</param>
/// <param name="Value">The tick's coordinate.</param>
/// <param name="World">Centre of the text, in world coordinates.</param>
internal readonly record struct AxisLabel(int Axis, bool IsName, float Value, Vector3 World);
