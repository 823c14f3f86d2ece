using NeuroLab.Landscapes;

namespace NeuroLab.Training;

/// <summary>What a session computes for each status besides training.</summary>
/// <param name="Evaluate">Loss and accuracy on the evaluation set.</param>
/// <param name="Plane">Coordinates, residual and loss in this plane; null for none.</param>
public readonly record struct Observation(bool Evaluate, Plane? Plane);
