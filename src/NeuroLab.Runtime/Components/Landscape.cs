using System.Numerics;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using NeuroLab.Training;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Components;

/// <summary>The loss over a plane, as a surface that is refined while it is sampled.</summary>
public sealed class Landscape : Behaviour, IVisual
{
    // Fraction of the losses that CutsPeaks keeps within the scale.
    private const float UpperShare = 0.97f;

    /// <summary>Colour of the points that a plane goes through.</summary>
    internal static readonly Vector3 MarkColor = new(0.93f, 0.95f, 0.98f);

    private readonly Trainer _trainer;
    private SurfaceRequest? _request;
    private SampleSet? _sampledOn;
    private readonly Landscape? _first;
    private readonly bool _observes = true;
    private (Plane Plane, int Columns, int Rows, int Samples, int Of, bool IsAround)? _captioned;
    private SurfaceCaption _caption = new("", "");
    private bool _cutsPeaks; // the value used for Scale

    /// <summary>A landscape of a trainer's loss; empty until <see cref="Show(Plane)"/>.</summary>
    public Landscape(Trainer trainer) => _trainer = trainer;

    /// <summary>One beside another, with that one's settings, grid and scale.</summary>
    /// <param name="trainer">Whose data the loss is on.</param>
    /// <param name="first">The other one.</param>
    /// <param name="observes">Whether the trainer reports its projection.</param>
    internal Landscape(Trainer trainer, Landscape first, bool observes)
        : this(trainer) => (_first, _observes) = (first, observes);

    /// <summary>The landscape drawn beside this one, on the same scale; null for none.</summary>
    internal Landscape? Beside { get; set; }

    /// <summary>Whether the caption says that the plane is around the network's own weights, since another one is compared.</summary>
    internal bool IsAroundWeights { get; set; }

    /// <summary>Points along each side; changing it resamples.</summary>
    [Range(9, 257), Tooltip("Points along each side at which the loss is computed. Twice as many show finer folds and take four times as long.")]
    public int Resolution { get; set; } = 65;

    /// <summary>Half the side, in units of the plane's directions; changing it resamples.</summary>
    [Range(0.05, 20, Log = true), Tooltip("How far the surface L(θ* + α·d₁ + β·d₂) reaches: α and β run from −extent to extent.")]
    public double Extent { get; set; } = 1;

    /// <summary>Whether β has its own number of points and extent.</summary>
    [Label("Sides apart"), Tooltip("Gives β its own number of points and its own extent, where the surface is long and narrow.")]
    public bool HasOwnBeta { get; set; }

    /// <summary>Points along β, if it has its own; changing it resamples.</summary>
    [Range(9, 257), Label("Points along β"), ShownWhen(nameof(HasOwnBeta)), Tooltip("Points along β; the resolution above is that along α.")]
    public int BetaResolution { get; set; } = 65;

    /// <summary>Half the side along β, if it has its own; changing it resamples.</summary>
    [Range(0.05, 20, Log = true), Label("Extent of β"), ShownWhen(nameof(HasOwnBeta)), Tooltip("How far the surface reaches along β; the extent above is that of α.")]
    public double BetaExtent { get; set; } = 1;

    /// <summary>
    /// Whether <see cref="Extent"/> grows so that the trails of all runners stay inside, with <see cref="Margin"/>.
    /// </summary>
    [Label("Fit to the path"), Tooltip("Sets the extent so that the trails of all runners are inside, with a margin; it grows while they leave it.")]
    public bool FitsPath { get; set; }

    /// <summary>What is shown beyond the trails if the extent is fitted, as a fraction of their reach.</summary>
    [Range(0.05, 2), Tooltip("How much of the surroundings is shown beyond a path that the extent is fitted to, as a fraction of its reach.")]
    public double Margin { get; set; } = 0.25;

    /// <summary>
    /// Steps after which the plane is moved to the weights again (a normalized one is normalized by them), or, one of the
    /// path so far, fitted to it again; not before its surface is complete. 0 if it stands still.
    /// </summary>
    [Label("Follow every"), Range(0, 10_000), Tooltip("Moves the plane to the weights again after so many steps, or fits one of the path so far to it again, as soon as the surface is complete. 0: the plane stands still.")]
    public int FollowSteps { get; set; }

    /// <summary>Maximum number of training samples that the loss is averaged over; changing it resamples.</summary>
    [Label("Evaluation samples"), Range(16, 65536, Log = true)]
    [Tooltip("How many of the training samples the loss L is averaged over, always the same ones: for the surface, and for the ball's loss on it. All there are give the true loss; fewer are quicker and bend the surface a little. Training does not notice.")]
    public int EvaluationCount
    {
        get => _trainer.EvaluationCount;
        set => _trainer.EvaluationCount = value;
    }

    /// <summary>Whether heights are logarithmic in the loss.</summary>
    [Label("Logarithmic height"), Tooltip("Draws log L in place of L: equal ratios of loss look equally high, so the floor of the valley opens up.")]
    public bool IsLogarithmic { get; set; }

    /// <summary>
    /// Whether the scale excludes the highest 3 % of the losses, so that a high corner does not flatten the valley.
    /// </summary>
    [Label("Cut off peaks"), Tooltip("Ends the scale of heights and colours below the highest 3 % of the surface, which are hatched, so that the valley between towering corners is seen.")]
    public bool CutsPeaks { get; set; }

    /// <summary>
    /// Whether some of the losses shown are below the scale, or above it: their heights and colours are cut off.
    /// </summary>
    [HideInInspector]
    public (bool Low, bool High) IsCut { get; private set; }

    /// <summary>Whether a frame waits until the surface is complete, as in recordings.</summary>
    [HideInInspector]
    public bool WaitsForSurface { get; set; }

    /// <summary>
    /// Losses that the scale spans whatever the surface, so that heights and colours are fixed; null fits the scale.
    /// </summary>
    [HideInInspector]
    public (float Minimum, float Maximum)? FixedRange { get; set; }

    /// <summary>The current plane; null before the first.</summary>
    public Plane? Plane => _request?.Plane;

    /// <summary>The current grid.</summary>
    public SurfaceGrid Grid => _request?.Grid ?? GridOf(1);

    /// <summary>What the surface is of, without where the network stands; the same object until it changes.</summary>
    internal SurfaceCaption? Caption
    {
        get
        {
            if (_request is null)
                return null;
            var now = (_request.Plane, Grid.Columns, Grid.Rows, _trainer.Session.Data.Evaluation.Count, _trainer.Experiment.Train.Count, IsAroundWeights);
            if (_captioned != now)
            {
                _captioned = now;
                _caption = new SurfaceCaption(now.Plane.Description + (IsAroundWeights ? ", around its own weights" : ""), SurfaceCaption.SamplingOf(now.Columns, now.Rows, now.Item4, now.Item5))
                {
                    AxisNames = now.Plane.AxisNames,
                    Marks = now.Plane.Marks,
                };
            }
            return _caption;
        }
    }

    /// <summary>The current losses; NaN if not sampled yet or not finite. A new object whenever they change.</summary>
    public SurfaceSamples Samples { get; private set; } = Unsampled(new(2, 1));

    /// <summary>Maps losses to heights and colours.</summary>
    public HeightScale Scale { get => _first?.Scale ?? field; private set; } = new(0, 1);

    /// <summary>Whether the heights are still those of the plane before, until all of this one's are known.</summary>
    internal bool IsKept { get; private set; }

    /// <summary>Fraction of the points sampled when <see cref="Samples"/> was taken, 0 … 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Starts to sample a plane, and lets the trainer report its projection.</summary>
    public void Show(Plane plane)
    {
        _request?.Dispose();
        var grid = GridOf(plane);
        // The same surface for other data gradually replaces the old one.
        var isSame = _request is { } old && ReferenceEquals(old.Plane, plane) && old.Grid == grid;
        _request = _trainer.Session.Sample(plane, grid);
        _sampledOn = _trainer.Session.Data.Evaluation;
        IsKept = false;
        Progress = 0;
        if (!isSame)
            Samples = Unsampled(grid);
        if (_observes)
            _trainer.Observation = new Observation(Evaluate: true, plane);
    }

    /// <summary>Shows former heights until those of the plane that was just shown are complete.</summary>
    internal void Keep(SurfaceSamples heights) => (Samples, IsKept) = (heights, true);

    /// <summary>The loss at (α, β), bilinear between samples; NaN outside, in holes, and if not sampled yet.</summary>
    public double LossAt(double alpha, double beta) => _request is null ? double.NaN : Samples.LossAt(alpha, beta);

    /// <summary>Samples the surface along a line at equal intervals, ends included.</summary>
    /// <param name="cut">The line.</param>
    /// <param name="losses">Receives the losses; NaN in holes and outside.</param>
    internal void Slice(in SurfaceCut cut, Span<float> losses)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var (alpha, beta) = cut.At(losses.Length > 1 ? i / (double)(losses.Length - 1) : 0);
            losses[i] = (float)LossAt(alpha, beta);
        }
    }

    /// <summary>Whether it is of the network that a trainer trains, so that its weights have a place here.</summary>
    internal bool IsOf(Trainer trainer) => trainer.Experiment.Shape.HasSkips == _trainer.Experiment.Shape.HasSkips;

    /// <summary>Clears the surface and stops sampling.</summary>
    public void Clear()
    {
        _request?.Dispose();
        _request = null;
        Progress = 0;
    }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        if (_request is null)
            return;
        frame.Scale = Scale;
        frame.Surface = Samples;
        var marks = _request.Plane.Marks;
        for (var i = 0; i < marks.Count; i++)
        {
            var (_, alpha, beta) = marks[i];
            var loss = (float)LossAt(alpha, beta);
            frame.Add(new Ball((float)alpha, (float)beta, loss, loss, MarkColor, Selected: false));
        }
    }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        if (_request is null)
            return;
        if (_first is not null)
        {
            WaitsForSurface = _first.WaitsForSurface;
            // A follower is told to observe what its leader does.
            if (_observes && !ReferenceEquals(_trainer.Observation.Plane, _request.Plane))
                _trainer.Observation = new Observation(Evaluate: true, _request.Plane);
        }
        if (Grid != GridOf(_request.Plane) || _sampledOn != _trainer.Session.Data.Evaluation)
            Show(_request.Plane);
        else if (_request is { IsFinished: true, Progress: < 1, Failure: BackendFailureException or OperationCanceledException })
            Resume(_request);
        if (WaitsForSurface && !_request.IsFinished)
            WaitForSurface(_request);
        var isNew = TakeLatest(_request);
        if (_first is null)
            FitScale(isNew);
        else if (isNew)
            _first.FitScale(isNew);
    }

    private SurfaceGrid GridOf(Plane plane) => _first?.Grid ?? GridOf(plane.Reach);

    private SurfaceGrid GridOf(double reach) => HasOwnBeta
        ? SurfaceGrid.Of(new(-Extent * reach, Extent * reach, Resolution), new(-BetaExtent * reach, BetaExtent * reach, BetaResolution))
        : new(Resolution, Extent * reach);

    // A new request's empty samples do not replace the current ones; sampled points do.
    private bool TakeLatest(SurfaceRequest request)
    {
        // In this order: the samples are at least as new as the progress.
        Progress = request.Progress;
        var latest = request.Latest;
        if (Progress == 0 || ReferenceEquals(latest, Samples) || (IsKept && Progress < 1))
            return false;
        IsKept = false;
        Samples = latest;
        return true;
    }

    private static SurfaceSamples Unsampled(SurfaceGrid grid) => new(
        [float.NaN, float.NaN, float.NaN, float.NaN], new(-grid.Extent, grid.Extent, 2), new GridAxis(-grid.BetaExtent, grid.BetaExtent, 2));

    private void FitScale(bool isNew)
    {
        var scale = Scale;
        if (FixedRange is var (low, high))
            scale = new HeightScale(low, high, IsLogarithmic);
        else if (isNew || scale.Logarithmic != IsLogarithmic || _cutsPeaks != CutsPeaks)
            scale = HeightScale.Fit(Samples.Losses, Beside is { } beside ? beside.Samples.Losses : [], IsLogarithmic, CutsPeaks ? UpperShare : 1);
        if (isNew || scale != Scale)
        {
            IsCut = scale.Cuts(Samples.Losses);
            if (Beside is not null && scale.Cuts(Beside.Samples.Losses) is var (low2, high2))
                IsCut = (IsCut.Low || low2, IsCut.High || high2);
        }
        (Scale, _cutsPeaks) = (scale, CutsPeaks);
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => _request?.Dispose();

    // The backend was changed: restarts the sampling, over the existing heights.
    private void Resume(SurfaceRequest stopped) =>
        _request = _trainer.Session.Sample(stopped.Plane, stopped.Grid);

    private void WaitForSurface(SurfaceRequest request)
    {
        while (!request.IsFinished)
        {
            _trainer.Session.Pump(TimeSpan.FromMilliseconds(50));
            if (_trainer.Session.PendingSteps == 0)
                Thread.Sleep(1);
        }
    }
}
