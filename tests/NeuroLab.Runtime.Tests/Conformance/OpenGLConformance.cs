namespace NeuroLab.Runtime.Tests.Conformance;

[RunsOn(typeof(OpenGLHost))]
public sealed class OpenGLConformance : TrainingSessionConformance;
