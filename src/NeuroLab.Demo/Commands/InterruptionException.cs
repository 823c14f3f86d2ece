namespace NeuroLab.Demo.Commands;

/// <summary>A command was interrupted, and something of its work is kept.</summary>
/// <param name="kept">What, and how to continue.</param>
internal sealed class InterruptionException(string kept) : OperationCanceledException(kept);
