namespace NeuroLab.Training;

/// <summary>A network's result on a set of samples.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">Fraction correctly classified; NaN for regression.</param>
/// <param name="Samples">Number of samples.</param>
public readonly record struct Evaluation(double Loss, double Accuracy, int Samples);
