using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Everything the <see cref="Hud"/> shows. One instance is kept and its fields are set every frame; strings
/// should be kept ones. NaN means "none" for numbers that may be absent.</summary>
internal sealed class HudModel
{
    public string DataSet { get; set; } = "";

    /// <summary>As in "2-16-16-1 tanh".</summary>
    public string Network { get; set; } = "";

    public string Optimizer { get; set; } = "";

    public string Backend { get; set; } = "";

    public long Step { get; set; }

    public int StepsPerFrame { get; set; }

    /// <summary>Training loss; NaN and ∞ are shown as such.</summary>
    public double Loss { get; set; }

    /// <summary>False until the first loss is known.</summary>
    public bool HasLoss { get; set; }

    /// <summary>0…1; NaN for none.</summary>
    public double Accuracy { get; set; } = double.NaN;

    public double TestLoss { get; set; } = double.NaN;

    public double LearningRate { get; set; } = double.NaN;

    public int BatchSize { get; set; }

    public double FramesPerSecond { get; set; }

    /// <summary>How much of the weights' way lies outside the plane, 0…1; NaN for none.</summary>
    public double OffPlane { get; set; } = double.NaN;

    /// <summary>Loss of the weights minus loss of the surface below them; NaN for none.</summary>
    public double Gap { get; set; } = double.NaN;

    public bool IsPaused { get; set; }

    public bool IsRecording { get; set; }

    public bool IsDiverged { get; set; }

    public bool IsLogHeight { get; set; }

    /// <summary>How much of the surface is sampled, 0…1; at 1 nothing is shown.</summary>
    public float SamplingProgress { get; set; } = 1;

    /// <summary>A kept line above the charts; null or empty for none. For passing messages there is <see cref="Hud.Toast"/>.</summary>
    public string? Status { get; set; }

    /// <summary>What is being read meanwhile, and how far; null for nothing.</summary>
    public string? Loading { get; set; }

    /// <summary>How much of it is read, 0…1.</summary>
    public float LoadingShare { get; set; }

    public bool IsHelpVisible { get; set; }

    /// <summary>The first steps, until the user has done something.</summary>
    public bool AreHintsVisible { get; set; }

    /// <summary>Axis labels, the more important first; emptied and filled by the owner every frame.</summary>
    public List<HudLabel> Labels { get; } = new(64);

    /// <summary>The balls; emptied and filled by the owner every frame.</summary>
    internal List<BallMark> Balls { get; } = new(8);

    /// <summary>Whether nothing of the surface is in the picture.</summary>
    public bool IsSurfaceLost { get; set; }

    /// <summary>What brings a plane that shows more, said while most of the way lies off this one: a key and what it does.</summary>
    public string BetterPlane { get; set; } = "";

    public ColorScale ColorScale { get; } = new();

    /// <summary>Whether the pointer rests on the surface.</summary>
    public bool IsHovering { get; set; }

    public double HoverAlpha { get; set; }

    public double HoverBeta { get; set; }

    public double HoverLoss { get; set; }

    /// <summary>The mouse in logical pixels; NaN while it is elsewhere.</summary>
    public float PointerX { get; set; } = float.NaN;

    public float PointerY { get; set; } = float.NaN;

    /// <summary>Seconds of a steady clock; drives the toasts.</summary>
    public double Time { get; set; }

    /// <summary>Loss curves: training first, then test or the other runners.</summary>
    public List<ChartSeries> LossSeries { get; } = [];

    public List<ChartSeries> AccuracySeries { get; } = [];

    public List<ChartSeries> GradientNormSeries { get; } = [];

    /// <summary>What the help lists, in two columns.</summary>
    public List<KeyHint> Keys { get; } = [];

    /// <summary>The first steps shown at the first start; three fit.</summary>
    public List<KeyHint> Hints { get; } = [];

    /// <summary>Shows the loss curve on a logarithmic axis.</summary>
    public bool IsLossLogarithmic { get; set; }
}
