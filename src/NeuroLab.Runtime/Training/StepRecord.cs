namespace NeuroLab.Training;

/// <summary>What one training step saw.</summary>
/// <param name="Step">The number of updates before it, counted from 0.</param>
/// <param name="Loss">The batch's loss before the update.</param>
/// <param name="GradientNorm">‖∂loss/∂θ‖ of the batch.</param>
/// <param name="LearningRate">η in force.</param>
public readonly record struct StepRecord(long Step, float Loss, float GradientNorm, float LearningRate);
