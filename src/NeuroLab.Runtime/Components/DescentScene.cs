using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// The scene of the plugin: a trainer, the landscape of its loss, a ball, and a camera. A host may add its own objects
/// to <see cref="Graph"/>. Not thread-safe.
/// </summary>
public sealed class DescentScene : IDisposable
{
    /// <summary>Number of weight vectors along a descent that a plane is fitted to.</summary>
    internal const int PathPoints = 64;

    private readonly IComputeBackend _backend;
    private readonly List<IVisual> _visuals = [];
    private readonly ExtentFit _extent;
    private long _laidAt;

    /// <summary>
    /// Builds the scene and opens a session on the backend, which the caller keeps owning. Shows no plane yet.
    /// </summary>
    public DescentScene(Experiment experiment, IComputeBackend backend)
    {
        _backend = backend;
        NextPlaneSeed = experiment.Seed;
        Race = Graph.Add("Runners").Add(new Race(backend));
        Trainer = new Trainer(experiment, backend);
        Landscape = new Landscape(Trainer);
        _extent = new ExtentFit(Landscape, Race);
        Places = new PlaceFinder(Race);
        Ball = Race.Join(Trainer, Landscape).Ball;
        Graph.Add("Surface").Add(Landscape);
        Landscape.GameObject.Add(new SlopeArrow(Trainer, Landscape) { Enabled = false });
        Camera = Graph.Add("Camera").Add(new OrbitCamera());
        Landscape.GameObject.Add(new SlopeField(Landscape, Camera) { Enabled = false });
        Cut = Landscape.GameObject.Add(new CutLine(Trainer, Landscape) { Enabled = false });
    }

    /// <summary>The object tree.</summary>
    public Scene Graph { get; } = new();

    /// <summary>All trainers; the first is <see cref="Trainer"/>, shown by <see cref="Ball"/>.</summary>
    public Race Race { get; }

    /// <summary>Trains the network.</summary>
    public Trainer Trainer { get; }

    /// <summary>Shows its loss over a plane.</summary>
    public Landscape Landscape { get; }

    /// <summary>Shows the current weights.</summary>
    public WeightBall Ball { get; }

    /// <summary>The camera.</summary>
    public OrbitCamera Camera { get; }

    /// <summary>A movable cut through the surface, drawn while enabled.</summary>
    internal CutLine Cut { get; }

    /// <summary>The frozen frame of the last tick.</summary>
    public FrameView Frame { get; } = new();

    /// <summary>A second surface beside the landscape; null for none.</summary>
    internal Comparison? Comparison { get; private set; }

    /// <summary>Finds the sets of weights that a plane goes through.</summary>
    internal PlaceFinder Places { get; }

    /// <summary>What computes the same on every machine, on any thread if the scene's backend falls back on the CPU.</summary>
    internal IComputeBackend Processor => (_backend as BackendSwitch)?.Fallback ?? _backend;

    /// <summary>How many steps ahead a plane along the descent is computed for.</summary>
    public int PathSteps { get; set; } = 1000;

    /// <summary>Kind and seed of the current plane; null before the first.</summary>
    public (PlaneKind Kind, ulong Seed)? ShownPlane { get; private set; }

    /// <summary>The seed of the next plane: each random plane differs.</summary>
    public ulong NextPlaneSeed { get; set; }

    /// <summary>
    /// The experiment as it would start with the current settings: the one that the descent ahead is recorded from.
    /// </summary>
    internal Experiment ExperimentAhead => Trainer.Experiment with
    {
        Optimizer = Trainer.Optimizer,
        Settings = Trainer.Settings,
        GradientSource = Trainer.GradientSource,
        Schedule = Trainer.Schedule,
        BatchSize = Trainer.BatchSize,
    };

    /// <summary>Whether the weights were moved by hand: the descent ahead then starts from them. Set by an editor.</summary>
    internal Func<bool> IsMoved { get; set; } = static () => false;

    private Network CurrentNetwork
    {
        get
        {
            var shape = Trainer.Experiment.Shape;
            var weights = new float[shape.ParameterCount];
            Trainer.Session.ReadParameters(weights);
            return new Network(shape, weights);
        }
    }

    /// <summary>
    /// Shows a plane of a kind: through the current weights, or, if it needs a path, along the descent from step 0 or from
    /// where the weights were put, which is trained for it in advance. Blocks until then.
    /// </summary>
    /// <exception cref="UserErrorException">The plane cannot be created; the old one stays.</exception>
    public void Show(PlaneKind kind) =>
        Show(kind, kind.LooksBack ? throw new UserErrorException($"the {kind} plane looks back on a run, and none is kept here; choose the descent plane, which looks ahead")
            : kind.NeedsPath ? (IsMoved() ? ExperimentAhead with { Weights = CurrentNetwork } : ExperimentAhead).RecordTrajectory(_backend, PathSteps, PathPoints) : []);

    /// <summary>The same along a recorded path of <see cref="ExperimentAhead"/>.</summary>
    /// <exception cref="UserErrorException">The plane cannot be created; the old one stays.</exception>
    internal void Show(PlaneKind kind, IReadOnlyList<float[]> path)
    {
        var (pinned, create) = Prepare(kind, path);
        Show(pinned, create());
    }

    /// <summary>
    /// Returns a function that creates such a plane through the current weights, and its kind with its places pinned. Blocks until the steps enqueued so far
    /// are done; the function may be slow, and may be called on any thread if the scene's backend falls back on the
    /// CPU.
    /// </summary>
    internal (PlaneKind Pinned, Func<Plane> Create) Prepare(PlaneKind kind, IReadOnlyList<float[]> path)
    {
        var (session, network) = (Trainer.Session, CurrentNetwork);
        var weights = network.Parameters;
        var gradient = new float[kind.NeedsGradient ? weights.Length : 0];
        if (kind.NeedsGradient)
            session.Evaluate(DataPart.Evaluation, gradient);
        var places = new List<(string, float[])>();
        kind = kind.WithPlaces(place =>
        {
            var (pinned, found) = Places.Find(place);
            places.Add((pinned.Title, found));
            return pinned.Text;
        });
        var context = new PlaneContext(network, NextPlaneSeed, path)
        {
            IsMoved = kind is { NeedsPath: true, LooksBack: false } && IsMoved(),
            Gradient = gradient,
            Places = places,
            Previous = ShownPlane?.Kind.GetType() == kind.GetType() ? Landscape.Plane : null,
        };
        if (kind.Eigenvectors.Count == 0)
            return (kind, () => kind.Create(context));
        // Always on the CPU, so that a replay creates the same plane on any device.
        var (processor, data, options) = (Processor, session.Data, session.Options);
        return (kind, () => kind.Create(context with
        {
            Eigenpairs = NumberedEigenpairs.Find(
                kind.Eigenvectors, processor, context.Network, data, options, (_, _) => ReadProgress.ThrowIfCancelled()),
        }));
    }

    /// <summary>
    /// Returns a function that opens a session for a network beside the run, on the CPU with the current data and options;
    /// any thread may call it and use the session if the scene's backend falls back on the CPU.
    /// </summary>
    internal Func<Network, ITrainingSession> Beside()
    {
        var (processor, data, options) = ((_backend as BackendSwitch)?.Fallback ?? _backend, Trainer.Session.Data, Trainer.Session.Options);
        return network => processor.CreateSession(network, data, options);
    }

    /// <summary>Shows an existing plane, as <see cref="Show(PlaneKind)"/> would with the next seed.</summary>
    public void Show(PlaneKind kind, Plane plane)
    {
        Landscape.Show(plane);
        (ShownPlane, _laidAt) = ((kind, NextPlaneSeed++), Trainer.EnqueuedSteps);
    }

    /// <summary>Moves the plane's origin to the current weights, keeping its directions. Blocks.</summary>
    /// <exception cref="InvalidOperationException">There is no plane.</exception>
    public void Recentre()
    {
        var plane = Landscape.Plane ?? throw new InvalidOperationException("There is no plane to move.");
        var weights = new float[plane.Origin.Length];
        Trainer.Session.ReadParameters(weights);
        Landscape.Show(plane.MovedTo(weights));
        Lay();
    }

    /// <summary>
    /// Lets the plane follow the weights: it is moved to them, or made again around them. The former heights stay until
    /// the new ones are complete. Blocks.
    /// </summary>
    internal void Follow()
    {
        var heights = Landscape.Samples;
        if (ShownPlane is ({ FollowsAnew: true } kind, var seed))
        {
            NextPlaneSeed = seed;
            Show(kind);
        }
        else
            Recentre();
        Landscape.Keep(heights);
    }

    /// <summary>Counts the steps after which the plane follows from here on.</summary>
    internal void Lay() => _laidAt = Trainer.EnqueuedSteps;

    /// <summary>
    /// Adds a runner to the race: the first runner's experiment with another optimizer, and by default with
    /// backpropagation.
    /// </summary>
    /// <exception cref="UserErrorException">There are eight runners already.</exception>
    public Runner AddRunner(
        Optimizer optimizer, OptimizerSettings settings, int? batchSize = null, string? name = null,
        GradientSource? gradient = null, Schedule? schedule = null) =>
        AddRunner(optimizer, settings, batchSize, name, gradient, schedule, skip: null);

    /// <summary>The same, perhaps with skip connections where the first runner has none, or the other way round.</summary>
    internal Runner AddRunner(
        Optimizer optimizer, OptimizerSettings settings, int? batchSize, string? name, GradientSource? gradient, Schedule? schedule, bool? skip)
    {
        var first = Trainer.Experiment;
        var shape = skip is { } has && has != first.Shape.HasSkips
            ? new NetworkShape(first.Shape.Sizes.AsSpan(), first.Shape.Activations.AsSpan(), has) : first.Shape;
        return Race.Add(
            first with
            {
                Shape = shape,
                Weights = first.Weights is { } given && shape != first.Shape ? new Network(shape, given.Parameters) : first.Weights,
                Optimizer = optimizer,
                Settings = settings,
                GradientSource = gradient ?? GradientSource.Backpropagation,
                Schedule = schedule ?? Schedule.Constant,
                BatchSize = batchSize ?? first.BatchSize,
                Run = null, // it trains from the same start
            },
            Landscape, name);
    }

    /// <summary>
    /// Shows the plane of the descent ahead, or, if that diverges, of two random directions. Blocks like
    /// <see cref="Show(PlaneKind)"/>.
    /// </summary>
    public void ShowDescent()
    {
        try
        {
            Show(new DescentPlane());
        }
        catch (UserErrorException)
        {
            Show(new RandomPlane());
        }
    }

    /// <summary>
    /// Replaces the experiment and removes all runners but the first. Shows no plane until the next
    /// <see cref="Show(PlaneKind)"/>.
    /// </summary>
    /// <param name="experiment">The new one.</param>
    /// <param name="data">Its data sets if already loaded; null loads them.</param>
    /// <exception cref="UserErrorException">The experiment is inconsistent; the old one continues.</exception>
    public void Load(Experiment experiment, TrainingData? data = null)
    {
        Trainer.Load(experiment, () =>
        {
            Compare(null);
            Landscape.Clear();
            for (var i = Race.Runners.Count - 1; i > 0; i--)
                Race.Remove(Race.Runners[i]);
        }, data);
        NextPlaneSeed = experiment.Seed;
        ShownPlane = null;
    }

    /// <summary>Replaces what the landscape is compared with; null for nothing.</summary>
    /// <exception cref="UserErrorException">They do not compare; then there is no comparison.</exception>
    internal void Compare(Func<Comparison>? create)
    {
        Comparison?.End();
        Comparison = null;
        Comparison = create?.Invoke();
    }

    /// <summary>Opens another experiment, to be compared with the run.</summary>
    internal Trainer OpenGuest(Experiment experiment, TrainingData data) => new(experiment, _backend, null, data);

    /// <summary>Receives why a comparison ended by itself.</summary>
    internal Action<string>? ComparisonEnded { get; set; }

    /// <summary>Whether the plane is to follow the weights now, by <see cref="Landscape.FollowSteps"/>.</summary>
    internal bool IsFollowDue => Landscape is { FollowSteps: > 0, Plane: not null, Progress: 1 } && Comparison is null or { Landscape.Progress: 1 } && Math.Abs(Trainer.EnqueuedSteps - _laidAt) >= Landscape.FollowSteps;

    /// <summary>Whether an editor moves the plane after the weights, as its edits, in place of the scene.</summary>
    internal bool IsLedByEditor { get; set; }

    /// <summary>Runs one frame and freezes it.</summary>
    public void Tick(double delta)
    {
        // Where the steps are not awaited a frame does not wait for them here either.
        if (!IsLedByEditor && IsFollowDue && Trainer.Session.PendingSteps == 0)
            Follow();
        FollowCompared();
        Graph.Tick(delta);
        _extent.Update();
        ShowThrough(null);
    }

    /// <summary>Freezes the last tick's frame again, seen through a host's camera.</summary>
    /// <param name="camera">Null for the scene's own camera.</param>
    public void ShowThrough(Rendering.Camera? camera)
    {
        Frame.Reset();
        Comparison?.Frame.Reset();
        Graph.Collect(_visuals);
        foreach (var visual in _visuals)
        {
            if ((Comparison is null ? Frame : Comparison.FrameOf(visual, Frame)) is { } frame)
                visual.Show(frame);
        }
        if (camera is { } hosts)
            Frame.Camera = hosts;
        Frame.Freeze();
        Comparison?.Complete(Frame);
    }

    private void FollowCompared()
    {
        try
        {
            Comparison?.Follow();
        }
        catch (UserErrorException error)
        {
            Compare(null);
            ComparisonEnded?.Invoke(error.Message);
        }
    }

    /// <summary>Ends the session and every object.</summary>
    public void Dispose() => Graph.Dispose();
}
