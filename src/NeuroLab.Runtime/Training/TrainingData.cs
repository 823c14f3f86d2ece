using NeuroLab.Datasets;
using NeuroLab.Losses;

namespace NeuroLab.Training;

/// <summary>The three sets of a session.</summary>
/// <param name="Train">The training set, which batches are taken from.</param>
/// <param name="Test">The test set; null for none.</param>
/// <param name="Evaluation">The fixed part of the training set on which the surface and the ball's true loss are
/// computed, so that both are the same function.</param>
public sealed record TrainingData(SampleSet Train, SampleSet? Test, SampleSet Evaluation)
{
    /// <summary>Encodes both sets for the loss and samples the evaluation set from the training set.</summary>
    /// <param name="evaluationCount">Maximum number of samples in the evaluation set.</param>
    /// <param name="seed">Seed of the evaluation set.</param>
    public static TrainingData Create(Dataset train, Dataset? test, Loss loss, int evaluationCount, ulong seed)
    {
        var trainSet = SampleSet.Create(train, loss);
        return new TrainingData(trainSet, test is null ? null : SampleSet.Create(test, loss), trainSet)
            .WithEvaluation(train, loss, evaluationCount, seed);
    }

    /// <summary>One of the sets.</summary>
    /// <exception cref="InvalidOperationException">There is no test set.</exception>
    public SampleSet Part(DataPart part) => part switch
    {
        DataPart.Train => Train,
        DataPart.Test => Test ?? throw new InvalidOperationException("There is no test set."),
        _ => Evaluation,
    };

    /// <summary>The same sets with a different evaluation set; arguments as in <see cref="Create"/>.</summary>
    public TrainingData WithEvaluation(Dataset train, Loss loss, int evaluationCount, ulong seed) => this with
    {
        Evaluation = evaluationCount >= train.Count ? Train : SampleSet.Create(train.Take(evaluationCount, seed), loss),
    };
}
