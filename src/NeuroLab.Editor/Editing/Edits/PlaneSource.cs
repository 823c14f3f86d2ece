namespace NeuroLab.Editing.Edits;

/// <summary>Which plane was shown, and how it is made again.</summary>
/// <param name="Number">Its number; planes are counted from 1 as they appear.</param>
/// <param name="Kind">The kind's name; null for a plane that was moved, which is only shown while it is still kept.</param>
/// <param name="Seed">Determines it.</param>
internal sealed record PlaneSource(int Number, string? Kind = null, ulong Seed = 0);
