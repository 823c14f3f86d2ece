using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;

namespace NeuroLab;

/// <summary>
/// Everything a user can choose, one line each. A line here adds an entry to menus, command line, and conformance
/// tests.
/// </summary>
public static class Catalog
{
    /// <summary>Activations of hidden layers.</summary>
    public static IReadOnlyList<Activation> Activations { get; } =
    [
        new Linear(),
        new Relu(),
        new LeakyRelu(),
        new Elu(),
        new Gelu(),
        new Silu(),
        new Softplus(),
        new Tanh(),
        new Sigmoid(),
    ];

    /// <summary>Losses.</summary>
    public static IReadOnlyList<Loss> Losses { get; } =
    [
        new MeanSquaredError(),
        new SoftmaxCrossEntropy(),
        new BinaryCrossEntropy(),
    ];

    /// <summary>Update rules; the first seven in the order of the keys 1–7.</summary>
    public static IReadOnlyList<Optimizer> Optimizers { get; } =
    [
        new Sgd(),
        new Momentum(),
        new Nesterov(),
        new Adagrad(),
        new RmsProp(),
        new Adam(),
        new AdamW(),
    ];

    /// <summary>Learning-rate schedules.</summary>
    public static IReadOnlyList<Schedule> Schedules { get; } =
    [
        NeuroLab.Optimizers.Schedules.Schedule.Constant,
        new LinearWarmup(),
        new StepDecay(),
        new ExponentialDecay(),
        new CosineRestarts(),
        new OneCycle(),
        new EdgeFollowing(),
    ];

    /// <summary>Ways to compute the gradient of a step.</summary>
    public static IReadOnlyList<GradientSource> GradientSources { get; } =
    [
        GradientSource.Backpropagation,
        GradientSource.FiniteDifferences,
        GradientSource.SharpnessAware,
    ];

    /// <summary>Distributions of initial weights.</summary>
    public static IReadOnlyList<Initializer> Initializers { get; } =
    [
        new PyTorchDefault(),
        new He(),
        new Glorot(),
        new SmallNormal(),
    ];

    /// <summary>Built-in data sets, in the order of the key N.</summary>
    public static IReadOnlyList<DatasetSource> Datasets { get; } =
    [
        new Spirals(),
        new Moons(),
        new Circles(),
        new ExclusiveOr(),
        new Blobs(),
        new Sine(),
        new Digits(),
        new Iris(),
        new Mnist(),
    ];

    /// <summary>Ways to choose the plane of the surface.</summary>
    public static IReadOnlyList<PlaneKind> Planes { get; } =
    [
        new RandomPlane(),
        new DescentPlane(),
        new GradientPlane(),
        new HessianPlane(),
        new PathPlane(),
        new WeightsPlane(),
        new MinimaPlane(),
        new LinePlane(),
    ];

    /// <summary>The activation with a name.</summary>
    /// <param name="name">For example <c>tanh</c>; as on the command line, case and hyphens are ignored.</param>
    /// <exception cref="UserErrorException">There is none; the message suggests the closest name. The same holds for
    /// the methods below.</exception>
    public static Activation Activation(string name) => Find(Activations, name, "activation");

    /// <summary>The activations with names separated by commas: one for all hidden layers, or one for each.</summary>
    internal static Activation[] ActivationList(string names) => [.. names.Split(',', StringSplitOptions.TrimEntries).Select(Activation)];

    /// <summary>The loss with a name, for example <c>mse</c>.</summary>
    public static Loss Loss(string name) => Find(Losses, name, "loss");

    /// <summary>The optimizer with a name, for example <c>adam</c>.</summary>
    public static Optimizer Optimizer(string name) => Find(Optimizers, name, "optimizer");

    /// <summary>The schedule with a name, for example <c>one_cycle</c>.</summary>
    public static Schedule Schedule(string name) => Find(Schedules, name, "schedule");

    /// <summary>The initializer with a name, for example <c>he</c>.</summary>
    public static Initializer Initializer(string name) => Find(Initializers, name, "initializer");

    /// <summary>The data set with a name, for example <c>moons</c>.</summary>
    public static DatasetSource Dataset(string name) => Find(Datasets, name, "data set");

    /// <summary>
    /// The kind of plane with a name, for example <c>descent</c> or, with a variant, <c>hessian:1,3</c>.
    /// </summary>
    public static PlaneKind Plane(string name) => name.Split(':', 2) is [var kind, var choice]
        ? Find(Planes, kind, "plane").Choose(PlaneKind.WordsOf(choice))
        : Find(Planes, name, "plane");

    /// <summary>An entry's title, by default its name, and its description for menus; empty if it has none.</summary>
    internal static (string Title, string Description) Describe(object entry) => entry switch
    {
        Activation activation => (activation.Name, activation.Description),
        Loss loss => (loss.Name, loss.Description),
        Optimizer optimizer => (optimizer.Title, optimizer.Description),
        Schedule schedule => (schedule.Title, schedule.Description),
        Initializer initializer => (initializer.Name, initializer.Description),
        DatasetSource source => (source.Name, source.Description),
        PlaneKind plane => (plane.Name, plane.Description),
        _ => (entry.ToString()!, ""),
    };

    /// <summary>The entry with a name, ignoring case and treating hyphens as underscores.</summary>
    /// <param name="what">The kind of entry for the message: for example <c>optimizer</c>.</param>
    /// <exception cref="UserErrorException">There is none; the message suggests the closest name.</exception>
    internal static T Find<T>(IReadOnlyList<T> entries, string name, string what)
        where T : notnull
    {
        var wanted = name.Trim().Replace('-', '_');
        foreach (var entry in entries)
        {
            if (string.Equals(entry.ToString(), wanted, StringComparison.OrdinalIgnoreCase))
                return entry;
        }
        var names = entries.Select(entry => entry.ToString()!).ToArray();
        throw new UserErrorException(
            $"unknown {what} '{name}'{NearestName.Suggest(wanted, names)}");
    }
}
