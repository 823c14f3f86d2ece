using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Inputs of the operations in one pass over a block of samples.</summary>
internal sealed unsafe class DensePass(int capacity)
{
    /// <summary>θ</summary>
    public float* Parameters { get; set; }

    /// <summary>v, along which θ moves; null for none.</summary>
    public float* Direction { get; set; }

    /// <summary>The sample set.</summary>
    public SampleSet? Set { get; set; }

    /// <summary>The samples of the block, as row indices of the set.</summary>
    public int[] Order { get; } = new int[capacity];

    /// <summary>Samples in the block.</summary>
    public int Samples { get; set; }

    /// <summary>The loss.</summary>
    public Loss? Loss { get; set; }

    /// <summary>The weight of one sample in the gradient.</summary>
    public float Share { get; set; }

    /// <summary>Whether a backward pass follows.</summary>
    public bool IsBackward { get; set; }

    /// <summary>Panels of samples in the block.</summary>
    public int Panels => PanelMatrix.Panels(Samples);

    /// <summary>Columns to compute in each panel: all, except in a block of less than one panel.</summary>
    public int Columns => Math.Min(Samples, PanelMatrix.Width);

    /// <summary>Samples in a panel; less than its width only in the last one.</summary>
    public int SamplesIn(int panel) => Math.Min(PanelMatrix.Width, Samples - panel * PanelMatrix.Width);
}
