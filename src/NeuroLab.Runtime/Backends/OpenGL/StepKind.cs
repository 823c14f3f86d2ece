using System.Text;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>What decides which shader takes a step; what is off has no instruction in it.</summary>
/// <param name="Optimizer">The rule.</param>
/// <param name="Clips">Whether the gradient's length is measured before the update, and bounded.</param>
/// <param name="PullsByL1">Whether L1 is added to the gradient.</param>
/// <param name="LooksAhead">Whether the gradient is that at θ + ρ·g/‖g‖.</param>
internal readonly record struct StepKind(Optimizer Optimizer, bool Clips, bool PullsByL1, bool LooksAhead)
{
    /// <summary>That of some options.</summary>
    public static StepKind Of(TrainingOptions options) => new(
        options.Optimizer, options.Settings.MaxNorm > 0, options.Settings.L1 != 0,
        options.GradientSource == GradientSource.SharpnessAware);

    /// <summary>Passes forward and back.</summary>
    public int Passes => LooksAhead ? 2 : 1;

    /// <summary>The lines before the shader's text.</summary>
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
