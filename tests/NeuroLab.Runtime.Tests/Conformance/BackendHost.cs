using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>Runs tests on one backend, on the thread it needs.</summary>
public abstract class BackendHost
{
    /// <summary>Why this machine cannot run the backend; null where it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Runs a test of a suite with the backend and waits for it.</summary>
    public abstract void Run(Type suite, Action<IComputeBackend> test);
}
