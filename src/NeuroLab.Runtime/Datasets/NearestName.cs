namespace NeuroLab.Datasets;

/// <summary>Suggests what a misspelt name probably meant.</summary>
internal static class NearestName
{
    /// <summary>"; did you mean 'species'?" for the closest candidate, or all candidates if none is close.</summary>
    public static string Suggest(string name, IReadOnlyList<string> candidates)
    {
        var nearest = candidates.MinBy(candidate => Distance(name, candidate));
        if (nearest is not null && Distance(name, nearest) <= Math.Max(2, name.Length / 2))
            return $"; did you mean '{nearest}'?";
        var list = string.Join(", ", candidates.Take(12));
        return $"; there are: {list}{(candidates.Count > 12 ? " …" : "")}";
    }

    /// <summary>Levenshtein distance , ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                var substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
