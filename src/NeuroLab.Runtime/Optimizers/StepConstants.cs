namespace NeuroLab.Optimizers;

/// <summary>
/// The constants of one update, for both devices: the settings, and values derived from them and from the update's
/// number, computed once. <see cref="Names"/> and <see cref="CopyTo"/> lay them out for the compute shaders.
/// </summary>
public readonly struct StepConstants
{
    /// <summary>Maximum number.</summary>
    public const int Capacity = Hyperparameter.Capacity + 6;

    // The derived constants by their GLSL names.
    private static readonly (string Name, Func<StepConstants, double> Value)[] Derived =
    [
        ("one_minus_beta1", constants => constants.OneMinusBeta1),
        ("one_minus_beta2", constants => constants.OneMinusBeta2),
        ("shrink", constants => constants.Shrink),
        ("corrected_rate", constants => constants.CorrectedRate),
        ("inverse_sqrt_correction2", constants => constants.InverseSqrtCorrection2),
    ];

    /// <summary>The constants of update number <paramref name="step"/>, from 1.</summary>
    public StepConstants(in OptimizerSettings settings, long step)
    {
        Settings = settings;
        Correction1 = 1 - Math.Pow(settings.Beta1, step);
        Correction2 = 1 - Math.Pow(settings.Beta2, step);
    }

    /// <summary>
    /// All names available to an optimizer's GLSL: the hyperparameters', then the derived constants'.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Hyperparameter.All.Select(hyperparameter => hyperparameter.Name), .. Derived.Select(derived => derived.Name)];

    /// <summary>The current settings.</summary>
    public OptimizerSettings Settings { get; }

    /// <summary>1 − β₁ᵗ, Adam's bias correction of the first moment.</summary>
    public double Correction1 { get; }

    /// <summary>1 − β₂ᵗ, Adam's bias correction of the second moment.</summary>
    public double Correction2 { get; }

    /// <summary>1 − β₁</summary>
    public double OneMinusBeta1 => 1 - Settings.Beta1;

    /// <summary>1 − β₂</summary>
    public double OneMinusBeta2 => 1 - Settings.Beta2;

    /// <summary>1 − η·λ, AdamW's decoupled decay</summary>
    public double Shrink => 1 - Settings.LearningRate * Settings.WeightDecay;

    /// <summary>η / (1 − β₁ᵗ)</summary>
    public double CorrectedRate => Settings.LearningRate / Correction1;

    /// <summary>1 / √(1 − β₂ᵗ)</summary>
    public double InverseSqrtCorrection2 => 1 / Math.Sqrt(Correction2);

    /// <summary>Rounds each constant to float once, in the order of <see cref="Names"/>.</summary>
    public void CopyTo(Span<float> constants)
    {
        // No enumerator: a steady frame allocates nothing.
        var all = Hyperparameter.All;
        for (var i = 0; i < all.Count; i++)
            constants[i] = (float)Settings[all[i]];
        for (var i = 0; i < Derived.Length; i++)
            constants[all.Count + i] = (float)Derived[i].Value(this);
    }
}
