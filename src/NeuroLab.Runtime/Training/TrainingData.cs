using NeuroLab.Datasets;
using NeuroLab.Losses;

namespace NeuroLab.Training;

/// <summary>The three sets a session keeps on its device.</summary>
/// <param name="Train">What batches are drawn from.</param>
/// <param name="Test">What training never sees; null where there is none.</param>
/// <param name="Evaluation">
/// The fixed part of the training set on which the surface and the ball's true loss are computed, so that both are the
/// same function.
/// </param>
public sealed record TrainingData(SampleSet Train, SampleSet? Test, SampleSet Evaluation)
{
    /// <summary>Encodes both parts for the loss and draws the evaluation set from the training part.</summary>
    /// <param name="evaluationCount">The largest number of samples in the evaluation set.</param>
    /// <param name="seed">For the draw of the evaluation set.</param>
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

    /// <summary>The same sets with another draw of the evaluation set; arguments as in <see cref="Create"/>.</summary>
    public TrainingData WithEvaluation(Dataset train, Loss loss, int evaluationCount, ulong seed) => this with
    {
        Evaluation = evaluationCount >= train.Count ? Train : SampleSet.Create(train.Take(evaluationCount, seed), loss),
    };
}
