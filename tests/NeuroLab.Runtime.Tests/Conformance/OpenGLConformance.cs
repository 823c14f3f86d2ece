namespace NeuroLab.Tests.Conformance;

[RunsOn(typeof(OpenGLHost))]
public sealed class OpenGLConformance : TrainingSessionConformance;
