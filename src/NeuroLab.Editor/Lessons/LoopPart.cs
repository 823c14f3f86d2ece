namespace NeuroLab.Lessons;

/// <summary>The four parts of a training step.</summary>
internal enum LoopPart
{
    /// <summary>A batch is drawn.</summary>
    Batch,

    /// <summary>The forward pass, layer by layer.</summary>
    Forward,

    /// <summary>The loss of the outputs against the targets.</summary>
    Loss,

    /// <summary>Backpropagation and the optimizer's update.</summary>
    Update,
}
