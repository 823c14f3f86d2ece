namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>A nesting depth, see <see cref="Gui.Here"/>.</summary>
internal readonly record struct Nesting(int Scopes, int Scope, int Areas, int Clips);
