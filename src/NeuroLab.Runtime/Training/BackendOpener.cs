namespace NeuroLab.Training;

/// <summary>One way to train here, and how to come by it. Called on the thread that will train.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Recommend">Whether to train there where nobody chose, and why; never throws.</param>
/// <param name="Open">
/// Opens it; throws a <see cref="Numerics.UserErrorException"/> or a <see cref="BackendFailureException"/> where this
/// machine does not have it.
/// </param>
internal sealed record BackendOpener(BackendKind Kind, Func<BackendRecommendation> Recommend, Func<IComputeBackend> Open);
