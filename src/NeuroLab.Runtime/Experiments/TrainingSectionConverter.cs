using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Optimizers;

namespace NeuroLab.Experiments;

/// <summary>Serializes a section's hyperparameters next to its other members, each by its declared name.</summary>
internal sealed class TrainingSectionConverter : JsonConverter<TrainingSection>
{
    /// <summary>Key of an exception's data for the name of an unknown member.</summary>
    public const string Member = "member";

    public override TrainingSection Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        var section = new TrainingSection();
        var others = new Dictionary<Hyperparameter, double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            if (Hyperparameter.All.FirstOrDefault(each => each.JsonName == name) is { } hyperparameter)
                others[hyperparameter] = reader.GetDouble();
            else
                section = Set(section, name, ref reader);
        }
        return section with { LearningRate = Take(Hyperparameter.LearningRate), Others = others };

        double? Take(Hyperparameter hyperparameter) => others.Remove(hyperparameter, out var value) ? value : null;
    }

    public override void Write(Utf8JsonWriter writer, TrainingSection section, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("optimizer", section.Optimizer);
        foreach (var hyperparameter in Hyperparameter.All)
        {
            if (section[hyperparameter] is { } value)
                writer.WriteNumber(hyperparameter.JsonName, value);
        }
        if (section.Gradient is { } gradient)
            writer.WriteString("gradient", gradient);
        if (section.Schedule is { } schedule)
            writer.WriteString("schedule", schedule);
        if (section.Skip is { } skip)
            writer.WriteBoolean("skip", skip);
        writer.WriteNumber("batchSize", section.BatchSize);
        writer.WriteNumber("stepsPerFrame", section.StepsPerFrame);
        if (section.Color is { } color)
        {
            writer.WriteStartArray("color");
            foreach (var part in color)
                writer.WriteNumberValue(part);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static TrainingSection Set(TrainingSection section, string name, ref Utf8JsonReader reader) => name switch
    {
        "optimizer" => section with { Optimizer = reader.GetString()! },
        "gradient" => section with { Gradient = reader.GetString() },
        "schedule" => section with { Schedule = reader.GetString() },
        "skip" => section with { Skip = reader.GetBoolean() },
        "batchSize" => section with { BatchSize = reader.GetInt32() },
        "stepsPerFrame" => section with { StepsPerFrame = reader.GetInt32() },
        "color" => section with { Color = ReadColor(ref reader) },
        _ => throw new JsonException { Data = { [Member] = name } },
    };

    private static float[] ReadColor(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException { Data = { [Member] = "color" } };
        var color = new List<float>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            color.Add(reader.GetSingle());
        return [.. color];
    }
}
