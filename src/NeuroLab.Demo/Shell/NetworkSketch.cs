using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>What a file of weights, or the folder of a run, says of its network; null stands for what it leaves open.</summary>
/// <param name="Path">The file or the folder.</param>
/// <param name="Sizes">Its layer sizes, inputs first.</param>
internal sealed record NetworkSketch(string Path, IReadOnlyList<int> Sizes)
{
    /// <summary>The data.</summary>
    public string? Data { get; private init; }

    /// <summary>The activation of its hidden layers, or of each.</summary>
    public string? Activation { get; private init; }

    /// <summary>The loss.</summary>
    public string? Loss { get; private init; }

    /// <summary>What was read, a line each, with where it is from.</summary>
    public required IReadOnlyList<string> Known { get; init; }

    /// <summary>Whether there are hidden layers without a known activation.</summary>
    public bool LacksActivation => Activation is null && Sizes.Count > 2;

    /// <summary>Reads the sketch of a network. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">It is damaged, or no chain of dense layers.</exception>
    public static NetworkSketch Of(string path, string? prefix = null)
    {
        var isRun = Directory.Exists(path);
        var description = isRun ? RunDescription.Load(path) : new RunDescription();
        var run = isRun ? RecordedRun.Open(path, prefix ?? description.Prefix) : null;
        var file = run?.Checkpoints[0].Path ?? path;
        var stored = WeightsFormat.Load(file);
        var layers = WeightsFile.Read(stored, file, prefix ?? description.Prefix).Layers;
        int[] sizes = [layers[0].Inputs, .. layers.Select(layer => layer.Outputs)];
        var known = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', sizes)}: {sizes[0]:N0} inputs, {sizes[^1]:N0} {(sizes[^1] == 1 ? "output" : "outputs")}, {layers.Sum(layer => (long)layer.Outputs * (layer.Inputs + 1)):N0} parameters"),
        };
        if (run is not null)
            known.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Checkpoints.Length:N0} checkpoints up to step {run.LastStep:N0}"));
        var name = System.IO.Path.GetFileName(file);
        var saved = stored.Metadata.GetValueOrDefault(WeightsFile.ActivationKey);
        AddFact("Activation", description.Activation, RunDescription.Name);
        AddFact("Activation", description.Activation is null && sizes.Length > 2 ? saved : null, name);
        AddFact("Ends with", stored.Metadata.GetValueOrDefault(WeightsFile.OutputKey), name);
        AddFact("Skip connections", description.Skip || stored.Metadata.ContainsKey(WeightsFile.SkipKey) ? "yes" : null, description.Skip ? RunDescription.Name : name);
        AddFact("Data", description.Data is null ? null : System.IO.Path.GetFileName(description.Data), RunDescription.Name);
        foreach (var (option, value) in description.Reading)
            AddFact($"--{option}", value ?? "yes", RunDescription.Name);
        AddFact("Loss", description.Loss, RunDescription.Name);
        return new NetworkSketch(path, sizes)
        {
            Data = description.Data,
            Activation = description.Activation ?? saved,
            Loss = description.Loss,
            Known = known,
        };

        void AddFact(string what, string? value, string from)
        {
            if (value is not null)
                known.Add($"{what}: {value} (says {from})");
        }
    }
}
