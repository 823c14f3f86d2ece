namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A step of a pass that processes each panel of samples independently. Small steps are run in sequence on a panel
/// while it is in cache, and threads divide the panels.
/// </summary>
internal interface IPanelOperation
{
    /// <summary>Work for the current block, in multiply-adds.</summary>
    long Work { get; }

    /// <summary>Processes one panel. Any thread.</summary>
    void Panel(int panel);
}
