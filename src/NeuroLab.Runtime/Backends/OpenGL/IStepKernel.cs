namespace NeuroLab.Backends.OpenGL;

/// <summary>One of the two ways to run training steps: layer by layer, or fused.</summary>
internal interface IStepKernel
{
    /// <summary>Whether it is suited to batches of this size.</summary>
    bool Suits(int batchRows, in StepKind kind);

    /// <summary>Compiles the kernels for a kind of step, unless that was done before.</summary>
    void Prepare(in StepKind kind);

    /// <summary>
    /// Enqueues all steps of a command batch. Step i writes (loss, correct, ‖gradient‖², ‖step‖²) to result i.
    /// </summary>
    void Run(CommandBatch commands, in StepKind kind);
}
