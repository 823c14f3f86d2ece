namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A step of a pass that treats each panel of samples by itself. Small ones are run one after the other on a panel
/// while it is in cache, and threads share the panels.
/// </summary>
internal interface IPanelOperation
{
    /// <summary>How much there is to do for the present block, in multiply-adds.</summary>
    long Work { get; }

    /// <summary>Does it for one panel. Any thread.</summary>
    void Panel(int panel);
}
