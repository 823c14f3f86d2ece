using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Steps to take, with the options and the observation at the time they were ordered.</summary>
internal readonly record struct TrainingOrder(int Steps, TrainingOptions Options, Observation Observation);
