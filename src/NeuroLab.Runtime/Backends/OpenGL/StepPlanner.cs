using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Chooses the batches and counts the steps: the part of training that runs on the host.</summary>
internal sealed class StepPlanner(int sampleCount, ulong seed)
{
    private readonly BatchOrder _batches = new(sampleCount, seed);

    /// <summary>Updates enqueued since step 0.</summary>
    public long Step { get; private set; }

    /// <summary>Updates enqueued since the optimizer was chosen.</summary>
    public long OptimizerStep { get; set; }

    /// <summary>Updates enqueued since the schedule was chosen.</summary>
    public long ScheduleStep { get; set; }

    /// <summary>Position of the next batch.</summary>
    public BatchPosition Position => _batches.Position;

    /// <summary>Rows in a full batch.</summary>
    public int RowsOf(TrainingOptions options) =>
        options.BatchSize <= 0 ? sampleCount : Math.Min(options.BatchSize, sampleCount);

    /// <summary>Appends up to this many steps, as far as they fit, and returns their number.</summary>
    public int Fill(CommandBatch commands, TrainingOptions options, int count)
    {
        var full = RowsOf(options);
        var isWhole = full == sampleCount;
        var filled = 0;
        for (; filled < count && commands.HasRoom(isWhole ? 0 : full); filled++)
        {
            var batch = _batches.Next(options.BatchSize);
            var first = isWhole ? StepData.WholeSet : commands.AddOrder(batch);
            Step++;
            OptimizerStep++;
            commands.AddStep(new StepData(first, batch.Length, options.ConstantsAt(OptimizerStep, ScheduleStep++)));
        }
        return filled;
    }

    /// <summary>Selects the batch of one step that the host takes itself; valid until the next call.</summary>
    public ReadOnlySpan<int> Next(TrainingOptions options)
    {
        Step++;
        OptimizerStep++;
        ScheduleStep++;
        return _batches.Next(options.BatchSize);
    }

    /// <summary>Continues from a captured state.</summary>
    public void Seek(SessionState state)
    {
        Step = state.Step;
        OptimizerStep = state.OptimizerStep;
        ScheduleStep = state.ScheduleStep;
        _batches.Seek(state.Position);
    }
}
