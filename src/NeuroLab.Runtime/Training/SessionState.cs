namespace NeuroLab.Training;

/// <summary>
/// Everything a session needs to resume exactly, on any backend: weights, optimizer state and batch position.
/// </summary>
/// <param name="Step">Updates so far.</param>
/// <param name="OptimizerStep">Updates since the optimizer was chosen; Adam's bias correction counts them.</param>
/// <param name="Position">Batch position.</param>
/// <param name="Parameters">θ, [parameters].</param>
/// <param name="OptimizerState">The optimizer's slots, each [parameters].</param>
public sealed record SessionState(
    long Step, long OptimizerStep, BatchPosition Position, float[] Parameters, float[][] OptimizerState)
{
    /// <summary>Updates since the learning rate's schedule was chosen.</summary>
    public long ScheduleStep { get; init; }
}
