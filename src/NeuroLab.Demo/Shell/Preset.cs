using NeuroLab.Activations;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>A prepared experiment that shows one thing, one line each in <see cref="All"/>.</summary>
/// <param name="Name">Its name on the command line and in files.</param>
/// <param name="Title">Its title in menus.</param>
/// <param name="Words">What is seen, and what it does not prove.</param>
/// <param name="Make">Creates its experiment from a seed.</param>
internal sealed record Preset(string Name, string Title, IReadOnlyList<string> Words, Func<ulong, ExperimentFile> Make)
{
    /// <summary>The range of <see cref="Depth"/>.</summary>
    public const int MinDepth = 2, MaxDepth = 56;

    private static readonly string[] OfSkips =
    [
        "Both networks have the same layers and batches; the right one adds each hidden layer's input to its output.",
        "Around the deep plain network the loss rises in ragged walls, around the other in a smooth bowl, on one scale; with two layers they look alike.",
        "A plane shows two random directions of thousands: it proves nothing about the others, nor that its shape is why one network learns more easily.",
    ];

    /// <summary>All of them, in the order of the menu.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("skip", "Depth 24, with and without skip connections", OfSkips, seed => WithSkips(24, 24, stepsPerFrame: 2, follow: 50, seed)) { Depth = 24 },
        new("skip56", "Depth 56, with and without skip connections", OfSkips, seed => WithSkips(56, 16, stepsPerFrame: 1, follow: 100, seed)) { Depth = 56 },
    ];

    /// <summary>The number of hidden layers, which can be changed; 0 if it is not about depth.</summary>
    public int Depth { get; init; }

    /// <summary>The one of a name.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static Preset Find(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new UserErrorException($"unknown preset '{name}'; there are: {string.Join(", ", All.Select(preset => preset.Name))}");

    /// <summary>The one that an experiment came from; null for none.</summary>
    public static Preset? Of(ExperimentFile file)
    {
        // Asked in every frame: without an object for it.
        for (var i = 0; i < All.Count && file.Preset is not null; i++)
        {
            if (All[i].Name == file.Preset)
                return All[i];
        }
        return null;
    }

    /// <summary>Its experiment.</summary>
    public ExperimentFile Create(ulong seed) => Make(seed) with { Preset = Name };

    // Both planes are made again around the weights as they move, as far as the surfaces can keep up. With more than 50
    // cells along a side a surface is drawn without a finer mesh between its points: two are, in each frame.
    private static ExperimentFile WithSkips(int depth, int width, int stepsPerFrame, int follow, ulong seed)
    {
        var training = new TrainingSection(LearningRate: 0.001, StepsPerFrame: stepsPerFrame);
        return new ExperimentFile
        {
            Version = ExperimentFile.CurrentVersion,
            Data = new("spirals"),
            Network = new([.. Enumerable.Repeat(width, depth)], new Relu().Name, new He().Name),
            Training = training,
            Runners = [training with { Skip = true }],
            Seed = seed,
            Plane = new(new RandomPlane().Name, seed, Logarithmic: true, Resolution: 53) { Beside = 2, Follow = follow },
        };
    }
}
