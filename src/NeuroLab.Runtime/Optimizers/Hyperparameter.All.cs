namespace NeuroLab.Optimizers;

// The table.
public sealed partial class Hyperparameter
{
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
        Explanation = "η in w ← w − η·g: how far a step goes for each unit of gradient. Too small crawls. Above 2/λ, with λ the sharpest curvature, full-batch descent overshoots the valley by more than it gained and climbs out.",
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

    /// <summary>The initial fraction of the base rate in a linear warm-up.</summary>
    public static readonly Hyperparameter StartFactor = new("start_factor", "f", 1.0 / 3)
    {
        Maximum = 1,
        Slider = (0, 1),
        OutlivesOptimizer = true,
        Label = "Start factor",
        Summary = "Share of the learning rate that a warm-up starts at",
        Explanation = "The share of the learning rate that the first step of a warm-up takes. Adaptive optimizers know little of the gradient's size at first, and steep starts throw weights far away: short steps are safer there.",
    };

    /// <summary>The number of updates of a linear warm-up.</summary>
    public static readonly Hyperparameter TotalIters = Steps("total_iters", 5, "Warm-up steps",
        "Steps until a warm-up has come to the learning rate", "The number of steps after which the warm-up has come to the learning rate.");

    /// <summary>The number of updates between two decays of a step schedule.</summary>
    public static readonly Hyperparameter StepSize = Steps("step_size", 1000, "Drop every",
        "Steps from one drop of the learning rate to the next", "The number of steps after which the learning rate is multiplied by γ, again and again.");

    /// <summary>γ, the factor of a step or exponential schedule.</summary>
    public static readonly Hyperparameter Gamma = new("gamma", "γ", 0.1)
    {
        Maximum = 10,
        Slider = (0.01, 1),
        OutlivesOptimizer = true,
        Summary = "Factor of a drop of the learning rate",
        Explanation = "What the learning rate is multiplied by: at each drop of a step schedule, at every step of an exponential one.",
    };

    /// <summary>The number of updates before the first restart of cosine annealing.</summary>
    public static readonly Hyperparameter T0 = Steps("t_0", 1000, "First period",
        "Steps up to the first restart of a cosine", "T₀: the number of steps in which the learning rate comes down for the first time, before it starts again from above.");

    /// <summary>The growth factor of the periods of cosine annealing.</summary>
    public static readonly Hyperparameter TMult = new("t_mult", "T_mult", 1)
    {
        Minimum = 1,
        Maximum = 100,
        Slider = (1, 4),
        OutlivesOptimizer = true,
        Label = "Period factor",
        Summary = "How many times as long as the last each period of a cosine is",
        Explanation = "After each restart the learning rate takes so many times as long to come down.",
    };

    /// <summary>The minimum rate of cosine annealing.</summary>
    public static readonly Hyperparameter EtaMin = new("eta_min", "η_min", 0)
    {
        Maximum = 1e9,
        Slider = (0, 0.1),
        OutlivesOptimizer = true,
        Label = "Lowest rate",
        Summary = "Learning rate at the end of a cosine's period",
        Explanation = "Where the learning rate has come to when a cosine's period ends.",
    };

    /// <summary>The number of updates of one cycle.</summary>
    public static readonly Hyperparameter TotalSteps = Steps("total_steps", 5000, "Cycle steps",
        "Steps of the one cycle", "The number of steps that the cycle takes, up and down; after it the learning rate stays at its lowest.");

    /// <summary>The fraction of one cycle in which the rate rises.</summary>
    public static readonly Hyperparameter PctStart = new("pct_start", "pct_start", 0.3)
    {
        Maximum = 1,
        Slider = (0, 1),
        OutlivesOptimizer = true,
        Label = "Rising part",
        Summary = "Share of the one cycle in which the learning rate rises",
        Explanation = "The share of the cycle in which the learning rate rises; in the rest it falls.",
    };

    /// <summary>One cycle: maximum rate divided by initial rate.</summary>
    public static readonly Hyperparameter DivFactor = Ratio("div_factor", 25, "Top ÷ first",
        "The one cycle starts at the learning rate divided by this", "How many times lower than at its top the learning rate is when the cycle starts.");

    /// <summary>One cycle: initial rate divided by final rate.</summary>
    public static readonly Hyperparameter FinalDivFactor = Ratio("final_div_factor", 1e4, "First ÷ last",
        "The one cycle ends at its first rate divided by this", "How many times lower than at its start the learning rate is when the cycle ends.");

    /// <summary>c, the fraction of the edge that a schedule keeps to.</summary>
    public static readonly Hyperparameter EdgeShare = new("edge_share", "c", 0.9)
    {
        Maximum = 100,
        Slider = (0.1, 2),
        OutlivesOptimizer = true,
        Label = "Share of the edge",
        Summary = "Learning rate as a share of the one at which steps overshoot",
        Explanation = "c in η = c·edge / λ₁. Below 1 full-batch steps go down along the sharpest direction; above 1 they overshoot there, and the loss rises until the valley is wide enough.",
    };

    /// <summary>
    /// The rate at which steps start to diverge, as last measured; 0 if unknown. Not set by hand: it is part of a run.
    /// </summary>
    public static readonly Hyperparameter EdgeRate = new("edge_rate", "edge / λ₁", 0)
    {
        Maximum = 1e12,
        Slider = (1e-5, 10),
        IsLogarithmic = true,
        Label = "Measured edge",
        Summary = "Learning rate at which steps overshoot, until it is measured; 0 for not known",
        Explanation = "edge / λ₁: the learning rate at which full-batch steps begin to overshoot along the sharpest direction. It is measured while training goes on, and each new value is recorded with its step.",
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
        L1,
        StartFactor,
        TotalIters,
        StepSize,
        Gamma,
        T0,
        TMult,
        EtaMin,
        TotalSteps,
        PctStart,
        DivFactor,
        FinalDivFactor,
        EdgeShare,
        EdgeRate);

    private static Hyperparameter Steps(string name, double standard, string label, string summary, string explanation) => new(name, label, standard)
    {
        Minimum = 1,
        Maximum = 1e9,
        Slider = (1, 1e5),
        IsLogarithmic = true,
        IsInteger = true,
        OutlivesOptimizer = true,
        Label = label,
        Summary = summary,
        Explanation = explanation,
    };

    private static Hyperparameter Ratio(string name, double standard, string label, string summary, string explanation) => new(name, label, standard)
    {
        Minimum = 1,
        Maximum = 1e12,
        Slider = (1, 1e6),
        IsLogarithmic = true,
        OutlivesOptimizer = true,
        Label = label,
        Summary = summary,
        Explanation = explanation,
    };
}
