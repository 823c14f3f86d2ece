using System.CommandLine;
using System.Globalization;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.App;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;
using NetworkSketch = NeuroLab.Demo.Shell.NetworkSketch;
using Preset = NeuroLab.Demo.Shell.Preset;
using StartSettings = NeuroLab.Demo.Shell.StartSettings;

namespace NeuroLab.Demo.Commands;

/// <summary>The options that define a run; they are bound to an <see cref="Experiment"/>.</summary>
internal sealed class ExperimentOptions
{
    private readonly Option<string?> _file = OptionKinds.Create(
        "--experiment", "FILE.json", "Take all of it from a file that was saved here, in place of the options that follow",
        text => (string?)text);

    private readonly Option<Preset?> _preset = OptionKinds.Preset();
    private readonly bool _takesFile;
    private readonly bool _isForWatching;
    private string? _namedFile, _namedWeights, _namedRun;
    private RunDescription _description = new();
    private NetworkFile? _given;
    private double? _share;
    private readonly List<Option> _options = [];

    // Larger batches are the full training set anyway.
    private const int MaxBatch = 1 << 30;

    private readonly DataOptions _data;
    private readonly Option<double?> _testShare = OptionKinds.OptionalNumber(
        "--test-share", "Share of a file's samples to keep for testing [default: 0.2; with --weights 0, except in the app]", 0, 0.99);

    private readonly Option<int[]?> _layers = OptionKinds.Create<int[]?>(
        "--layers", "N,…|none", "Units of each hidden layer [default: those of --weights, else 16,16 for two inputs, 32 below 100, 64 above]", OptionKinds.ReadLayers);

    private readonly Option<Activation[]?> _activation = WeightsOptions.CreateActivation();
    private readonly Option<bool> _skip = OptionKinds.Flag(
        "--skip", "Skip connections between hidden layers of equal width: h + f(W·h + b), with the variance of their first weights divided by the number of such layers");

    private readonly Option<LossChoice> _loss = WeightsOptions.CreateLoss();
    private readonly Option<string> _optimizer = OptionKinds.Create(
        "--optimizer", "NAME", $"Rule for the step: {string.Join(", ", Catalog.Optimizers)}", ReadOptimizer).Default(new Adam().Name);

    private readonly Option<GradientSource?> _gradient = OptionKinds.Create(
        "--gradient", "NAME",
        $"Where a step's gradient comes from: {string.Join(", ", Catalog.GradientSources)} [default: {GradientSource.Backpropagation}]",
        text => (GradientSource?)Catalog.Find(Catalog.GradientSources, text, "gradient source"));

    private readonly Option<Schedule?> _schedule = OptionKinds.Create(
        "--schedule", "NAME",
        $"How the learning rate changes from step to step: {string.Join(", ", Catalog.Schedules)} [default: {Schedule.Constant}]",
        text => (Schedule?)Catalog.Schedule(text));

    private readonly Dictionary<Hyperparameter, Option<double?>> _settings = Hyperparameter.All.ToDictionary(
        each => each, each => OptionKinds.OptionalNumber(each.Option, $"{each.Summary}{HyperparameterText.ReadersOf(each)} [default: {HyperparameterText.DefaultsOf(each)}]", each.Minimum, each.Maximum));

    private readonly Option<int> _batch = OptionKinds.Create(
        "--batch", "N|full", "Samples per step",
        text => text == "full" ? 0 : OptionKinds.ReadWhole(text, 1, MaxBatch)).Default(32);

    private readonly Option<Initializer> _initializer =
        OptionKinds.Choice("--init", "initializer", "Distribution of the first weights", Catalog.Initializers)
            .Default(new PyTorchDefault());

    private readonly Option<string?> _weights = OptionKinds.Create(
        "--weights", "W.safetensors", $"Start from these weights, of dense layers: a {WeightsFormat.Known} file", text => (string?)text);

    private readonly Option<string?> _run = OptionKinds.Create(
        "--run", "FOLDER", $"Take the steps from the checkpoints of another program's run, such as FOLDER/step-000100.safetensors, with what it says of itself in {RunDescription.Name}", text => (string?)text);

    private readonly Option<string?> _prefix = WeightsOptions.CreatePrefix();
    private readonly Option<ulong> _seed = OptionKinds.Seed();
    private readonly Option<string> _backend = BackendFactory.CreateOption();

    /// <param name="takesFile">Whether <c>--experiment</c> may replace the others.</param>
    /// <param name="isForWatching">Whether missing options have the values of the data's <see cref="StartSettings"/>, instead
    /// of the defaults for training; and a part of a file is held out for testing.</param>
    public ExperimentOptions(bool takesFile = false, bool isForWatching = false)
    {
        (_takesFile, _isForWatching) = (takesFile, isForWatching);
        _data = new DataOptions(isRequired: !takesFile);
        // As in PyTorch.
        _settings[Hyperparameter.LearningRate].Aliases.Add("--lr");
    }

    /// <summary>
    /// Uses a file given without an option according to its content: an experiment, weights, or data.
    /// </summary>
    /// <exception cref="UserErrorException">It is none of these, or cannot be read.</exception>
    public void Use(string path)
    {
        if (path.EndsWith(".nlrun", StringComparison.OrdinalIgnoreCase))
            throw new UserErrorException($"{path}: is the log of a run; see it again with neurolab replay {path}");
        if (Directory.Exists(path))
            _namedRun = path;
        else if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            _namedFile = path;
        else if (File.Exists(path) && !DatasetFile.IsTable(path) && WeightsFormat.IsWeights(path))
            _namedWeights = path;
        else
            _data.Named = path;
    }

    public void AddTo(Command command)
    {
        foreach (var whole in _takesFile ? (Option[])[_file, _preset] : [])
            command.Add(whole);
        _options.AddRange(
        [
            .. _data.Options, _testShare, _layers, _activation, _skip, _loss, _optimizer, .. _settings.Values, _gradient, _schedule, _batch,
            _initializer, _weights, _run, _prefix, _seed,
        ]);
        foreach (var option in _options)
            command.Add(option);
        command.Add(_backend);
    }

    /// <summary>The experiment with its file: the one given, or one created from the options.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or the options are inconsistent.</exception>
    public (Experiment Experiment, ExperimentFile File) BindFile(ParseResult parse)
    {
        if (_namedFile is not null && parse.GetValue(_file) is not null)
            throw new UserErrorException($"--experiment: {_namedFile} is an experiment too; give one of them");
        if ((_namedFile ?? parse.GetValue(_file)) is { } path)
        {
            if (parse.GetValue(_preset) is not null)
                throw new UserErrorException($"--experiment: {path} says what --preset would; leave --preset out");
            RequireAlone(parse, $"--experiment: {path}", _ => false);
            var file = ExperimentFile.Load(path);
            return (file.CreateExperiment(), file);
        }
        if (parse.GetValue(_preset) is { } preset)
        {
            RequireAlone(parse, $"--preset: {preset.Name}", option => option == _seed);
            var file = preset.Create(parse.GetValue(_seed));
            return (file.CreateExperiment(), file);
        }
        Describe(parse);
        if (_isForWatching && WeightsPath(parse) is null && !_data.IsGiven(parse))
            _data.Named = new AppOptions().Dataset;
        if (!_data.IsGiven(parse))
            throw new UserErrorException(WeightsPath(parse) is { } alone
                ? $"{alone}: holds weights; name the data to see their loss on with --data"
                : "nothing to train on; give --data, or a saved run with --experiment");
        var experiment = Bind(parse);
        var weights = WeightsPath(parse) is { } from ? Path.GetFullPath(from) : null;
        var made = ExperimentFile.Of(experiment, _data.Section(parse, _share, _given), weights, parse.GetValue(_prefix) ?? _description.Prefix);
        return (experiment, _isForWatching ? AsWatched(made, experiment) : made);
    }

    private void RequireAlone(ParseResult parse, string source, Func<Option, bool> isFree)
    {
        if (_options.Find(option => IsGiven(parse, option) && !isFree(option)) is { } other)
            throw new UserErrorException($"{source} says what {other.Name} would; leave {other.Name} out");
        if ((_data.Named ?? _namedWeights ?? _namedRun) is { } named)
            throw new UserErrorException($"{source} says what {named} would; leave one of them out");
    }

    // Speed and plane as in the app for such data. Given weights get a random plane: no descent leads to them.
    private static ExperimentFile AsWatched(ExperimentFile made, Experiment experiment)
    {
        if (experiment.Run is { } run) // seen in about ten seconds
            return made with { Training = made.Training with { StepsPerFrame = (int)Math.Clamp(run.LastStep / 300, 1, 1024) } };
        var preset = StartSettings.FileOf(new DatasetSplit(experiment.Train, experiment.Test ?? experiment.Train), made.Data, made.Seed);
        return made with
        {
            Plane = experiment.Weights is null ? preset.Plane : preset.Plane with { Kind = new RandomPlane().Name },
            Training = made.Training with { StepsPerFrame = preset.Training.StepsPerFrame },
        };
    }

    // What the run says of itself counts where the user says nothing.
    private void Describe(ParseResult parse)
    {
        if (RunPath(parse) is not { } folder)
            return;
        if (WeightsPath(parse) is not null)
            throw new UserErrorException("--run starts from its own first checkpoint; leave --weights out");
        _description = RunDescription.Load(folder);
        if (_data.IsGiven(parse))
            return;
        if (_description.Data is not null && _description.Reading.Count > 0)
            _data.Described = TableOptions.Of(_description, Path.Combine(folder, RunDescription.Name));
        _data.Named = _description.Data ?? throw new UserErrorException(
            $"{folder}: holds the checkpoints of a run; name the data to see their loss on with --data, or in {RunDescription.Name}");
    }

    /// <summary>
    /// What the app asks: the network or run given without data, or a run whose activation nothing says, and the other
    /// options; null if nothing is left open. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">A file is damaged.</exception>
    public (NetworkSketch Network, string Options)? Question(ParseResult parse)
    {
        if ((RunPath(parse) ?? WeightsPath(parse)) is not { } path || FilePath(parse) is not null)
            return null;
        if (_data.IsGiven(parse) && (WeightsPath(parse) is not null || IsGiven(parse, _activation)))
            return null;
        var network = NetworkSketch.Of(path, parse.GetValue(_prefix));
        if ((_data.IsGiven(parse) || network.Data is not null) && (IsGiven(parse, _activation) || !network.LacksActivation))
            return null;
        var given = _options.Where(option => option != _weights && option != _run && IsGiven(parse, option))
            .SelectMany(option => parse.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name));
        if (_data.Named is { } data)
            given = given.Prepend(data).Prepend("--data");
        return (network, string.Join(' ', given.Select(word => word.Contains(' ') ? $"\"{word}\"" : word)));
    }

    private string? RunPath(ParseResult parse) => _namedRun is not null && parse.GetValue(_run) is not null
        ? throw new UserErrorException($"--run: {_namedRun} is a run too; give one of them")
        : _namedRun ?? parse.GetValue(_run);

    /// <summary>Whether the user gave a file, data, or any other option of the run.</summary>
    public bool IsAnyGiven(ParseResult parse) => _namedFile is not null || _namedWeights is not null || _namedRun is not null || _data.Named is not null
        || IsGiven(parse, _file) || IsGiven(parse, _preset) || _options.Any(option => option != _seed && IsGiven(parse, option));

    /// <summary>The experiment file given by the user; null for none.</summary>
    public string? FilePath(ParseResult parse) => _namedFile ?? parse.GetValue(_file);

    /// <summary>The weights given by the user; null for none.</summary>
    public string? WeightsPath(ParseResult parse)
    {
        if (_namedWeights is not null && parse.GetValue(_weights) is not null)
            throw new UserErrorException($"--weights: {_namedWeights} holds weights too; give one of them");
        return _namedWeights ?? parse.GetValue(_weights);
    }

    /// <summary>The seed.</summary>
    public ulong Seed(ParseResult parse) => parse.GetValue(_seed);

    /// <summary>How the initial weights were interpreted; null before <see cref="Bind"/> and without any.</summary>
    public WeightsReading? Weights { get; private set; }

    /// <summary>One line about what was left unread of a run's description; null for none.</summary>
    public string? Remark => _description.Remark;

    /// <summary>The value of <c>--backend</c>.</summary>
    public string Backend(ParseResult parse) => parse.GetRequiredValue(_backend);

    /// <summary>Reads data and weights and creates the experiment.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or the options are inconsistent.</exception>
    public Experiment Bind(ParseResult parse)
    {
        var seed = parse.GetValue(_seed);
        if (WeightsPath(parse) is null && RunPath(parse) is null && parse.GetValue(_prefix) is not null)
            throw new UserErrorException("--prefix says which weights of a file; name the file with --weights");
        var prefix = parse.GetValue(_prefix) ?? _description.Prefix;
        var run = RunPath(parse) is { } folder ? RecordedRun.Open(Path.GetFullPath(folder), prefix) : null;
        var given = WeightsOptions.Given(parse, _activation) ?? (_description.Activation is { } names ? Catalog.ActivationList(names) : null);
        var weights = (WeightsPath(parse) ?? run?.Checkpoints[0].Path) is { } path
            ? NetworkFile.Load(path, given, prefix, _description.Skip || parse.GetValue(_skip)) : null;
        (_given, Weights) = (weights, weights?.Reading);
        // A missing array option is empty, not null.
        var layers = parse.GetResult(_layers) is null ? null : parse.GetValue(_layers);
        RequireLayers(weights, layers);
        var (train, test, loss) = LoadData(parse, seed, weights);
        var activations = WeightsOptions.Given(parse, _activation) ?? [_isForWatching ? StartSettings.For(train).Activation : WeightsOptions.UsualActivation];
        var shape = weights?.Network.Shape
            ?? Experiment.ShapeFor(train, loss, layers ?? StartSettings.For(train).Hidden, activations, parse.GetValue(_skip));
        var watched = _isForWatching ? StartSettings.For(train).CreateExperiment(new DatasetSplit(train, test ?? train), seed) : null;
        var spec = watched is not null && !IsGiven(parse, _optimizer) ? Spec(parse, watched) : Spec(parse);
        return (watched ?? new Experiment { Train = train, Shape = shape, Loss = loss, Optimizer = spec.Optimizer, Settings = spec.Settings }) with
        {
            Train = train,
            Test = test,
            Shape = shape,
            Loss = loss,
            Optimizer = spec.Optimizer,
            Settings = spec.Settings,
            GradientSource = spec.GradientSource,
            Schedule = spec.Schedule,
            BatchSize = watched is not null && !IsGiven(parse, _batch) ? watched.BatchSize : spec.BatchSize,
            Seed = seed,
            Initializer = parse.GetRequiredValue(_initializer),
            Weights = weights?.Network,
            Run = run,
        };
    }

    private (Dataset Train, Dataset? Test, Loss Loss) LoadData(ParseResult parse, ulong seed, NetworkFile? weights)
    {
        var name = _data.NameIn(parse);
        var (train, test) = _data.Load(parse, seed);
        var loss = parse.GetValue(_loss).Named
            ?? (_description.Loss is { } said ? Catalog.Loss(said) : TargetReading.DefaultLoss(train, weights));
        weights?.RequireLoss(loss);
        train = Fit(train);
        _share = parse.GetValue(_testShare) ?? UsualShare(parse, train.Count);
        if (test is null)
            (train, test) = _data.Split(train, _share, seed, parse, weights);
        else if (_share is not null)
            throw new UserErrorException($"--test-share: {name} comes with its own test set; leave --test-share out");
        else
            test = Fit(test);
        return (train, test, loss);

        Dataset Fit(Dataset data)
        {
            var read = TargetReading.Read(data, name, loss);
            return weights is null ? read : TargetReading.Fit(read, name, loss, weights);
        }
    }

    private static bool IsGiven(ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };

    // Part of a file is held out for testing, unless given weights are compared on it.
    private double? UsualShare(ParseResult parse, int samples) =>
        samples > 1 && _data.IsOwnFile(parse) && RunPath(parse) is null && (_isForWatching || WeightsPath(parse) is null) ? StartSettings.TestShare : null;

    // The optimizer of an experiment, with the given hyperparameters replaced.
    private RunnerSpec Spec(ParseResult parse, Experiment watched)
    {
        var schedule = parse.GetValue(_schedule) ?? watched.Schedule;
        var settings = Hyperparameter.All.Aggregate(schedule.DefaultsOn(watched.Settings), (settings, each) =>
            parse.GetValue(_settings[each]) is { } value ? settings.With(each, value) : settings);
        return new RunnerSpec("", watched.Optimizer, settings, watched.BatchSize)
        {
            GradientSource = parse.GetValue(_gradient) ?? watched.GradientSource,
            Schedule = schedule,
        };
    }

    // Through a section, which knows the names of earlier versions.
    private RunnerSpec Spec(ParseResult parse)
    {
        var given = Hyperparameter.All.Where(each => parse.GetValue(_settings[each]) is not null)
            .ToDictionary(each => each, each => parse.GetValue(_settings[each])!.Value);
        return new TrainingSection(
            parse.GetRequiredValue(_optimizer), parse.GetValue(_settings[Hyperparameter.LearningRate]),
            parse.GetValue(_batch), Gradient: parse.GetValue(_gradient)?.Name)
        { Others = given, Schedule = parse.GetValue(_schedule)?.Name }.ToSpec("");
    }

    private static void RequireLayers(NetworkFile? weights, int[]? layers)
    {
        if (weights is null || layers is null)
            return;
        var sizes = weights.Network.Shape.Sizes;
        if (!sizes.AsSpan()[1..^1].SequenceEqual(layers))
            throw new UserErrorException(
                $"--layers: {weights.Path} has the layer sizes {NetworkFile.Sizes(weights.Network.Shape)}; leave --layers out");
    }

    private static string ReadOptimizer(string text) =>
        LegacyNames.IsNaivePerturbation(text) ? text : Catalog.Optimizer(text).Name;
}
