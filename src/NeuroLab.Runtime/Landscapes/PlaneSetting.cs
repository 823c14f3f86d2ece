namespace NeuroLab.Landscapes;

/// <summary>
/// A setting of a kind of plane: one of the words after its colon on the command line, in files and in logs, and a row in
/// the inspector.
/// </summary>
/// <param name="Title">Its name in the inspector.</param>
/// <param name="Tooltip">What it does.</param>
/// <param name="Value">Its word; empty for the default of a free text.</param>
/// <param name="Words">The words to choose from; null for any text.</param>
/// <param name="Titles">How the inspector shows them; null for the words themselves.</param>
/// <param name="Placeholder">What an empty text means.</param>
internal sealed record PlaneSetting(
    string Title, string Tooltip, string Value, IReadOnlyList<string>? Words = null, IReadOnlyList<string>? Titles = null, string Placeholder = "");
