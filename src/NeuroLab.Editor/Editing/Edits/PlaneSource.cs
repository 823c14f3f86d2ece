namespace NeuroLab.Editing.Edits;

/// <summary>Identifies a plane, and how to recreate it.</summary>
/// <param name="Number">Its number; planes are numbered from 1 in the order shown.</param>
/// <param name="Kind">The kind's name; null for a plane that was moved, which cannot be recreated.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Branch">The branch of the path that it was fitted to.</param>
/// <param name="Steps">The steps of that path; null if it looks back on none.</param>
internal sealed record PlaneSource(int Number, string? Kind = null, ulong Seed = 0, int? Branch = null, long[]? Steps = null);
