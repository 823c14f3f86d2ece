namespace NeuroLab.Lessons;

/// <summary>The effect of a step size on the loss.</summary>
internal enum StepVerdict
{
    /// <summary>The loss falls, but by less than half of the best possible decrease along this line.</summary>
    TooSmall,

    /// <summary>The loss falls by at least half of the best possible decrease along this line.</summary>
    Right,

    /// <summary>The step overshoots the minimum along this line: the loss falls less than before, or rises.</summary>
    TooLarge,
}
