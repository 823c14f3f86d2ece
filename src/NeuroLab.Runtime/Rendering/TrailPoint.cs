namespace NeuroLab.Rendering;

/// <summary>One moment of a descent: coordinates on the plane and the true loss then.</summary>
public readonly record struct TrailPoint(float Alpha, float Beta, float Loss);
