using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

// The settings a person turns while it trains, as the inspector shows them.
public sealed partial class Trainer
{
    /// <summary>The rule for the step. A new one starts with its default settings and empty state.</summary>
    [Header("Optimizer"), Choice(typeof(Catalog), nameof(Catalog.Optimizers)), Replayed]
    [Tooltip("How a gradient g becomes a step of the weights w. Plain descent takes w ← w − η·g; the others remember earlier gradients and steer by them.")]
    public Optimizer Optimizer
    {
        get => Session.Options.Optimizer;
        set
        {
            if (value != Optimizer)
                Session.Options = Session.Options with { Optimizer = value, Settings = value.Defaults };
        }
    }

    /// <summary>η</summary>
    [Range(1e-5, 10, Log = true), Replayed]
    [Tooltip("η in w ← w − η·g: how far a step goes for each unit of gradient. Too small crawls; above 2/λ, with λ the sharpest curvature, full-batch descent overshoots the valley by more than it gained and climbs out.")]
    public double LearningRate
    {
        get => Settings.LearningRate;
        set => Settings = Settings with { LearningRate = value };
    }

    /// <summary>μ</summary>
    [Range(0, 0.999), Replayed, ShownWhen(nameof(UsesMomentum))]
    [Tooltip("μ in v ← μ·v + g: the share of the last velocity that is kept. Like a heavy ball it carries across small dents and along narrow valleys; steps add up to about η/(1 − μ).")]
    public double Momentum
    {
        get => Settings.Momentum;
        set => Settings = Settings with { Momentum = value };
    }

    /// <summary>β₁</summary>
    [Range(0, 0.999), Replayed, Label("β₁"), ShownWhen(nameof(UsesBeta1))]
    [Tooltip("m ← β₁·m + (1 − β₁)·g: how long the running mean of the gradient remembers, about 1/(1 − β₁) steps.")]
    public double Beta1
    {
        get => Settings.Beta1;
        set => Settings = Settings with { Beta1 = value };
    }

    /// <summary>β₂</summary>
    [Range(0, 0.9999), Replayed, Label("β₂"), ShownWhen(nameof(UsesBeta2))]
    [Tooltip("v ← β₂·v + (1 − β₂)·g²: how long the running mean of the squared gradient remembers. Each weight's step is divided by √v, so that steep and flat weights move alike.")]
    public double Beta2
    {
        get => Settings.Beta2;
        set => Settings = Settings with { Beta2 = value };
    }

    /// <summary>ε</summary>
    [Range(1e-12, 1, Log = true), Replayed, Label("ε"), ShownWhen(nameof(UsesEpsilon))]
    [Tooltip("Added to √v in the denominator, so that a weight whose gradient vanishes is not divided by nothing. Larger values make the step more like plain descent.")]
    public double Epsilon
    {
        get => Settings.Epsilon;
        set => Settings = Settings with { Epsilon = value };
    }

    /// <summary>λ</summary>
    [Range(0, 1), Replayed]
    [Tooltip("λ: each step also pulls every weight towards 0, g ← g + λ·w; AdamW instead shrinks the weights directly, w ← w − η·λ·w.")]
    public double WeightDecay
    {
        get => Settings.WeightDecay;
        set => Settings = Settings with { WeightDecay = value };
    }

    /// <summary>Samples per step; 0 takes the full training set.</summary>
    [Header("Training"), Range(0, 4096), Replayed]
    [Tooltip("How many samples a step averages its gradient over; 0 takes all of them. Small batches are quick and noisy, and the noise, about 1/√batch, can shake the weights out of a poor valley.")]
    public int BatchSize
    {
        get => Session.Options.BatchSize;
        set => Session.Options = Session.Options with { BatchSize = value };
    }

    /// <summary>The optimizer's numbers.</summary>
    public OptimizerSettings Settings
    {
        get => Session.Options.Settings;
        set => Session.Options = Session.Options with { Settings = value };
    }

    /// <summary>How it trains.</summary>
    public TrainingOptions Options => Session.Options;

    // The formula itself tells which numbers it reads.

    /// <summary>Whether the optimizer reads μ.</summary>
    public bool UsesMomentum => Optimizer.Glsl.Contains("momentum", StringComparison.Ordinal);

    /// <summary>Whether the optimizer reads β₁.</summary>
    public bool UsesBeta1 => Optimizer.Glsl.Contains("beta1", StringComparison.Ordinal);

    /// <summary>Whether the optimizer reads β₂.</summary>
    public bool UsesBeta2 => Optimizer.Glsl.Contains("beta2", StringComparison.Ordinal);

    /// <summary>Whether the optimizer reads ε.</summary>
    public bool UsesEpsilon => Optimizer.Glsl.Contains("epsilon", StringComparison.Ordinal);
}
