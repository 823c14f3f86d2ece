namespace NeuroLab.Backends.OpenGL;

/// <summary>One of the two ways to run training steps: layer by layer, or fused.</summary>
internal interface IStepKernel
{
    /// <summary>Whether batches of so many rows are worth taking this way.</summary>
    bool Suits(int batchRows, in StepKind kind);

    /// <summary>Compiles what a kind of step needs, if that is not done yet.</summary>
    void Prepare(in StepKind kind);

    /// <summary>
    /// Enqueues all steps of a command batch. Step i writes (loss, correct, ‖gradient‖², ‖step‖²) to result i.
    /// </summary>
    void Run(CommandBatch commands, in StepKind kind);
}
