namespace NeuroLab.Lessons;

/// <summary>What a step size does to the loss.</summary>
public enum StepVerdict
{
    /// <summary>The loss falls, but by less than a quarter of what a step along this line can gain.</summary>
    TooSmall,

    /// <summary>The loss falls by a good part of what this line offers.</summary>
    Right,

    /// <summary>The loss falls less again, or rises: the step leaps over the valley.</summary>
    TooLarge,
}
