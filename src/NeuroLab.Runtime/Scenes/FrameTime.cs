namespace NeuroLab.Scenes;

/// <summary>The clock of one frame. The host decides whether it follows wall-clock time or a fixed step.</summary>
/// <param name="Frame">Frame number, from 0.</param>
/// <param name="Total">Seconds since the first frame.</param>
/// <param name="Delta">Seconds since the previous frame.</param>
public readonly record struct FrameTime(long Frame, double Total, double Delta);
