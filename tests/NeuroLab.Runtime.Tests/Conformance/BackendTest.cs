using System.Reflection;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>Base of suites that every backend must pass; a subclass says on which it runs.</summary>
public abstract class BackendTest
{
    /// <summary>Runs a test on the backend of the subclass.</summary>
    protected void OnBackend(Action<IComputeBackend> test)
    {
        var host = GetType().GetCustomAttribute<RunsOnAttribute>()!.Host;
        ((BackendHost)Activator.CreateInstance(host)!).Run(GetType(), test);
    }
}
