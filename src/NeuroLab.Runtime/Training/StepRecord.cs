namespace NeuroLab.Training;

/// <summary>The record of one training step.</summary>
/// <param name="Step">The number of updates before it.</param>
/// <param name="Loss">The batch's loss before the update.</param>
/// <param name="GradientNorm">‖∂loss/∂θ‖ of the batch.</param>
/// <param name="LearningRate">The current η.</param>
public readonly record struct StepRecord(long Step, float Loss, float GradientNorm, float LearningRate);
