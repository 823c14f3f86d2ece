namespace NeuroLab.Training;

/// <summary>One of the sets in <see cref="TrainingData"/>.</summary>
public enum DataPart
{
    /// <summary>The training set.</summary>
    Train,

    /// <summary>The test set.</summary>
    Test,

    /// <summary>The fixed evaluation set.</summary>
    Evaluation,
}
