namespace NeuroLab.Editing;

/// <summary>A moment of training.</summary>
/// <param name="Branch">The branch's number.</param>
/// <param name="Step">Steps since the start.</param>
/// <param name="Edits">How many of the branch's changes had been made.</param>
public readonly record struct TimelinePosition(int Branch, long Step, int Edits);
