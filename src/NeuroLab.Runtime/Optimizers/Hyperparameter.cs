using System.Text;

namespace NeuroLab.Optimizers;

/// <summary>
/// The declaration of a hyperparameter: its names, its range and its meaning. Inspector, command line, experiment files
/// and compute shaders are all generated from <see cref="All"/>; optimizers list the hyperparameters that they read
/// (<see cref="Optimizer.Hyperparameters"/>), which decides where they are shown.
/// </summary>
/// <remarks>A new one is a field and a line in <see cref="All"/>. Values are stored in
/// <see cref="OptimizerSettings"/>.</remarks>
public sealed class Hyperparameter
{
    /// <summary>Maximum number: the size of the settings, and of a step's constants on the GPU.</summary>
    public const int Capacity = 24;

    // Decay rates must be below 1: with 1 the mean would never forget, and Adam's bias correction would divide by 0.
    private const double MaxDecay = 0.9999999;

    /// <summary>η, the step size per unit of gradient.</summary>
    public static readonly Hyperparameter LearningRate = new("learning_rate", "η", 0.01)
    {
        Maximum = 1e9,
        Slider = (1e-5, 10),
        IsLogarithmic = true,
        Label = "Learning rate",
        Summary = "Length of a step per unit of gradient",
        Explanation = "η in w ← w − η·g: how far a step goes for each unit of gradient. Too small crawls; above 2/λ, with λ the sharpest curvature, full-batch descent overshoots the valley by more than it gained and climbs out.",
    };

    /// <summary>μ, the fraction of the last velocity that is kept.</summary>
    public static readonly Hyperparameter Momentum = new("momentum", "μ", 0.9)
    {
        Maximum = MaxDecay,
        Slider = (0, 0.999),
        Label = "Momentum",
        Summary = "Share of the last step that is kept",
        Explanation = "μ in v ← μ·v + g: the share of the last velocity that is kept. Like a heavy ball it carries across small dents and along narrow valleys; steps add up to about η/(1 − μ).",
    };

    /// <summary>β₁, decay of the gradient's running mean (Adam).</summary>
    public static readonly Hyperparameter Beta1 = new("beta1", "β₁", 0.9)
    {
        Maximum = MaxDecay,
        Slider = (0, 0.999),
        Summary = "Decay of the gradient's mean",
        Explanation = "m ← β₁·m + (1 − β₁)·g: how long the running mean of the gradient remembers, about 1/(1 − β₁) steps.",
    };

    /// <summary>β₂, decay of the squared gradient's running mean (Adam); α in RMSprop.</summary>
    public static readonly Hyperparameter Beta2 = new("beta2", "β₂", 0.999)
    {
        Maximum = MaxDecay,
        Slider = (0, 0.9999),
        Summary = "Decay of the squared gradient's mean (PyTorch's alpha in rmsprop)",
        Explanation = "v ← β₂·v + (1 − β₂)·g²: how long the running mean of the squared gradient remembers. Each weight's step is divided by √v, so that steep and flat weights move alike.",
    };

    /// <summary>ε, added to the denominator.</summary>
    public static readonly Hyperparameter Epsilon = new("epsilon", "ε", 1e-8)
    {
        Maximum = 1,
        Slider = (1e-12, 1),
        IsLogarithmic = true,
        Summary = "Added to the denominator",
        Explanation = "Added to √v in the denominator, so that a weight whose gradient vanishes is not divided by nothing. Larger values make the step more like plain descent.",
    };

    /// <summary>λ, added to the gradient as λ·w, or decoupled from it (AdamW).</summary>
    public static readonly Hyperparameter WeightDecay = new("weight_decay", "λ", 0)
    {
        Maximum = 1e6,
        Slider = (0, 1),
        Label = "Weight decay",
        Summary = "Pull of the weights towards zero",
        Explanation = "λ: each step also pulls every weight towards 0, g ← g + λ·w; AdamW instead shrinks the weights directly, w ← w − η·λ·w.",
    };

    /// <summary>h, the displacement of a parameter in finite differences.</summary>
    /// <remarks>At 0.005, truncation and float rounding errors are about equal.</remarks>
    public static readonly Hyperparameter DifferenceStep = new("difference_step", "h", 0.005)
    {
        Minimum = 1e-8,
        Maximum = 10,
        Slider = (1e-4, 1),
        IsLogarithmic = true,
        OutlivesOptimizer = true,
        Label = "Difference step",
        Summary = "How far finite differences move a weight",
        Explanation = "h in g ≈ (L(w + h) − L(w − h)) / 2h, measured for one weight at a time. Too large sees past the slope; too small is lost in the rounding of the loss.",
    };

    /// <summary>ρ, the distance of the look-ahead in sharpness-aware minimization.</summary>
    public static readonly Hyperparameter Rho = new("rho", "ρ", 0.05)
    {
        Maximum = 1e6,
        Slider = (1e-3, 10),
        IsLogarithmic = true,
        OutlivesOptimizer = true,
        Summary = "How far up the slope sharpness-aware minimization looks",
        Explanation = "ρ in w + ρ·g/‖g‖: how far up the slope the second gradient of a step is taken, which is the one that is followed. A narrow valley is steep there, a wide one is not: steps lead to wide ones. 0 is plain descent at twice the cost.",
    };

    /// <summary>Maximum norm of the gradient; 0 for no clipping.</summary>
    public static readonly Hyperparameter MaxNorm = new("max_norm", "max norm", 0)
    {
        Maximum = 1e9,
        Slider = (0, 10),
        OutlivesOptimizer = true,
        Label = "Max norm",
        Summary = "Gradients longer than this are clipped to it (PyTorch's clip_grad_norm_); 0 clips none",
        Explanation = "Where the gradient's length ‖g‖ is above this, the whole gradient is scaled down to it: g ← g·max_norm/‖g‖. One steep place cannot throw the weights far away. 0 clips nothing.",
    };

    /// <summary>L1 regularization: pulls every weight towards zero with the same strength.</summary>
    public static readonly Hyperparameter L1 = new("l1", "L1", 0)
    {
        Maximum = 1e6,
        Slider = (0, 0.1),
        OutlivesOptimizer = true,
        Summary = "Pull of the weights towards zero by the same amount, however small they are",
        Explanation = "The slope of l1·Σ|w|, added to the gradient once it is clipped: g ← g + l1·sign w. Unlike weight decay it pulls small weights as hard as large ones, so that those of no use end about zero.",
    };

    /// <summary>All hyperparameters, in the order of inspector, help and files. Append new ones.</summary>
    public static IReadOnlyList<Hyperparameter> All { get; } = Number(
        LearningRate,
        Momentum,
        Beta1,
        Beta2,
        Epsilon,
        WeightDecay,
        DifferenceStep,
        Rho,
        MaxNorm,
        L1);

    private Hyperparameter(string name, string symbol, double standard)
    {
        (Name, Symbol, Default) = (name, symbol, standard);
        Label = symbol;
        Option = "--" + name.Replace('_', '-');
        var pascal = new StringBuilder(name.Length);
        foreach (var word in name.Split('_'))
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        PropertyName = pascal.ToString();
        JsonName = char.ToLowerInvariant(PropertyName[0]) + PropertyName[1..];
    }

    /// <summary>The name in GLSL, for example <c>learning_rate</c>.</summary>
    public string Name { get; }

    /// <summary>The symbol in formulas, for example η.</summary>
    public string Symbol { get; }

    /// <summary>The name in edits and run logs, for example <c>LearningRate</c>.</summary>
    public string PropertyName { get; }

    /// <summary>The name in experiment files, for example <c>learningRate</c>.</summary>
    public string JsonName { get; }

    /// <summary>The option on the command line, for example <c>--learning-rate</c>.</summary>
    public string Option { get; }

    /// <summary>The index in <see cref="All"/>.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The display name; the symbol by default.</summary>
    public string Label { get; private init; }

    /// <summary>One line for the command line's help, without its default.</summary>
    public required string Summary { get; init; }

    /// <summary>Its meaning, with the formula, for the user.</summary>
    public required string Explanation { get; init; }

    /// <summary>The default value; an optimizer may have another one (<see cref="Optimizer.Defaults"/>).</summary>
    public double Default { get; }

    /// <summary>The minimum accepted by inspector and command line.</summary>
    public double Minimum { get; private init; }

    /// <summary>The maximum accepted by inspector and command line.</summary>
    public required double Maximum { get; init; }

    /// <summary>The range of the slider.</summary>
    public required (double Low, double High) Slider { get; init; }

    /// <summary>Whether the slider is logarithmic.</summary>
    public bool IsLogarithmic { get; private init; }

    /// <summary>
    /// Whether its value is kept when another optimizer is chosen: it does not belong to an optimizer.
    /// </summary>
    internal bool OutlivesOptimizer { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Hyperparameter[] Number(params Hyperparameter[] all)
    {
        if (all.Length > Capacity)
            throw new InvalidOperationException($"{all.Length} hyperparameters; raise {nameof(Capacity)}.");
        for (var i = 0; i < all.Length; i++)
            all[i].Index = i;
        return all;
    }
}
