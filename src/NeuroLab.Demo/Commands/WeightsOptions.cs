using System.CommandLine;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>The options of the verbs that examine given weights on given data.</summary>
internal sealed class WeightsOptions
{
    private readonly Option<string> _weights =
        OptionKinds.Text("--weights", "W.safetensors", $"The network, of dense layers: a {WeightsFormat.Known} file").Required();

    private readonly Option<string?> _prefix = CreatePrefix();
    private readonly Option<Activation[]?> _activation = CreateActivation();
    private readonly Option<bool> _skip = OptionKinds.Flag(
        "--skip", "Hidden layers as wide as the one before add their input to their output, where the weights do not say it themselves");

    private readonly Option<LossChoice> _loss = CreateLoss();
    private readonly Option<ulong> _seed = OptionKinds.Seed();
    private readonly Option<string> _backend = BackendFactory.CreateOption();
    private readonly DataOptions _data = new();

    /// <summary>The activation where none is given.</summary>
    public static Activation UsualActivation { get; } = new Relu();

    public static Option<Activation[]?> CreateActivation() => OptionKinds.Create(
        "--activation", "NAME,…",
        $"Function behind all hidden layers, or one for each (tanh,relu): {string.Join(", ", Catalog.Activations)} [default: the one saved with the weights, else {UsualActivation}]",
        text => (Activation[]?)Catalog.ActivationList(text));

    /// <summary>The activations given by the user; null if there are none: a missing array option is empty.</summary>
    public static Activation[]? Given(ParseResult parse, Option<Activation[]?> activation) =>
        parse.GetResult(activation) is null ? null : parse.GetValue(activation);

    public static Option<string?> CreatePrefix() => OptionKinds.Create(
        "--prefix", "TEXT", "What the weights' names start with, where a file holds several networks: ema. or model.; '' for no prefix; or the layers in their order: fc_in,fc_mid,fc_out", text => (string?)text);

    public static Option<LossChoice> CreateLoss() => OptionKinds.Create(
        "--loss", "NAME", $"What is minimized: auto (by the targets), {string.Join(", ", Catalog.Losses)} [default: auto]",
        text => new LossChoice(text == "auto" ? null : Catalog.Loss(text)));

    /// <summary>The files of a verb that takes several networks; null for one, by <c>--weights</c>.</summary>
    public Argument<string[]>? Files { get; init; }

    public void AddTo(Command command)
    {
        if (Files is null)
            command.Add(_weights);
        else
            command.Add(Files);
        command.Add(_prefix);
        _data.AddTo(command);
        command.Add(_activation);
        command.Add(_skip);
        command.Add(_loss);
        command.Add(_seed);
        command.Add(_backend);
    }

    public ulong Seed(ParseResult parse) => parse.GetValue(_seed);

    /// <summary>Opens the backend given by <c>--backend</c>.</summary>
    public IComputeBackend OpenBackend(ParseResult parse, CommandContext context) =>
        BackendFactory.Create(parse.GetValue(_backend)!, context);

    /// <summary>Reads weights and data and matches them.</summary>
    /// <exception cref="Numerics.UserErrorException">A file is damaged, or they do not match.</exception>
    public (NetworkFile Weights, Loss Loss, Dataset Train, Dataset? Test) Load(ParseResult parse) =>
        LoadData(parse, Load(parse, parse.GetRequiredValue(_weights)));

    /// <summary>Reads another network, and the data for it.</summary>
    /// <exception cref="Numerics.UserErrorException">A file is damaged, or they do not match.</exception>
    public (NetworkFile Weights, Loss Loss, Dataset Train) LoadOther(ParseResult parse, string path)
    {
        var (weights, loss, train, _) = LoadData(parse, Load(parse, path));
        return (weights, loss, train);
    }

    /// <summary>Reads several networks of one shape and activation, and the data, and matches them.</summary>
    /// <exception cref="Numerics.UserErrorException">A file is damaged, or they do not match.</exception>
    public (NetworkFile[] Weights, Loss Loss, Dataset Train, Dataset? Test) LoadAll(ParseResult parse)
    {
        var paths = parse.GetRequiredValue(Files!);
        var first = Load(parse, paths[0]);
        NetworkFile[] all = [first, .. paths[1..].Select(path => NetworkFile.Load(path, [.. first.Network.Shape.Activations], parse.GetValue(_prefix), first.Network.Shape.HasSkips))];
        foreach (var each in all)
            first.RequireAlike(each);
        var (_, loss, train, test) = LoadData(parse, first);
        return (all, loss, train, test);
    }

    private NetworkFile Load(ParseResult parse, string path) => NetworkFile.Load(path, Given(parse, _activation), parse.GetValue(_prefix), parse.GetValue(_skip));

    private (NetworkFile Weights, Loss Loss, Dataset Train, Dataset? Test) LoadData(ParseResult parse, NetworkFile weights)
    {
        var (train, test) = _data.Load(parse, Seed(parse));
        var loss = parse.GetValue(_loss).Named ?? TargetReading.DefaultLoss(train, weights);
        weights.RequireLoss(loss);
        if (test is not null)
            return (weights, loss, Fit(train), Fit(test));
        return (weights, loss, _data.Split(Fit(train), testShare: null, Seed(parse), parse, weights).Train, null);

        Dataset Fit(Dataset data)
        {
            var name = _data.NameIn(parse);
            return TargetReading.Fit(TargetReading.Read(data, name, loss), name, loss, weights);
        }
    }

    /// <summary>A session without training, whose training and evaluation sets are the given data.</summary>
    public static ITrainingSession Open(IComputeBackend backend, Network network, Loss loss, Dataset data, Dataset? test = null)
    {
        var optimizer = new Sgd();
        return backend.CreateSession(
            network, TrainingData.Create(data, test, loss, data.Count, 0),
            new TrainingOptions(loss, optimizer, optimizer.Defaults, 0, 0));
    }
}
