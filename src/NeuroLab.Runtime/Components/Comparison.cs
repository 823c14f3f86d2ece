using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using NeuroLab.Training;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Components;

/// <summary>
/// A second surface beside the scene's, on the same grid and scale and for the same camera: of weights that stand still, of
/// a runner, or of another experiment, which trains along. It has the same kind of plane with the same seed, around its own
/// weights. It is a view of a run and no part of it: neither logged nor saved.
/// </summary>
internal sealed class Comparison
{
    // Per frame, to come where the run has jumped to.
    private const int MinGuestSteps = 16;

    private readonly DescentScene _scene;
    private readonly GameObject _object;
    private readonly Trainer? _trainer; // whose weights it shows live
    private readonly float[]? _weights;
    private readonly bool _isGuest, _isFixed;
    private readonly Title _firstTitle, _title;
    private readonly WeightBall? _ball;
    private Plane? _first;
    private SurfaceSamples? _minuend, _subtrahend;
    private SurfaceSamples _difference = new(new float[4], 2, 2, 1);
    private HeightScale _differenceScale = new(-1, 1);
    private long _begun; // the run's step at which a guest is at its own start

    private Comparison(DescentScene scene, Title first, Title second, Trainer? trainer, float[]? weights, Plane? plane = null)
    {
        (_scene, _firstTitle, _title, _trainer, _weights, _isFixed) = (scene, first, second, trainer, weights, plane is not null);
        _isGuest = trainer is not null && second.Runner is null;
        _object = scene.Graph.Add("Compared");
        if (_isGuest)
        {
            _object.Add(trainer!);
            trainer!.IsPlaying = false;
        }
        _begun = scene.Trainer.EnqueuedSteps;
        Landscape = _object.Add(new Landscape(trainer ?? scene.Trainer, scene.Landscape, observes: trainer is not null));
        if (trainer is not null)
            _ball = _object.Add(new WeightBall(trainer, Landscape) { ShowsGhosts = false, Color = second.Runner?.Ball.Color ?? Race.Palette[1] });
        scene.Landscape.Beside = Landscape;
        scene.Landscape.IsAroundWeights = Landscape.IsAroundWeights = !_isFixed;
        _first = scene.Landscape.Plane;
        try
        {
            Landscape.Show(plane ?? CreatePlane());
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>What the first surface is called beside this one.</summary>
    public string FirstTitle => _firstTitle.Text;

    /// <summary>What this one is called.</summary>
    public string SecondTitle => _title.Text;

    /// <summary>The second surface.</summary>
    public Landscape Landscape { get; }

    /// <summary>Whether <see cref="Frame"/> shows the second surface minus the first, in place of both.</summary>
    public bool ShowsDifference { get; set; }

    /// <summary>The frozen frame of the last tick: the second surface, or the difference.</summary>
    public FrameView Frame { get; } = new();

    /// <summary>The runner that it is of; null for none.</summary>
    public Runner? Runner => _title.Runner;

    /// <summary>The trainer whose weights it shows live; null if they stand still.</summary>
    public Trainer? Trainer => _trainer;

    /// <summary>Whether it is around weights: of one network, at the plane's middle.</summary>
    public bool HasWeights => !_isFixed;

    /// <summary>Whether heights of a kind of plane compare: it needs nothing of a run but the weights.</summary>
    public static bool Takes(PlaneKind kind) => kind is { NeedsPath: false, NeedsGradient: false, Eigenvectors.Count: 0, Places.Count: 0 };

    /// <summary>Of weights that stand still, [parameters].</summary>
    /// <exception cref="UserErrorException">The scene's plane needs more than weights.</exception>
    public static Comparison Of(DescentScene scene, string title, float[] weights) => new(scene, new(scene.Race.Runners[0]), new(title), null, weights);

    /// <summary>Of a runner.</summary>
    /// <inheritdoc cref="Of(DescentScene, string, float[])"/>
    public static Comparison Of(DescentScene scene, Runner runner) => new(scene, new(scene.Race.Runners[0]), new(runner), runner.Trainer, null);

    /// <summary>Of another experiment, which trains along from here on.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="title">What to call it.</param>
    /// <param name="trainer">Its trainer, which is owned from now on.</param>
    /// <inheritdoc cref="Of(DescentScene, string, float[])"/>
    public static Comparison Of(DescentScene scene, string title, Trainer trainer) => new(scene, new(scene.Race.Runners[0]), new(title), trainer, null);

    /// <summary>Of the same network over another plane.</summary>
    public static Comparison Of(DescentScene scene, string firstTitle, string title, Plane plane) => new(scene, new(firstTitle), new(title), null, null, plane);

    /// <summary>Follows the scene's plane, and its steps. Call before a tick.</summary>
    /// <exception cref="UserErrorException">It cannot, and is over.</exception>
    public void Follow()
    {
        if (_title.Runner is { } runner && !IsRacing(runner))
            throw new UserErrorException($"the comparison is over: {SecondTitle} has left the race");
        if (_scene.Landscape.Plane is { } first && !ReferenceEquals(first, _first))
        {
            var (isMoved, heights) = (ReferenceEquals(first.First, _first?.First), Landscape.Samples);
            _first = first;
            if (!isMoved)
                Landscape.Show(CreatePlane());
            else if (_trainer is not null)
                Landscape.Show(Landscape.Plane!.MovedTo(Current()));
            if (_scene.Landscape.IsKept)
                Landscape.Keep(heights);
        }
        if (!_isGuest)
            return;
        LeadGuest(_scene.Trainer, _trainer!);
    }

    // As many steps as the run has taken since; where that goes back in time, as many again from the guest's start. Some
    // per frame: no frame waits for them, unless it waits for the run's too.
    private void LeadGuest(Trainer leader, Trainer guest)
    {
        _begun = Math.Min(_begun, leader.EnqueuedSteps);
        var goal = leader.EnqueuedSteps - _begun;
        guest.WaitsForSteps = leader.WaitsForSteps;
        if (goal < guest.EnqueuedSteps)
            guest.Restart();
        var steps = leader.WaitsForSteps ? goal : Math.Max(leader.StepsPerFrame, MinGuestSteps);
        if (goal > guest.EnqueuedSteps && (leader.WaitsForSteps || guest.Session.PendingSteps < steps))
            guest.TrainTo(Math.Min(goal, guest.EnqueuedSteps + steps));
    }

    /// <summary>The frame that a visual belongs to; null for none.</summary>
    public FrameView? FrameOf(IVisual visual, FrameView main) =>
        !ReferenceEquals(visual, Landscape) && !ReferenceEquals(visual, _ball) ? main : ShowsDifference ? null : Frame;

    /// <summary>Completes the frame, with the look of the first, and freezes it.</summary>
    public void Complete(FrameView first)
    {
        (Frame.Camera, Frame.Theme, Frame.ColorMap) = (first.Camera, first.Theme, first.ColorMap);
        (Frame.Contours, Frame.ShowsFloor, Frame.ShowsGrid) = (first.Contours, first.ShowsFloor, first.ShowsGrid);
        if (ShowsDifference)
            ShowDifference();
        Frame.Freeze();
    }

    /// <summary>Removes it from the scene.</summary>
    public void End()
    {
        _scene.Landscape.Beside = null;
        _scene.Landscape.IsAroundWeights = false;
        _object.Destroy();
        if (_title.Runner is not { } runner)
            return;
        // On the first plane it has not been seen since.
        _trainer!.Observation = _scene.Trainer.Observation;
        runner.Ball.Break();
    }

    private bool IsRacing(Runner runner)
    {
        for (var i = 0; i < _scene.Race.Runners.Count; i++)
        {
            if (ReferenceEquals(_scene.Race.Runners[i], runner))
                return true;
        }
        return false;
    }

    private Plane CreatePlane()
    {
        var (kind, seed) = _scene.ShownPlane ?? throw new UserErrorException("there is no plane to compare on");
        var weights = Current();
        if (_isFixed || !Takes(kind))
            throw new UserErrorException($"the comparison is over: the {kind} plane belongs to one run");
        var plane = kind.Create(new PlaneContext(new Network((_trainer ?? _scene.Trainer).Experiment.Shape, weights), seed, []));
        if (plane.Description != _scene.Landscape.Plane!.Description)
            throw new UserErrorException("the comparison is over: the plane has changed");
        var at = plane.Project(weights);
        return _trainer is not null ? plane : new Plane(plane.Origin, plane.First, plane.Second, plane.Description)
        {
            AxisNames = plane.AxisNames,
            HasOwnUnits = plane.HasOwnUnits,
            Reach = plane.Reach,
            Marks = [(SecondTitle, at.Alpha, at.Beta)],
        };
    }

    private float[] Current()
    {
        if (_trainer is null)
            return [.. _weights ?? []];
        var weights = new float[_trainer.Experiment.Shape.ParameterCount];
        _trainer.Session.ReadParameters(weights);
        return weights;
    }

    private void ShowDifference()
    {
        var (second, first) = (Landscape.Samples, _scene.Landscape.Samples);
        if (second.Losses.Length != first.Losses.Length)
            return;
        if (!ReferenceEquals(second, _minuend) || !ReferenceEquals(first, _subtrahend))
        {
            (_minuend, _subtrahend) = (second, first);
            _difference = first.To(second);
            _differenceScale = HeightScale.FitDifference(_difference.Losses);
        }
        (Frame.Surface, Frame.Scale, Frame.ColorMap) = (_difference, _differenceScale, ColorMap.Diverging);
    }

    // A runner's tells what distinguishes it, which may change.
    private sealed class Title(string text)
    {
        private (string Runner, int Batch) _of;

        public Title(Runner runner)
            : this("") => Runner = runner;

        public Runner? Runner { get; }

        public string Text
        {
            get
            {
                if (Runner is not { Trainer: var trainer, Title: var name })
                    return text;
                var batch = trainer.BatchSize == 0 ? trainer.Experiment.Train.Count : trainer.BatchSize;
                if (_of != (name, batch))
                    (_of, text) = ((name, batch), FormattableString.Invariant($"{name}, batch {batch}"));
                return text;
            }
        }
    }
}
