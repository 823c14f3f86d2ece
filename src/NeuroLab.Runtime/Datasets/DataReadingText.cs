using System.Globalization;

namespace NeuroLab.Datasets;

/// <summary>Formats how a file was interpreted.</summary>
internal static class DataReadingText
{
    private const int MaxInputs = 6, MaxClasses = 10;

    /// <summary>
    /// One line: <c>t.csv: 4 samples; 2 inputs (a, b); target kind: 2 classes (x 3, y 1); header; delimiter ,; …</c>
    /// </summary>
    public static string Line(this DataReading reading)
    {
        var parts = new List<string> { Invariant($"{reading.File}: {reading.Samples:N0} samples"), Inputs(reading), Target(reading, MaxClasses) };
        if (reading.Header is { } header)
            parts.Add(header ? "header" : "no header");
        if (reading.Delimiter is { } delimiter)
            parts.Add($"delimiter {Name(delimiter)}");
        if (reading.Decimal is { } mark)
            parts.Add($"decimal {(mark == ',' ? "comma" : "point")}");
        if (reading.Header is not null)
            parts.Add(Missing(reading));
        if (reading.OneHot.Count > 0)
            parts.Add($"one-hot: {string.Join(", ", reading.OneHot)}");
        if (reading.LeftOut.Count > 0)
            parts.Add($"left out: {string.Join(", ", reading.LeftOut)}");
        parts.Add(Scaling(reading));
        return string.Join("; ", parts);
    }

    /// <summary>A short summary for a toast: how much data, of which kind, and what was changed or dropped.</summary>
    public static string Summary(this DataReading reading)
    {
        var parts = new List<string> { Invariant($"{reading.File}: {reading.Samples:N0} samples"), Count(reading.Inputs.Count, "input"), Target(reading, maxClasses: 3) };
        if (reading.Header == false)
            parts.Add("no header");
        if (reading.MissingCells > 0)
            parts.Add(Missing(reading));
        if (reading.LeftOut.Count > 0)
            parts.Add($"{Count(reading.LeftOut.Count, "column")} left out");
        if (reading.Scale != 1 || reading.Standardization is not null)
            parts.Add(Scaling(reading));
        return string.Join("; ", parts);
    }

    private static string Missing(DataReading reading) => reading switch
    {
        { MissingCells: 0 } => "no missing values",
        { Missing: MissingValues.Mean } => $"{Count(reading.MissingCells, "missing value")}, the columns' means in place of those among the inputs{Dropped(reading)}",
        _ => Count(reading.MissingCells, "missing value") + Dropped(reading),
    };

    private static string Scaling(DataReading reading) => reading switch
    {
        { Standardization.TargetMean.Length: > 0 } => "inputs and target standardized by the training rows (a loss of 1 is that of guessing their mean)",
        { Standardization: not null } => "inputs standardized by the training rows",
        { IsBytes: true, Scale: 255 } => "grey levels 0…255 scaled to 0…1",
        { IsBytes: true, Scale: 1 } => "bytes 0…255 not scaled",
        { Scale: 1 } => "not scaled",
        _ => Invariant($"inputs divided by {reading.Scale:R}"),
    };

    private static string Dropped(DataReading reading) =>
        reading.DroppedRows > 0 ? $", {Count(reading.DroppedRows, "row")} left out" : "";

    private static string Inputs(DataReading reading)
    {
        var count = Count(reading.Inputs.Count, "input");
        return reading.Image is { } image ? $"{count} ({image.Width}×{image.Height} pixels)"
            : $"{count} ({Some(reading.Inputs, MaxInputs)})";
    }

    private static string Target(DataReading reading, int maxClasses)
    {
        var names = $"target{(reading.Targets.Count > 1 ? "s" : "")} {Some(reading.Targets, MaxInputs)}";
        if (reading.Classes is not { } classes)
            return $"{names}: {(reading.Targets.Count > 1 ? "numbers" : "number")}";
        KeyValuePair<string, int>[] present = [.. classes.Where(one => one.Value > 0)];
        var absent = classes.Count - present.Length;
        var counts = present.Select(one => Invariant($"{one.Key} {one.Value:N0}")).ToList();
        return Invariant($"{names}: {classes.Count} class{(classes.Count == 1 ? "" : "es")} ({Some(counts, maxClasses)}{(absent > 0 ? Invariant($"; {absent} without a sample") : "")})");
    }

    private static string Count(int number, string word) => Invariant($"{number:N0} {word}{(number == 1 ? "" : "s")}");

    private static string Some(IReadOnlyList<string> words, int max) =>
        string.Join(", ", words.Take(max)) + (words.Count > max ? ", …" : "");

    private static string Name(char delimiter) => delimiter == '\t' ? "tab" : delimiter == ' ' ? "space" : $"'{delimiter}'";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
