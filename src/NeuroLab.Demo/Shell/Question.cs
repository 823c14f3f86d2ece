namespace NeuroLab.Demo.Shell;

/// <summary>A question to the user. Escape or Cancel does nothing.</summary>
/// <param name="Text">The question.</param>
/// <param name="Answers">The answers except Cancel, with their actions; Enter selects the first.</param>
internal sealed record Question(string Text, params (string Label, Action Run)[] Answers);
