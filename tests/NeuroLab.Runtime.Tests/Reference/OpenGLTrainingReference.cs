using NeuroLab.Tests.Conformance;

namespace NeuroLab.Tests.Reference;

[RunsOn(typeof(OpenGLHost))]
public sealed class OpenGLTrainingReference : TrainingReference;
