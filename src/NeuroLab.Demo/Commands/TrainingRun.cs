using System.Diagnostics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// Runs a session's steps in chunks: large enough to be fast, small enough to show progress and to stop.
/// </summary>
internal sealed class TrainingRun(ITrainingSession session, Experiment experiment, ITrainingLog? log, CommandContext context,
    TrainingCurvature? curvature = null)
{
    // The history is read once per chunk and must not overflow in between.
    private const int MaxPortion = StepHistory.Capacity / 2;
    private static readonly TimeSpan ShortPortion = TimeSpan.FromMilliseconds(60), LongPortion = TimeSpan.FromMilliseconds(180);

    private readonly StepRecord[] _records = new StepRecord[1024];
    private long _recorded;
    private float _loss = float.NaN;

    /// <summary>The first step whose loss was not finite; null if there is none.</summary>
    public long? FirstDivergence { get; private set; }

    /// <summary>The loss of the first batch; NaN before it.</summary>
    public float FirstLoss { get; private set; } = float.NaN;

    /// <summary>What to call at step 0 and every so many steps; null for nothing.</summary>
    public (int Every, Action<long> Take)? Snapshots { get; init; }

    /// <summary>The steps taken: all, or those before the interruption.</summary>
    public long Steps { get; private set; }

    /// <summary>Blocks until the steps are done or the command is interrupted; returns the seconds taken.</summary>
    public double Train(long steps)
    {
        var clock = Stopwatch.StartNew();
        ProgressBar.Run(context, "training", progress => Train(steps, clock, progress));
        return clock.Elapsed.TotalSeconds;
    }

    private void Train(long steps, Stopwatch clock, ProgressBar progress)
    {
        var samplesPerStep = Math.Min(experiment.BatchSize == 0 ? int.MaxValue : experiment.BatchSize, experiment.Train.Count);
        var portion = 1;
        Snapshots?.Take(0);
        while (Steps < steps && !context.Interruption.IsCancellationRequested)
        {
            var start = clock.Elapsed;
            curvature?.Measure(session, Steps, context.Interruption);
            var count = (int)Math.Min(Math.Min(portion, steps - Steps), curvature?.StepsLeft(Steps) ?? long.MaxValue);
            if (Snapshots is var (every, _))
                count = (int)Math.Min(count, every - Steps % every);
            session.Train(count);
            session.Finish();
            Steps += count;
            if (Snapshots is var (interval, take) && Steps % interval == 0)
                take(Steps);
            Record();
            var took = clock.Elapsed - start;
            if (took < ShortPortion)
                portion = Math.Min(2 * portion, MaxPortion);
            else if (took > LongPortion)
                portion = Math.Max(1, portion / 2);
            progress.Report(
                Steps / (double)steps, $"loss {_loss:G4}, {Steps * samplesPerStep / clock.Elapsed.TotalSeconds:N0} samples/s");
        }
        curvature?.Measure(session, Steps, context.Interruption);
    }

    private void Record()
    {
        while (session.History.CopyTo(ref _recorded, _records) is > 0 and var count)
        {
            foreach (ref readonly var record in _records.AsSpan(0, count))
            {
                log?.Add(record);
                _loss = record.Loss;
                if (float.IsNaN(FirstLoss))
                    FirstLoss = _loss;
                if (!float.IsFinite(_loss))
                    FirstDivergence ??= record.Step;
            }
        }
    }
}
