namespace NeuroLab.Demo.Shell;

/// <summary>A change that was made while training went on.</summary>
/// <param name="Step">The step from which on it holds.</param>
/// <param name="Text">What was changed, in a few words.</param>
internal readonly record struct ChangeMark(long Step, string Text);
