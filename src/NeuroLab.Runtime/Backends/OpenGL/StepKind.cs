using System.Text;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The shader variant of a training step; features that are off have no instructions in it.</summary>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Clips">Whether the gradient's norm is computed before the update, and clipped.</param>
/// <param name="PullsByL1">Whether L1 is added to the gradient.</param>
/// <param name="LooksAhead">Whether the gradient is taken at θ + ρ·g/‖g‖.</param>
internal readonly record struct StepKind(Optimizer Optimizer, bool Clips, bool PullsByL1, bool LooksAhead)
{
    /// <summary>The variant for some options.</summary>
    public static StepKind Of(TrainingOptions options) => new(
        options.Optimizer, options.Settings.MaxNorm > 0, options.Settings.L1 != 0,
        options.GradientSource == GradientSource.SharpnessAware);

    /// <summary>Number of forward and backward passes.</summary>
    public int Passes => LooksAhead ? 2 : 1;

    /// <summary>Defines before the shader's text.</summary>
    public string Defines
    {
        get
        {
            var text = new StringBuilder();
            if (Clips)
                text.Append("#define CLIPS\n");
            if (PullsByL1)
                text.Append("#define PULLS_BY_L1\n");
            if (LooksAhead)
                text.Append("#define LOOKS_AHEAD\n");
            return text.ToString();
        }
    }
}
