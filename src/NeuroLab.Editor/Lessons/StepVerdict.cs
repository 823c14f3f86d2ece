namespace NeuroLab.Lessons;

/// <summary>What a step size does to the loss.</summary>
internal enum StepVerdict
{
    /// <summary>The loss falls, but by less than a quarter of what a step along this line can gain.</summary>
    TooSmall,

    /// <summary>The loss falls by at least a quarter of what a step along this line can gain.</summary>
    Right,

    /// <summary>The step is beyond the minimum along this line: the loss falls less again, or rises.</summary>
    TooLarge,
}
