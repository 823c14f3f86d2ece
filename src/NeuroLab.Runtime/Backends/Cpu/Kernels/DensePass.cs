using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>What the operations of one pass over a block of samples are given.</summary>
internal sealed unsafe class DensePass(int capacity)
{
    /// <summary>θ</summary>
    public float* Parameters { get; set; }

    /// <summary>v, along which θ moves; null where it stays.</summary>
    public float* Direction { get; set; }

    /// <summary>Where the samples come from.</summary>
    public SampleSet? Set { get; set; }

    /// <summary>The samples of the block: rows of the set.</summary>
    public int[] Order { get; } = new int[capacity];

    /// <summary>Samples in the block.</summary>
    public int Samples { get; set; }

    /// <summary>What is minimized.</summary>
    public Loss? Loss { get; set; }

    /// <summary>The weight of one sample in the gradient.</summary>
    public float Share { get; set; }

    /// <summary>Whether a backward pass follows.</summary>
    public bool IsBackward { get; set; }

    /// <summary>Panels of samples in the block.</summary>
    public int Panels => PanelMatrix.Panels(Samples);

    /// <summary>Columns of each panel that are worth computing: all, but for a block of less than one panel.</summary>
    public int Columns => Math.Min(Samples, PanelMatrix.Width);

    /// <summary>Samples in one panel; less than its width only in the last.</summary>
    public int SamplesIn(int panel) => Math.Min(PanelMatrix.Width, Samples - panel * PanelMatrix.Width);
}
