using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>A command's result: aligned lines of text, or one line of JSON.</summary>
internal sealed class Report
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string? Text, Action<Utf8JsonWriter> Write)> _entries = [];

    /// <summary>Adds a text; null omits it.</summary>
    public Report Add(string name, string? text) => Add(name, text, json => json.WriteStringValue(text));

    public Report Add(string name, long count) =>
        Add(name, count.ToString("N0", CultureInfo.InvariantCulture), json => json.WriteNumberValue(count));

    /// <summary>Adds a number; null omits it.</summary>
    public Report Add(string name, double? number) =>
        Add(name, number?.ToString("G6", CultureInfo.InvariantCulture), json => WriteNumber(json, number));

    /// <summary>Adds a fraction of 1; NaN if undefined.</summary>
    public Report AddShare(string name, double? share)
    {
        var known = share is { } value && double.IsFinite(value) ? share : null;
        return Add(name, known?.ToString("P2", CultureInfo.InvariantCulture), json => WriteNumber(json, known));
    }

    /// <summary>Adds a value to the JSON output only.</summary>
    public Report AddJson(string name, Action<Utf8JsonWriter> write) => Add(name, null, write);

    /// <summary>Adds a list of numbers.</summary>
    public Report Add(string name, IReadOnlyList<double> numbers) => Add(
        name, numbers.Count > 0 ? string.Join(' ', numbers.Select(number => number.ToString("G6", CultureInfo.InvariantCulture))) : null,
        json =>
        {
            json.WriteStartArray();
            foreach (var number in numbers)
                WriteNumber(json, number);
            json.WriteEndArray();
        });

    /// <summary>Adds where a surface was sampled, and its losses.</summary>
    public Report Add(SurfaceSamples surface) => Add("alpha", [surface.Alpha.From, surface.Alpha.To])
        .Add("beta", [surface.Beta.From, surface.Beta.To])
        .AddRange("", surface.Losses)
        .Add("holes", (long)surface.Losses.Length - surface.Losses.ToArray().Count(float.IsFinite));

    /// <summary>Adds the least and the largest finite value; omitted if there is none.</summary>
    public Report AddRange(string prefix, ReadOnlySpan<float> values)
    {
        float[] finite = [.. values.ToArray().Where(float.IsFinite)];
        return Add($"{prefix}minimum", finite.Length > 0 ? finite.Min() : null).Add($"{prefix}maximum", finite.Length > 0 ? finite.Max() : null);
    }

    /// <summary>Adds a result within the result; null omits it from the JSON too.</summary>
    public Report Add(string name, Report? part) => part is null ? this : Add(name, "\n" + part.ToText("  ").TrimEnd('\n'), part.WriteJson);

    /// <summary>Adds a list of results.</summary>
    public Report Add(string name, IReadOnlyList<Report> parts) => Add(
        name, string.Concat(parts.Select(part => "\n" + part.ToText("  "))).TrimEnd('\n'),
        json =>
        {
            json.WriteStartArray();
            foreach (var part in parts)
                part.WriteJson(json);
            json.WriteEndArray();
        });

    public void Print(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(ToJson());
            return;
        }
        output.Write(ToText(""));
    }

    private Report Add(string name, string? text, Action<Utf8JsonWriter> write)
    {
        _entries.Add((name, text, write));
        return this;
    }

    private string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            WriteJson(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private string ToText(string indent)
    {
        var lines = new StringBuilder();
        var width = Math.Max(14, _entries.Where(entry => entry.Text is not null).Select(entry => entry.Name.Length).DefaultIfEmpty().Max());
        foreach (var (name, text, _) in _entries)
        {
            if (text is not null)
                lines.Append(indent).Append(name.Replace('_', ' ').PadRight(text.StartsWith('\n') ? 0 : width + 1)).Append(text).Append('\n');
        }
        return lines.ToString();
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, _, write) in _entries)
        {
            json.WritePropertyName(name);
            write(json);
        }
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double? number)
    {
        // JSON cannot represent NaN and infinity.
        if (number is { } value && double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}
