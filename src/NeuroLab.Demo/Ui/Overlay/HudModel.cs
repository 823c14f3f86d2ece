using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>
/// The data shown by the <see cref="Hud"/>. One instance is reused and its fields are set every frame; strings should
/// be cached. NaN means "none" for numbers that may be absent.
/// </summary>
internal sealed class HudModel
{
    public string DataSet { get; set; } = "";

    /// <summary>For example "2-16-16-1 tanh".</summary>
    public string Network { get; set; } = "";

    public string Optimizer { get; set; } = "";

    public string Backend { get; set; } = "";

    public long Step { get; set; }

    public int StepsPerFrame { get; set; }

    /// <summary>Training loss; NaN and ∞ are displayed as such.</summary>
    public double Loss { get; set; }

    /// <summary>False until the first loss is known.</summary>
    public bool HasLoss { get; set; }

    /// <summary>0…1; NaN for none.</summary>
    public double Accuracy { get; set; } = double.NaN;

    public double TestLoss { get; set; } = double.NaN;

    public double LearningRate { get; set; } = double.NaN;

    public int BatchSize { get; set; }

    public double FramesPerSecond { get; set; }

    /// <summary>Fraction of the weights' path outside the plane, 0…1; NaN for none.</summary>
    public double OffPlane { get; set; } = double.NaN;

    /// <summary>Whether the plane follows the weights by itself.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Loss of the weights minus loss of the surface below them; NaN for none.</summary>
    public double Gap { get; set; } = double.NaN;

    public bool IsPaused { get; set; }

    public bool IsRecording { get; set; }

    /// <summary>Whether training has diverged and not recovered.</summary>
    public bool IsDiverged { get; set; }

    /// <summary>Whether a layer has no living unit: nothing is learnt any more.</summary>
    public bool IsDead { get; set; }

    public bool IsLogHeight { get; set; }

    /// <summary>Fraction of the surface sampled, 0…1; at 1 nothing is shown.</summary>
    public float SamplingProgress { get; set; } = 1;

    /// <summary>
    /// A permanent line above the charts; null or empty for none. For temporary messages use <see cref="Hud.Toast"/>.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>What is being read in the background; null for nothing.</summary>
    public string? Loading { get; set; }

    /// <summary>Fraction read, 0…1.</summary>
    public float LoadingShare { get; set; }

    public bool IsHelpVisible { get; set; }

    /// <summary>Whether the first steps are shown, until the user has done something.</summary>
    public bool AreHintsVisible { get; set; }

    /// <summary>Axis labels, the more important first; cleared and filled by the owner every frame.</summary>
    public List<HudLabel> Labels { get; } = new(64);

    /// <summary>The balls; cleared and filled by the owner every frame.</summary>
    internal List<BallMark> Balls { get; } = new(8);

    /// <summary>The x axis of the charts.</summary>
    public ChartAxis ChartAxis { get; set; }

    /// <summary>Whether no part of the surface is visible.</summary>
    public bool IsSurfaceLost { get; set; }

    /// <summary>
    /// How to switch to a plane that shows more, displayed while most of the path is outside this one: a key and its
    /// action.
    /// </summary>
    public string BetterPlane { get; set; } = "";

    /// <summary>What the surface is of: plane, points and samples; null for nothing.</summary>
    public SurfaceCaption? Caption { get; set; }

    /// <summary>A second surface beside the first; null for none.</summary>
    public HudSecond? Second { get; set; }

    public ColorScale ColorScale { get; } = new();

    /// <summary>Whether the pointer is over the surface.</summary>
    public bool IsHovering { get; set; }

    public double HoverAlpha { get; set; }

    public double HoverBeta { get; set; }

    public double HoverLoss { get; set; }

    /// <summary>The mouse in logical pixels; NaN if it is elsewhere.</summary>
    public float PointerX { get; set; } = float.NaN;

    public float PointerY { get; set; } = float.NaN;

    /// <summary>Time of a monotonic clock in seconds, for toasts.</summary>
    public double Time { get; set; }

    /// <summary>Loss curves: training first, then test or the other runners.</summary>
    public List<ChartSeries> LossSeries { get; } = [];

    public List<ChartSeries> AccuracySeries { get; } = [];

    public List<ChartSeries> GradientNormSeries { get; } = [];

    /// <summary>The rows of the help, in two columns.</summary>
    public List<KeyHint> Keys { get; } = [];

    /// <summary>The hints at the first start; three fit.</summary>
    public List<KeyHint> Hints { get; } = [];

    /// <summary>Whether the loss curve has a logarithmic axis.</summary>
    public bool IsLossLogarithmic { get; set; }
}
