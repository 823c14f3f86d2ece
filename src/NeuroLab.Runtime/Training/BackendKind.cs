namespace NeuroLab.Training;

/// <summary>Where to train, as a person chooses it.</summary>
public enum BackendKind
{
    /// <summary>Where it is faster here: the GPU unless there is none, or only one in software.</summary>
    Auto,

    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>In compute shaders.</summary>
    Gpu,
}
