using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>A point of the surface: coordinates on the plane, the loss there, and its world position.</summary>
public readonly record struct SurfaceHit(float Alpha, float Beta, float Loss, Vector3 World);
