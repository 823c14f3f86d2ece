using NeuroLab.Curvature;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// Tracks the largest eigenvalues of the loss' Hessian during training, and the edge of stability of its optimizer.
/// Disabled by default; costs nothing then.
/// </summary>
internal sealed class SharpnessTracker : Behaviour
{
    // Fraction of the edge: λ₁ oscillates around it once it is there, which is not another crossing.
    private const double WellBelow = 0.5;

    // Of the rate at the edge.
    private const double SmallChange = 0.01;

    private readonly Trainer _trainer;
    private readonly Race _race;
    private int _count = 3, _seen;
    private bool _isBeyond;

    /// <summary>Tracks a trainer of a race.</summary>
    public SharpnessTracker(Trainer trainer, Race race)
    {
        (_trainer, _race) = (trainer, race);
        Enabled = false;
    }

    /// <summary>Number of eigenvalues.</summary>
    [Range(1, LiveSpectrum.MaxCount), Label("Eigenvalues")]
    [Tooltip("How many of the largest eigenvalues λ of the loss' Hessian are followed: how sharply the loss bends along its steepest directions. More take more of the time.")]
    public int Count
    {
        get => _count;
        set => _count = Math.Clamp(value, 1, LiveSpectrum.MaxCount);
    }

    /// <summary>The spectrum so far; for an adaptive optimizer that of P^-½·H·P^-½, which its edge refers to.</summary>
    [HideInInspector]
    public LiveSpectrum Spectrum { get; } = new(isPreconditioned: true);

    /// <summary>λ₁ if this is enabled and λ₁ known; otherwise NaN.</summary>
    public double Sharpness => IsActiveAndEnabled ? Spectrum.Known(0) : double.NaN;

    /// <summary>
    /// The base rate at which the rate in force has λ₁ as its edge of stability: with full batches, steps at a higher
    /// one grow along the sharpest direction. NaN if there is no edge, or λ₁ is unknown or not positive.
    /// </summary>
    public double CriticalRate =>
        Sharpness > 0 ? _trainer.LearningRate * Spectrum.RateAtEdge / Spectrum.RateInForce : double.NaN;

    /// <summary>Number of times that λ₁ has reached the edge from well below.</summary>
    [HideInInspector]
    public int Crossings { get; private set; }

    /// <inheritdoc/>
    protected override void OnDisable() => Spectrum.Clear();

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        // A Hessian of weights that are not finite tells nothing; a loss that is only high has one.
        if (_trainer.HasDiverged && !double.IsFinite(_trainer.Status.Loss))
            return;
        if ((_trainer.Leader ?? _trainer).WaitsForSteps)
            Settle();
        else
        {
            Spectrum.Count = Count;
            Spectrum.Advance(_trainer.Session);
        }
        var (value, edge) = (Spectrum.Known(0), Spectrum.Edge);
        if (_isBeyond ? value < WellBelow * edge : value >= edge)
            Crossings += (_isBeyond = !_isBeyond) ? 1 : 0;
        if (_trainer.Schedule.FollowsEdge && _seen != Spectrum.Version)
            FollowEdge();
    }

    /// <summary>Tracks up to the current weights, however long that takes: for recordings and replays. Blocks.</summary>
    internal void Settle()
    {
        Spectrum.Count = Count;
        Spectrum.Settle(_trainer.Session);
    }

    // Each new value is a change of the run: small ones are left out.
    private void FollowEdge()
    {
        _seen = Spectrum.Version;
        var (rate, former) = (Spectrum.RateAtEdge, _trainer.Settings[Hyperparameter.EdgeRate]);
        if (!(rate > 0) || !double.IsFinite(rate) || Math.Abs(rate - former) <= SmallChange * former)
            return;
        if (_race.SteerRate is { } steer)
            steer(_trainer, rate);
        else
            _trainer.Settings = _trainer.Settings.With(Hyperparameter.EdgeRate, rate);
    }
}
