using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// A whole experiment as one readable JSON file: data, network, optimizer, seed, plane, camera and runners. What is left
/// out has its default. Paths are relative to the file.
/// </summary>
public sealed record ExperimentFile
{
    /// <summary>The version this program writes, and the newest it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format.</summary>
    [JsonPropertyName("neurolab")]
    public required int Version { get; init; }

    /// <summary>Where the data comes from.</summary>
    public DataSection Data { get; init; } = new();

    /// <summary>The network.</summary>
    public NetworkSection Network { get; init; } = new();

    /// <summary>How the first runner trains.</summary>
    public TrainingSection Training { get; init; } = new();

    /// <summary>What is minimized; null takes the usual loss for the data.</summary>
    public string? Loss { get; init; }

    /// <summary>Determines data, weights and batches.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the surface stands over.</summary>
    public PlaneSection Plane { get; init; } = new();

    /// <summary>Where the camera stands; null for its usual place.</summary>
    public CameraSection? Camera { get; init; }

    /// <summary>Views that were kept, by their numbers from 1 to 9; null for none.</summary>
    public IReadOnlyDictionary<int, CameraSection>? Bookmarks { get; init; }

    /// <summary>What a host keeps about the recording that was made of it; carried along unread. Null for none.</summary>
    public JsonElement? Recording { get; init; }

    /// <summary>Further runners of the race, each as <see cref="TrainingSection"/>.</summary>
    public IReadOnlyList<TrainingSection> Runners { get; init; } = [];

    /// <summary>
    /// The data: a name in the catalogue, or a path with what was said about reading it. Without a
    /// <paramref name="Reading"/> the file is older than that, and is read as it was then.
    /// </summary>
    public sealed record DataSection(
        string Source = "spirals", string[]? Targets = null, int? Count = null, double? Noise = null,
        double? TestShare = null, string[]? Points = null, string[]? Classes = null, DatasetFileOptions? Reading = null)
    {
        /// <summary>A file of the user's own, read as the options say.</summary>
        public static DataSection Of(string path, DatasetFileOptions options, double? testShare) =>
            new(path, options.Targets, TestShare: testShare, Reading: options with { Targets = null });

        /// <summary>Points that were painted, kept in the file itself: x, y and class, one a line.</summary>
        public static DataSection Painted(Dataset data) =>
            new(PlanePoints.Name, Points: PlanePoints.ToLines(data), Classes: data.ClassNames);
    }

    /// <summary>The network: hidden layers, or weights to start from.</summary>
    public sealed record NetworkSection(
        int[]? Hidden = null, string Activation = "tanh", string Initializer = "pytorch", string? Weights = null,
        int EvaluationSamples = 512, string? Prefix = null);

    /// <summary>The plane and the surface over it; a null seed is the experiment's.</summary>
    public sealed record PlaneSection(
        string Kind = "descent", ulong? Seed = null, int Steps = 1000, double Extent = 1, int Resolution = 65,
        bool Logarithmic = false, bool CutPeaks = false);

    /// <summary>The camera: what it looks at, angles in radians, distance.</summary>
    public sealed record CameraSection(float[] Target, float Yaw, float Pitch, float Distance, bool Top = false);

    /// <summary>The file of an experiment, with the planes and pictures that are usual.</summary>
    /// <param name="experiment">Its weights must be drawn, or come from the file <paramref name="weights"/>.</param>
    /// <param name="data">Where its data is from.</param>
    /// <param name="weights">The file its weights are from; null where they are drawn.</param>
    /// <param name="prefix">What its tensors' names start with there; null for a file with one network.</param>
    public static ExperimentFile Of(Experiment experiment, DataSection data, string? weights = null, string? prefix = null) => new()
    {
        Version = CurrentVersion,
        Data = data,
        Network = new NetworkSection(
            [.. experiment.Shape.Sizes.AsSpan()[1..^1]], experiment.Shape.Activation.Name, experiment.Initializer.Name,
            weights, experiment.EvaluationCount, prefix),
        Training = TrainingSection.Of(RunnerSpec.Of("", experiment), stepsPerFrame: 4),
        Loss = experiment.Loss.Name,
        Seed = experiment.Seed,
    };

    /// <summary>Reads a file. Blocks.</summary>
    /// <exception cref="UserErrorException">It is missing, no experiment, or of a newer version.</exception>
    public static ExperimentFile Load(string path) =>
        Parse(UserFile.ReadAllBytes(path), path).WithPaths(relative => Path.Combine(FolderOf(path), relative));

    /// <summary>Writes a file, which appears only when it is whole. Blocks.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="replaces">Whether a file that is no experiment may be replaced.</param>
    /// <exception cref="UserErrorException">It cannot be written there, or another kind of file is there.</exception>
    public void Save(string path, bool replaces = false)
    {
        var text = WithPaths(full => Path.GetRelativePath(FolderOf(path), full)).ToJson(isIndented: true);
        OutputFile.Replace(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n")), OwnMark.OfExperiments, replaces);
    }

    /// <summary>The file's text.</summary>
    public string ToJson(bool isIndented = false) => JsonSerializer.Serialize(
        this, isIndented ? ExperimentJson.Indented.ExperimentFile : ExperimentJson.Line.ExperimentFile);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="name">Starts the messages.</param>
    /// <exception cref="UserErrorException">It is no experiment, or of a newer version.</exception>
    public static ExperimentFile Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, ExperimentJson.Line.ExperimentFile);
            if (file is null || file.Version < 1)
                throw new UserErrorException($"{name}: is no experiment; choose a file that was saved here");
            if (file.Version > CurrentVersion)
            {
                throw new UserErrorException(
                    $"{name}: was saved by a newer version (format {file.Version}, this one reads up to {CurrentVersion}); update the program");
            }
            // What a file leaves out comes as null, whatever the type says.
            return file with
            {
                Data = file.Data ?? new(),
                Network = file.Network ?? new(),
                Training = file.Training ?? new(),
                Plane = file.Plane ?? new(),
                Runners = file.Runners ?? [],
            };
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $" line {line + 1}" : "";
            var member = error.Data[TrainingSectionConverter.Member] is { } unknown ? $".{unknown}" : "";
            var at = error.Path is { Length: > 1 } found ? $" at {found[2..]}{member}" : "";
            throw new UserErrorException(
                $"{name}:{place}{at}: is no experiment as this program writes it; mend that place or save it again", error);
        }
    }

    /// <summary>Reads data and weights and puts the experiment together. Blocks.</summary>
    /// <exception cref="UserErrorException">A name is unknown, a file is damaged, or the choices do not fit each other.</exception>
    /// <param name="data">The data this file names, where it was read before; null reads it.</param>
    public Experiment CreateExperiment(DatasetSplit? data = null)
    {
        var (train, test) = data is null ? LoadData() : (data.Train, data.Test);
        var loss = Loss is null ? Experiment.DefaultLoss(train) : Catalog.Loss(Loss);
        var activation = Catalog.Activation(Network.Activation);
        var shape = Experiment.ShapeFor(train, loss, Network.Hidden ?? [16, 16], activation);
        var spec = Training.ToSpec("");
        return new Experiment
        {
            Train = train,
            Test = test,
            Shape = shape,
            Loss = loss,
            Optimizer = spec.Optimizer,
            Settings = spec.Settings,
            GradientSource = spec.GradientSource,
            BatchSize = spec.BatchSize,
            Seed = Seed,
            Initializer = Catalog.Initializer(Network.Initializer),
            Weights = Network.Weights is { } weights ? LoadWeights(weights, Network.Prefix, shape) : null,
            EvaluationCount = Math.Max(1, Network.EvaluationSamples),
        };
    }

    private (Dataset Train, Dataset? Test) LoadData()
    {
        if (Data.Points is { } points)
            return (PlanePoints.Parse(points, Data.Classes ?? ["0", "1"], "painted points"), null);
        if (!IsPath(Data.Source))
        {
            var split = Catalog.Dataset(Data.Source)
                .Load(new DatasetOptions { Seed = Seed, Count = Data.Count, Noise = Data.Noise });
            return (split.Train, split.Test);
        }
        var all = DatasetFile.Load(Data.Source, (Data.Reading ?? DatasetFileOptions.FirstVersion) with { Targets = Data.Targets });
        return Data.TestShare is > 0 and < 1 and var share ? all.Split(share, Seed) : (all, null);
    }

    private static Network LoadWeights(string path, string? prefix, NetworkShape shape)
    {
        var layers = WeightsFile.Load(path, prefix);
        var sizes = layers.Select(layer => layer.Outputs).Prepend(layers[0].Inputs).ToArray();
        if (!shape.Sizes.AsSpan().SequenceEqual(sizes))
        {
            throw new UserErrorException(
                $"{path}: has the layer sizes {string.Join('-', sizes)} and the experiment {string.Join('-', shape.Sizes)}; change its hidden layers");
        }
        var network = new Network(shape, new float[shape.ParameterCount]);
        foreach (var (layer, read) in shape.Layers.Zip(layers))
        {
            read.Weight.CopyTo(network.Weight(layer));
            read.Bias.CopyTo(network.Bias(layer));
        }
        return network;
    }

    // A plain word is a name, so that a folder called iris does not hide the data set.
    internal static bool IsPath(string source) => source.AsSpan().ContainsAny(".,/\\");

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private ExperimentFile WithPaths(Func<string, string> change) => this with
    {
        Data = IsPath(Data.Source)
            ? Data with { Source = string.Join(',', Data.Source.Split(',').Select(change)) }
            : Data,
        Network = Network.Weights is { } weights ? Network with { Weights = change(weights) } : Network,
    };
}
