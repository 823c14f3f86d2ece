namespace NeuroLab.Demo.Ui.Charts;

/// <summary>The x axis of a run's charts.</summary>
internal enum ChartAxis
{
    /// <summary>Training steps.</summary>
    Steps,

    /// <summary>Passes through the training set.</summary>
    Epochs,

    /// <summary>Seconds of training, without pauses.</summary>
    Seconds,

    /// <summary>The sum of the steps' learning rates: the time of gradient flow.</summary>
    Rate,
}
