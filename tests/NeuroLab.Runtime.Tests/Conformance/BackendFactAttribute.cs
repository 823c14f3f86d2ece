using Xunit.Sdk;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>
/// A test that runs on the backend its class names with <see cref="RunsOnAttribute"/>. Where the machine lacks it the
/// test is skipped with the reason, but on a build server (environment variable CI) it runs and fails there.
/// </summary>
[XunitTestCaseDiscoverer("NeuroLab.Runtime.Tests.Conformance.BackendTestDiscoverer", "NeuroLab.Runtime.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class BackendFactAttribute : FactAttribute;
