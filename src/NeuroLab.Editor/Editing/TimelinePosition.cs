using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>A moment of training.</summary>
/// <param name="Branch">The branch's number.</param>
/// <param name="Step">Steps since the start.</param>
/// <param name="Edits">How many of the branch's changes had been made.</param>
public readonly record struct TimelinePosition(int Branch, long Step, int Edits)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Branch} {Step} {Edits}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="UserErrorException">The text is none.</exception>
    public static TimelinePosition Parse(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length >= 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var branch)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var edits))
        {
            return new TimelinePosition(branch, step, edits);
        }
        throw new UserErrorException($"'{text}' is no moment of a run; give branch, step and number of changes");
    }
}
