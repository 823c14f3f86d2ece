using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// The loss that a run began with, and with it when training has diverged: the loss is not finite, or above
/// <see cref="Factor"/> times the start. A start that is already good counts as that of a network whose outputs are all 0,
/// or the noise of a trained network would pass for divergence.
/// </summary>
internal sealed class LossBaseline
{
    /// <summary>How many times its start the loss must be.</summary>
    public const double Factor = 10;

    private readonly StepRecord[] _record = new StepRecord[1];
    private SampleSet? _samples;
    private double _first = double.NaN, _silent;
    private long _step, _mark;
    private bool _isDue = true;

    /// <summary>
    /// Loss at step 0 or, where weights or data were replaced by hand and it rose by that, after it; NaN until it is known.
    /// </summary>
    public double Start { get; private set; } = double.NaN;

    /// <summary>Whether a loss tells of divergence.</summary>
    public bool IsBeyond(double loss) => !double.IsFinite(loss) || loss > Factor * Math.Max(Start, _silent);

    /// <summary>Another run: nothing is known.</summary>
    public void Clear()
    {
        (_first, Start, _samples) = (double.NaN, double.NaN, null);
        (_step, _mark, _isDue) = (0, 0, true);
    }

    /// <summary>Back at step 0.</summary>
    public void Return() => Resume(_first);

    /// <summary>Back at a moment that is past a start of its own.</summary>
    /// <param name="start">What <see cref="Start"/> was then.</param>
    public void Resume(double start) => (Start, _isDue) = (start, double.IsNaN(start));

    /// <summary>Weights or data were replaced by hand.</summary>
    /// <param name="session">With nothing enqueued.</param>
    /// <param name="step">Where it stands.</param>
    public void Replaced(ITrainingSession session, long step) => (_step, _mark, _isDue) = (step, session.History.Count, true);

    /// <summary>Takes note of a status.</summary>
    public void Observe(ITrainingSession session, Loss loss, in TrainingStatus status)
    {
        var samples = session.Data.Evaluation;
        if (!ReferenceEquals(samples, _samples))
        {
            _samples = samples;
            _silent = loss.Evaluate(new double[samples.Targets.Length], samples.Targets, samples.OutputCount, []);
        }
        if (!_isDue)
            return;
        _isDue = false;
        // Where steps were taken before the first status, the first batch has seen the loss before them.
        var now = status.Step > _step && session.History.CopyTo(ref _mark, _record) > 0 ? _record[0].Loss : status.Loss;
        if (double.IsNaN(_first))
            _first = now;
        Start = Math.Max(_first, now);
    }
}
