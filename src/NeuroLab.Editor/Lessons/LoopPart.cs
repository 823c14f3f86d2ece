namespace NeuroLab.Lessons;

/// <summary>The four parts of a training step.</summary>
public enum LoopPart
{
    /// <summary>Samples are drawn.</summary>
    Batch,

    /// <summary>The network answers, layer by layer.</summary>
    Forward,

    /// <summary>The answers are compared with the targets.</summary>
    Loss,

    /// <summary>The gradient is found, and the weights take their step.</summary>
    Update,
}
