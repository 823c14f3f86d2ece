using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Steps to be done with the options and the observation that held when they were enqueued.</summary>
internal readonly record struct TrainingOrder(int Steps, TrainingOptions Options, Observation Observation);
