using NeuroLab.Runtime.Tests.Conformance;

namespace NeuroLab.Runtime.Tests.Reference;

[RunsOn(typeof(OpenGLHost))]
public sealed class OpenGLEdgeOfStability : EdgeOfStabilityReference;
