namespace NeuroLab.Editing;

/// <summary>A position in the history of training.</summary>
/// <param name="Branch">The branch's index.</param>
/// <param name="Step">Steps since the start.</param>
/// <param name="Edits">Edits of the branch that are applied.</param>
public readonly record struct TimelinePosition(int Branch, long Step, int Edits);
