namespace NeuroLab.Demo.Shell;

/// <summary>A change made during training.</summary>
/// <param name="Step">The first step it applies to.</param>
/// <param name="Text">A short description of the change.</param>
internal readonly record struct ChangeMark(long Step, string Text);
