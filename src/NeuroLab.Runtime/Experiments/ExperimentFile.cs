using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Files;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>
/// A complete experiment as one readable JSON file: data, network, optimizer, seed, plane, camera and runners. Missing
/// members have their defaults. Paths are relative to the file.
/// </summary>
public sealed record ExperimentFile
{
    /// <summary>The version written, and the highest one read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The format version.</summary>
    [JsonPropertyName("neurolab")]
    public required int Version { get; init; }

    /// <summary>The data.</summary>
    public DataSection Data { get; init; } = new();

    /// <summary>The network.</summary>
    public NetworkSection Network { get; init; } = new();

    /// <summary>The training settings of the first runner.</summary>
    public TrainingSection Training { get; init; } = new();

    /// <summary>The loss; null for the default of the data.</summary>
    public string? Loss { get; init; }

    /// <summary>Seed of data, weights and batches.</summary>
    public ulong Seed { get; init; }

    /// <summary>The plane and the surface.</summary>
    public PlaneSection Plane { get; init; } = new();

    /// <summary>The camera pose; null for the default.</summary>
    public CameraSection? Camera { get; init; }

    /// <summary>The bookmarks, by number from 1 to 9; null for none.</summary>
    public IReadOnlyDictionary<int, CameraSection>? Bookmarks { get; init; }

    /// <summary>A host's recording settings, preserved unread; null for none.</summary>
    public JsonElement? Recording { get; init; }

    /// <summary>The name that a host knows it by as one of its prepared experiments; null for none.</summary>
    [JsonInclude]
    internal string? Preset { get; init; }

    /// <summary>Further runners of the race, each a <see cref="TrainingSection"/>.</summary>
    public IReadOnlyList<TrainingSection> Runners { get; init; } = [];

    /// <summary>
    /// The data: a name in the catalogue, or a path with its reading options. Without a <paramref name="Reading"/> the
    /// file was written before those options existed, and is read as it was then.
    /// </summary>
    public sealed record DataSection(
        string Source = "spirals", string[]? Targets = null, int? Count = null, double? Noise = null,
        double? TestShare = null, string[]? Points = null, string[]? Classes = null, DatasetFileOptions? Reading = null)
    {
        /// <summary>A user's file, with its reading options.</summary>
        public static DataSection Of(string path, DatasetFileOptions options, double? testShare) =>
            new(path, options.Targets, TestShare: testShare,
                Reading: options with { Targets = null, Standardize = DatasetFile.Standardizes(path, options) ? true : null });

        /// <summary>Painted points, stored in the file: x, y and class, one per line.</summary>
        public static DataSection Painted(Dataset data) =>
            new(PlanePoints.Name, Points: PlanePoints.ToLines(data), Classes: data.ClassNames);
    }

    /// <summary>
    /// The network: hidden layers, or weights to start from. The activation is one name, or, separated by commas, one for
    /// each hidden layer.
    /// </summary>
    public sealed record NetworkSection(
        int[]? Hidden = null, string Activation = "tanh", string Initializer = "pytorch", string? Weights = null,
        int EvaluationSamples = 512, string? Prefix = null)
    {
        /// <summary>Whether hidden layers of equal width are connected by skips.</summary>
        [JsonInclude]
        internal bool Skip { get; init; }

        /// <summary>The folder of another program's run whose checkpoints are the steps; null for none.</summary>
        [JsonInclude]
        internal string? Run { get; init; }
    }

    /// <summary>The plane and its surface; a null seed means the experiment's seed.</summary>
    public sealed record PlaneSection(
        string Kind = "descent", ulong? Seed = null, int Steps = 1000, double Extent = 1, int Resolution = 65,
        bool Logarithmic = false, bool CutPeaks = false)
    {
        /// <summary>Steps after which the plane follows the weights; null if it stands still.</summary>
        [JsonInclude]
        internal int? Follow { get; init; }

        /// <summary>The number, from 2, of the runner whose own surface stands beside the first one's; null for none.</summary>
        [JsonInclude]
        internal int? Beside { get; init; }

        /// <summary>Points along β, if it has its own number of them and its own extent; null if the surface is a square.</summary>
        [JsonInclude]
        internal int? BetaResolution { get; init; }

        /// <summary>Half the side along β, likewise.</summary>
        [JsonInclude]
        internal double? BetaExtent { get; init; }

        /// <summary>The margin around the path that the extent is fitted to; null if it is not.</summary>
        [JsonInclude]
        internal double? FitMargin { get; init; }
    }

    /// <summary>The camera: target, angles in radians, distance.</summary>
    public sealed record CameraSection(float[] Target, float Yaw, float Pitch, float Distance, bool Top = false);

    /// <summary>Describes an experiment, with default plane and camera.</summary>
    /// <param name="experiment">Its weights must be random, or come from the file <paramref name="weights"/>.</param>
    /// <param name="data">The source of its data.</param>
    /// <param name="weights">The file of its weights; null if they are random.</param>
    /// <param name="prefix">Prefix of the tensors' names in that file; null for a file with one network.</param>
    public static ExperimentFile Of(Experiment experiment, DataSection data, string? weights = null, string? prefix = null) => new()
    {
        Version = CurrentVersion,
        Data = data,
        Network = new NetworkSection(
            [.. experiment.Shape.Sizes.AsSpan()[1..^1]], experiment.Shape.ActivationNames, experiment.Initializer.Name,
            weights, experiment.EvaluationCount, prefix)
        { Skip = experiment.Shape.HasSkips, Run = experiment.Run?.Folder },
        Training = TrainingSection.Of(RunnerSpec.Of("", experiment), stepsPerFrame: 4),
        Loss = experiment.Loss.Name,
        Seed = experiment.Seed,
    };

    /// <summary>Reads a file. Blocks.</summary>
    /// <exception cref="UserErrorException">It is missing, not an experiment, or of a newer version.</exception>
    public static ExperimentFile Load(string path) =>
        Parse(UserFile.ReadAllBytes(path), path).WithPaths(relative => Path.Combine(FolderOf(path), relative));

    /// <summary>Writes the file atomically. Blocks.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="replaces">Whether a file that is not an experiment may be replaced.</param>
    /// <exception cref="UserErrorException">It cannot be written, or another kind of file has that name.</exception>
    public void Save(string path, bool replaces = false)
    {
        var text = WithPaths(full => Path.GetRelativePath(FolderOf(path), full)).ToJson(isIndented: true);
        OutputFile.Replace(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n")), OwnMark.OfExperiments, replaces);
    }

    /// <summary>The file's text.</summary>
    public string ToJson(bool isIndented = false) => JsonSerializer.Serialize(
        this, isIndented ? ExperimentJson.Indented.ExperimentFile : ExperimentJson.Line.ExperimentFile);

    /// <summary>Parses the text of a file.</summary>
    /// <param name="name">Prefix of error messages.</param>
    /// <exception cref="UserErrorException">It is not an experiment, or of a newer version.</exception>
    public static ExperimentFile Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, ExperimentJson.Line.ExperimentFile);
            if (file is null || file.Version < 1)
                throw new UserErrorException($"{name}: not an experiment file; choose one that this program saved");
            if (file.Version > CurrentVersion)
            {
                throw new UserErrorException(
                    $"{name}: was saved by a newer version (format {file.Version}, this one reads up to {CurrentVersion}); update the program");
            }
            // Members missing in the file are null here, whatever their type says.
            file = file with
            {
                Data = file.Data ?? new(),
                Network = file.Network ?? new(),
                Training = file.Training ?? new(),
                Plane = file.Plane ?? new(),
                Runners = file.Runners ?? [],
            };
            file.RequireKnownNames(name);
            return file;
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $" line {line + 1}" : "";
            var member = error.Data[TrainingSectionConverter.Member] is { } unknown ? $".{unknown}" : "";
            var at = error.Path is { Length: > 1 } found ? $" at {found[2..]}{member}" : "";
            throw new UserErrorException(
                $"{name}:{place}{at}: not a valid experiment file; correct that place or save it again", error);
        }
    }

    private void RequireKnownNames(string name)
    {
        try
        {
            Catalog.ActivationList(Network.Activation);
            Catalog.Initializer(Network.Initializer);
            Catalog.Plane(Plane.Kind);
            if (Loss is not null)
                Catalog.Loss(Loss);
            foreach (var training in Runners.Prepend(Training))
                training.ToSpec("");
        }
        catch (UserErrorException error)
        {
            throw new UserErrorException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>Reads data and weights and creates the experiment. Blocks.</summary>
    /// <exception cref="UserErrorException">A name is unknown, a file is damaged, or the settings are
    /// inconsistent.</exception>
    /// <param name="data">The file's data if already loaded; null loads it.</param>
    public Experiment CreateExperiment(DatasetSplit? data = null)
    {
        var (train, test) = data is null ? LoadData() : (data.Train, data.Test);
        var loss = Loss is null ? Experiment.DefaultLoss(train) : Catalog.Loss(Loss);
        var activations = Catalog.ActivationList(Network.Activation);
        var shape = Experiment.ShapeFor(train, loss, Network.Hidden ?? [16, 16], activations, Network.Skip);
        var spec = Training.ToSpec("");
        var run = Network.Run is { } folder ? RecordedRun.Open(folder, Network.Prefix) : null;
        return new Experiment
        {
            Train = train,
            Test = test,
            Shape = shape,
            Loss = loss,
            Optimizer = spec.Optimizer,
            Settings = spec.Settings,
            GradientSource = spec.GradientSource,
            Schedule = spec.Schedule,
            BatchSize = spec.BatchSize,
            Seed = Seed,
            Initializer = Catalog.Initializer(Network.Initializer),
            Run = run,
            Weights = (Network.Weights ?? run?.Checkpoints[0].Path) is { } weights
                ? StoredNetwork.Load(weights, Network.Prefix, shape, "change its hidden layers") : null,
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
        if (Data.Reading?.Standardize != true) // a file that does not say so is older than that
            return DatasetFile.Split(all, Data.TestShare, Seed, standardizes: false);
        var known = Network.Weights is { } path ? WeightsFile.StandardizationOf(WeightsFormat.Load(path).Metadata, path) : null;
        return DatasetFile.Split(all, Data.TestShare, Seed, standardizes: true, known);
    }

    // A plain word is a data set's name, even if there is a folder called iris.
    internal static bool IsPath(string source) => source.AsSpan().ContainsAny(".,/\\");

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private ExperimentFile WithPaths(Func<string, string> change) => this with
    {
        Data = IsPath(Data.Source)
            ? Data with { Source = string.Join(',', Data.Source.Split(',').Select(change)) }
            : Data,
        Network = Network with
        {
            Weights = Network.Weights is { } weights ? change(weights) : null,
            Run = Network.Run is { } run ? change(run) : null,
        },
        Plane = Plane with { Kind = Catalog.Plane(Plane.Kind).WithPlaces(place => place.Path is { } path ? change(path) : place.Text).Name },
    };
}
