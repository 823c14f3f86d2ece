using System.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The part of a status that the host knew when it was enqueued.</summary>
/// <param name="Step">Updates so far.</param>
/// <param name="Epoch">Passes begun so far.</param>
/// <param name="Observation">What was to be worked out.</param>
/// <param name="InverseGram">G⁻¹ of the observed plane, row by row.</param>
internal readonly record struct StatusHeader(long Step, int Epoch, Observation Observation, Vector4 InverseGram);
