namespace NeuroLab.Scenes;

/// <summary>The clock of one frame. The host decides whether it follows the wall or a fixed step.</summary>
/// <param name="Frame">Number of the frame, counted from 0.</param>
/// <param name="Total">Seconds since the first frame.</param>
/// <param name="Delta">Seconds since the frame before.</param>
public readonly record struct FrameTime(long Frame, double Total, double Delta);
