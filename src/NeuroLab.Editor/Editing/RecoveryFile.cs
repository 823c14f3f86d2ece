namespace NeuroLab.Editing;

/// <summary>A copy of an experiment that a program left which ended early.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Time">When it was saved, on the local clock.</param>
/// <param name="Content">What it is: data, network, optimizers.</param>
internal sealed record RecoveryFile(string Path, DateTime Time, string Content);
