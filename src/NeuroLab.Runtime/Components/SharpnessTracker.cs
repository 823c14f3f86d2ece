using NeuroLab.Curvature;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// Tracks the largest eigenvalues of the loss' Hessian during training, and the edge of stability of its optimizer.
/// Disabled by default; costs nothing then.
/// </summary>
internal sealed class SharpnessTracker : Behaviour
{
    private readonly Trainer _trainer;
    private int _count = 3;

    /// <summary>Tracks a trainer.</summary>
    public SharpnessTracker(Trainer trainer)
    {
        _trainer = trainer;
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
    /// The learning rate whose edge of stability is λ₁: with full batches, steps at a higher rate grow along the
    /// sharpest direction. NaN if there is no edge, or λ₁ is unknown or not positive. Edges are inversely proportional
    /// to the rate.
    /// </summary>
    public double CriticalRate => Sharpness > 0 ? _trainer.LearningRate * Spectrum.Edge / Sharpness : double.NaN;

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        // A Hessian of weights that are not finite tells nothing; a loss that is only high has one.
        if (_trainer.HasDiverged && !double.IsFinite(_trainer.Status.Loss))
            return;
        Spectrum.Count = Count;
        Spectrum.Advance(_trainer.Session, isSteady: (_trainer.Leader ?? _trainer).WaitsForSteps);
    }
}
