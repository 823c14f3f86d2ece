namespace NeuroLab.Training;

/// <summary>The device to train on, as chosen by the user.</summary>
public enum BackendKind
{
    /// <summary>The faster one on this machine: the GPU unless there is none, or only a software renderer.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A GPU, with compute shaders.</summary>
    Gpu,
}
