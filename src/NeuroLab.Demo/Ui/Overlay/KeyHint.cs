namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>A row of the help: keys and their action.</summary>
/// <param name="Keys">Keys separated by spaces, such as "↑ ↓".</param>
/// <param name="Action">A short description.</param>
internal readonly record struct KeyHint(string Keys, string Action);
