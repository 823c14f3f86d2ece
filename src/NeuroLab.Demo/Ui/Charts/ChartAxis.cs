namespace NeuroLab.Demo.Ui.Charts;

/// <summary>What the charts of a run run over.</summary>
internal enum ChartAxis
{
    /// <summary>Training steps.</summary>
    Steps,

    /// <summary>Passes through the training set.</summary>
    Epochs,

    /// <summary>Seconds of training, pauses left out.</summary>
    Seconds,

    /// <summary>The sum of the learning rates of the steps: how far gradient flow would have come.</summary>
    Rate,
}
