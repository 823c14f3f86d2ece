using System.Text.Json;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Commands;

/// <summary>How the user's files were interpreted, as JSON.</summary>
internal static class DataReport
{
    /// <summary>Adds it; null for built-in data.</summary>
    public static Report Add(this Report report, DataReading? reading) => report.AddJson("data", json =>
    {
        if (reading is null)
            json.WriteNullValue();
        else
            Write(json, reading);
    });

    /// <summary>Adds it; null if no weights were read.</summary>
    public static Report Add(this Report report, WeightsReading? reading) => report.AddJson("layers", json =>
    {
        if (reading is null)
            json.WriteNullValue();
        else
            json.WriteStringValue(reading.ToString());
    });

    private static void Write(Utf8JsonWriter json, DataReading reading)
    {
        json.WriteStartObject();
        json.WriteString("file", reading.File);
        json.WriteNumber("samples", reading.Samples);
        json.WriteNumber("input_count", reading.Inputs.Count);
        if (reading.Image is { } image)
            json.WriteString("image", $"{image.Width}x{image.Height}");
        else
            WriteTexts(json, "inputs", reading.Inputs);
        WriteTexts(json, "targets", reading.Targets);
        json.WriteString("kind", reading.Classes is null ? "number" : "classes");
        if (reading.Classes is { } classes)
        {
            json.WriteStartObject("classes");
            foreach (var (name, count) in classes) json.WriteNumber(name, count);
            json.WriteEndObject();
        }
        if (reading.Header is { } header)
        {
            json.WriteBoolean("header", header);
            json.WriteString("delimiter", reading.Delimiter.ToString());
            json.WriteString("decimal", reading.Decimal.ToString());
            json.WriteNumber("missing", reading.MissingCells);
            json.WriteNumber("dropped_rows", reading.DroppedRows);
            WriteTexts(json, "left_out", reading.LeftOut);
            WriteTexts(json, "one_hot", reading.OneHot);
        }
        json.WriteNumber("scale", reading.Scale);
        json.WriteBoolean("standardized", reading.Standardization is not null);
        if (reading.Standardization is { } standardization)
        {
            WriteNumbers(json, "mean", standardization.Mean);
            WriteNumbers(json, "deviation", standardization.Scale);
            WriteNumbers(json, "target_mean", standardization.TargetMean);
            WriteNumbers(json, "target_deviation", standardization.TargetScale);
        }
        json.WriteString("understood", reading.Line());
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
