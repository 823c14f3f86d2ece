namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Work that consists of independent parts. The result must not depend on which thread runs which part.
/// </summary>
internal interface IParallelWork
{
    /// <summary>Runs one part; called once per part, from any thread.</summary>
    void Run(int part);
}
