namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>A line of the help: which keys do what.</summary>
/// <param name="Keys">Caps separated by spaces, as in "↑ ↓".</param>
/// <param name="Action">What they do, in a few words.</param>
internal readonly record struct KeyHint(string Keys, string Action);
