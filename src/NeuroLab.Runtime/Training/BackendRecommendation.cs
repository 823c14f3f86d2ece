namespace NeuroLab.Training;

/// <summary>The device that <see cref="BackendKind.Auto"/> selects on this machine.</summary>
/// <param name="Kind">The device.</param>
/// <param name="Reason">Why, in one line.</param>
internal readonly record struct BackendRecommendation(BackendKind Kind, string Reason)
{
    /// <summary>The CPU, with the reason why there is no usable GPU.</summary>
    internal static BackendRecommendation Cpu(string reason) => new(BackendKind.Cpu, $"training on the CPU: {reason}");
}
