using Xunit.Sdk;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>A theory in the manner of <see cref="BackendFactAttribute"/>.</summary>
[XunitTestCaseDiscoverer("NeuroLab.Runtime.Tests.Conformance.BackendTestDiscoverer", "NeuroLab.Runtime.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class BackendTheoryAttribute : TheoryAttribute;
