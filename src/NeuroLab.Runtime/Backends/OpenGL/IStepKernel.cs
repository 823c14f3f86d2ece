using NeuroLab.Optimizers;

namespace NeuroLab.Backends.OpenGL;

/// <summary>One of the two ways to train a step: layer by layer, or fused.</summary>
internal interface IStepKernel
{
    /// <summary>Whether batches of so many rows are worth taking this way.</summary>
    bool Suits(int batchRows);

    /// <summary>Compiles what an optimizer needs, if that is not done yet.</summary>
    void Prepare(Optimizer optimizer);

    /// <summary>
    /// Enqueues all steps of a commands. Step i leaves (loss, correct, ‖gradient‖², ‖step‖²) in result i.
    /// </summary>
    void Run(CommandBatch commands, Optimizer optimizer);
}
