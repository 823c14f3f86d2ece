using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>One that takes part in a <see cref="Race"/>: a trainer and its ball.</summary>
public sealed class Runner : Behaviour
{
    /// <summary>Joins a trainer, its ball and what follows its curvature.</summary>
    internal Runner(Trainer trainer, WeightBall ball, SharpnessTracker sharpness)
    {
        Trainer = trainer;
        Ball = ball;
        Sharpness = sharpness;
    }

    /// <summary>Trains it.</summary>
    public Trainer Trainer { get; }

    /// <summary>Shows it.</summary>
    public WeightBall Ball { get; }

    /// <summary>Follows how sharply its loss bends, where that is switched on.</summary>
    internal SharpnessTracker Sharpness { get; }

    /// <summary>What it is called: its optimizer.</summary>
    public string Title => Trainer.Optimizer.Title;

    /// <summary>Hides it. It goes on training, so that it is at the same step when it comes back.</summary>
    [Label("Mute"), Tooltip("Hides this runner and takes it out of the ranking. It keeps training, so it is at the same step when it returns.")]
    public bool IsMuted { get; set; }

    /// <summary>Hides all but those that are solo.</summary>
    [Label("Solo"), Tooltip("Shows this runner alone, together with any other that is solo.")]
    public bool IsSolo { get; set; }

    /// <summary>Its newest loss; NaN before the first.</summary>
    public double Loss => Trainer.StatusVersion > 0 ? Trainer.Status.Loss : double.NaN;

    /// <summary>The step at which its loss first came down to <see cref="Race.Target"/>; null while it has not.</summary>
    public long? ReachedAt { get; internal set; }

    internal int SeenStatus { get; set; }

    internal int SeenRun { get; set; }
}
