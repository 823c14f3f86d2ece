namespace NeuroLab.Demo.Shell;

/// <summary>Something that is asked before it is done. Escape, or a press on Cancel, does nothing.</summary>
/// <param name="Text">The question.</param>
/// <param name="Answers">What each answer but Cancel does; the first is what Enter means.</param>
internal sealed record Question(string Text, params (string Label, Action Run)[] Answers);
