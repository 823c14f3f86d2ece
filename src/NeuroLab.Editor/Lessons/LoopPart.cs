namespace NeuroLab.Lessons;

/// <summary>The four parts of a training step.</summary>
internal enum LoopPart
{
    /// <summary>Selecting a batch.</summary>
    Batch,

    /// <summary>The forward pass, layer by layer.</summary>
    Forward,

    /// <summary>The loss between outputs and targets.</summary>
    Loss,

    /// <summary>Backpropagation and the optimizer's update.</summary>
    Update,
}
