namespace NeuroLab.Backends.Cpu;

/// <summary>Work that falls into independent parts. Which thread does which part must not change the result.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part; called from any thread, each part once.</summary>
    void Run(int part);
}
