namespace NeuroLab.Training;

/// <summary>Creates a backend on demand. Called on the thread that will train.</summary>
/// <param name="Kind">The kind it opens.</param>
/// <param name="Recommend">Whether to use it by default, and why; never throws.</param>
/// <param name="Open">Opens it; throws <see cref="Numerics.UserErrorException"/> or
/// <see cref="BackendFailureException"/> if this machine does not support it.</param>
internal sealed record BackendOpener(BackendKind Kind, Func<BackendRecommendation> Recommend, Func<IComputeBackend> Open);
