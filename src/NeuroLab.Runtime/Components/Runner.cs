using System.Globalization;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>A participant in a <see cref="Race"/>: a trainer and its ball.</summary>
public sealed class Runner : Behaviour
{
    private readonly Race _race;
    private (string Optimizer, int Number, bool IsApart, string Title) _title = ("", 0, false, "");
    private (string First, string Title, string Course) _course = ("", "", "");

    /// <summary>Combines a trainer, its ball and its curvature tracker, in a race.</summary>
    internal Runner(Race race, Trainer trainer, WeightBall ball, SharpnessTracker sharpness)
    {
        _race = race;
        Trainer = trainer;
        Ball = ball;
        Sharpness = sharpness;
    }

    /// <summary>Its trainer.</summary>
    public Trainer Trainer { get; }

    /// <summary>Its ball.</summary>
    public WeightBall Ball { get; }

    /// <summary>Tracks the sharpness of its loss, if enabled.</summary>
    internal SharpnessTracker Sharpness { get; }

    /// <summary>
    /// Its title: the optimizer, with a number from the second runner of the same one on, such as "Adam 2"; or the run that
    /// it follows. Where some networks of the race have skip connections and others none, it says which.
    /// </summary>
    public string Title
    {
        get
        {
            var optimizer = Trainer.FollowsRun ? Trainer.Experiment.Run!.Name : Trainer.Optimizer.Title;
            var (number, isApart) = _race.PlaceOf(this);
            if (_title.Optimizer != optimizer || _title.Number != number || _title.IsApart != isApart)
            {
                var title = number == 1 ? optimizer : string.Create(CultureInfo.InvariantCulture, $"{optimizer} {number}");
                var network = !isApart ? "" : Trainer.Experiment.Shape.HasSkips ? ", with skips" : ", without skips";
                _title = (optimizer, number, isApart, title + network);
            }
            return _title.Title;
        }
    }

    /// <summary>
    /// Its title, after that of the optimizer that its first steps were taken with if that was another, or of the run that
    /// they were read from.
    /// </summary>
    internal string Course
    {
        get
        {
            var first = Trainer.Experiment.Run?.Name ?? (First ?? Trainer.Experiment.Optimizer).Title;
            if (Trainer.FollowsRun || first == Trainer.Optimizer.Title)
                return Title;
            if (_course.First != first || _course.Title != Title)
                _course = (first, Title, $"{first} → {Title}");
            return _course.Course;
        }
    }

    /// <summary>Hides it. It keeps training, so it is at the same step when shown again.</summary>
    [Label("Mute"), Tooltip("Hides this runner and takes it out of the ranking. It keeps training, so it is at the same step when it returns.")]
    public bool IsMuted { get; set; }

    /// <summary>Hides all runners that are not solo.</summary>
    [Label("Solo"), Tooltip("Shows this runner alone, together with any other that is solo.")]
    public bool IsSolo { get; set; }

    /// <summary>Its latest loss; NaN before the first.</summary>
    public double Loss => Trainer.StatusVersion > 0 ? Trainer.Status.Loss : double.NaN;

    /// <summary>The step at which its loss first reached <see cref="Race.Target"/>; null if it has not.</summary>
    public long? ReachedAt { get; internal set; }

    /// <summary>The optimizer of its first steps, if that was not its experiment's.</summary>
    internal Optimizer? First { get; set; }

    internal int SeenStatus { get; set; }

    internal int SeenHistory { get; set; }

    internal int SeenRun { get; set; }
}
