namespace NeuroLab.Training;

/// <summary>What <see cref="BackendKind.Auto"/> stands for on this machine.</summary>
/// <param name="Kind">Where to train.</param>
/// <param name="Reason">Why, in one line.</param>
internal readonly record struct BackendRecommendation(BackendKind Kind, string Reason)
{
    /// <summary>The processor, because of what a GPU lacks here.</summary>
    internal static BackendRecommendation Cpu(string reason) => new(BackendKind.Cpu, $"training on the CPU: {reason}");
}
