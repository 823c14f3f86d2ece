namespace NeuroLab.Optimizers;

/// <summary>The settings of one update, with what depends on its number worked out once.</summary>
public readonly struct StepConstants
{
    /// <summary>The constants of update number <paramref name="step"/>, counted from 1.</summary>
    public StepConstants(in OptimizerSettings settings, long step)
    {
        Settings = settings;
        Correction1 = 1 - Math.Pow(settings.Beta1, step);
        Correction2 = 1 - Math.Pow(settings.Beta2, step);
    }

    /// <summary>The settings in force.</summary>
    public OptimizerSettings Settings { get; }

    /// <summary>1 − β₁ᵗ, Adam's bias correction of the first moment.</summary>
    public double Correction1 { get; }

    /// <summary>1 − β₂ᵗ, Adam's bias correction of the second moment.</summary>
    public double Correction2 { get; }
}
