namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>A place among what was begun and not yet ended, see <see cref="Gui.Here"/>.</summary>
internal readonly record struct Nesting(int Scopes, int Scope, int Areas, int Clips);
