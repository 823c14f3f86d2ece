using System.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The part of a status that is known when it is enqueued.</summary>
/// <param name="Step">Updates so far.</param>
/// <param name="Epoch">Epochs begun so far.</param>
/// <param name="Observation">What the status reports.</param>
/// <param name="InverseGram">G⁻¹ of the observed plane, row-major.</param>
internal readonly record struct StatusHeader(long Step, int Epoch, Observation Observation, Vector4 InverseGram);
