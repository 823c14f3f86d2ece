namespace NeuroLab.Rendering;

/// <summary>One point of a descent: coordinates on the plane and the true loss.</summary>
public readonly record struct TrailPoint(float Alpha, float Beta, float Loss);
