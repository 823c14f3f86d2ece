namespace NeuroLab.Editing;

/// <summary>A copy of an experiment left by a program that crashed.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Time">Local time at which it was saved.</param>
/// <param name="Content">A summary: data, network, optimizers.</param>
internal sealed record RecoveryFile(string Path, DateTime Time, string Content);
