using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// The loss at the start of a run, which defines divergence: the loss is not finite, or above <see cref="Factor"/>
/// times the start. The start counts at least as much as the loss of a network whose outputs are all 0; otherwise the
/// noise of a trained network could pass for divergence.
/// </summary>
internal sealed class LossBaseline
{
    /// <summary>The factor between start and divergence.</summary>
    public const double Factor = 10;

    // A loss that came down to this times the start is no longer the same excursion.
    private const double Recovered = 2;

    private readonly StepRecord[] _record = new StepRecord[1];
    private SampleSet? _samples;
    private double _first = double.NaN, _silent;
    private long _step, _mark;
    private bool _isDue = true;

    /// <summary>
    /// Loss at step 0 or, if weights or data were replaced by hand and that raised it, after that; NaN if unknown.
    /// </summary>
    public double Start { get; private set; } = double.NaN;

    /// <summary>The loss of a network that has learnt nothing: at the start, or with outputs of 0.</summary>
    public double Useless => Math.Max(Start, _silent);

    /// <summary>Whether a loss means divergence.</summary>
    public bool IsBeyond(double loss) => !double.IsFinite(loss) || loss > Factor * Useless;

    /// <summary>Whether a loss means that training has recovered from a divergence.</summary>
    public bool IsRecovered(double loss) => loss <= Recovered * Useless;

    /// <summary>Another run: nothing is known.</summary>
    public void Clear()
    {
        (_first, Start, _samples) = (double.NaN, double.NaN, null);
        (_step, _mark, _isDue) = (0, 0, true);
    }

    /// <summary>Back at step 0.</summary>
    public void Return() => Resume(_first);

    /// <summary>Back at a position after a replacement by hand.</summary>
    /// <param name="start">The <see cref="Start"/> at that position.</param>
    public void Resume(double start) => (Start, _isDue) = (start, double.IsNaN(start));

    /// <summary>Weights or data were replaced by hand.</summary>
    /// <param name="session">The session, with nothing enqueued.</param>
    /// <param name="step">Its step.</param>
    public void Replaced(ITrainingSession session, long step) => (_step, _mark, _isDue) = (step, session.History.Count, true);

    /// <summary>Records a status.</summary>
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
        // If steps were taken before the first status, the first batch gives the loss before them.
        var now = status.Step > _step && session.History.CopyTo(ref _mark, _record) > 0 ? _record[0].Loss : status.Loss;
        if (double.IsNaN(_first))
            _first = now;
        Start = Math.Max(_first, now);
    }
}
