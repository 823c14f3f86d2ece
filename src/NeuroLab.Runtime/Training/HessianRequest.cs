namespace NeuroLab.Training;

/// <summary>
/// Products of the loss' Hessian with some directions, all at one θ, that a session takes beside training: fill it,
/// hand it to <see cref="ITrainingSession.Multiply"/>, and look at <see cref="IsPending"/> in later frames. Used again
/// and again without allocation. The caller leaves it alone while it is pending.
/// </summary>
public sealed class HessianRequest
{
    private volatile bool _isPending, _isDone;

    /// <summary>A request for at most <paramref name="capacity"/> products.</summary>
    /// <param name="size">Parameters of the network.</param>
    /// <param name="capacity">Directions.</param>
    public HessianRequest(int size, int capacity)
    {
        Directions = new float[capacity][];
        Products = new float[capacity][];
        for (var i = 0; i < capacity; i++)
            (Directions[i], Products[i]) = (new float[size], new float[size]);
    }

    /// <summary>v, each [parameters]; the first <see cref="Count"/> are multiplied.</summary>
    public float[][] Directions { get; }

    /// <summary>Receives H·v of each, [parameters].</summary>
    public float[][] Products { get; }

    /// <summary>How many products are wanted; 0 takes the point alone.</summary>
    public int Count { get; set; }

    /// <summary>The samples that the loss is the mean over.</summary>
    public DataPart Part { get; init; } = DataPart.Evaluation;

    /// <summary>
    /// The moment whose θ they are taken at. Null asks for the session's own when their turn comes: it is filled in,
    /// with the optimizer's state.
    /// </summary>
    public SessionState? Point { get; set; }

    /// <summary>A moment of the same session that is needed no more, whose memory may hold the next point.</summary>
    public SessionState? Spare { get; set; }

    /// <summary>The options that had led to <see cref="Point"/>, where the session filled that in.</summary>
    public TrainingOptions? Options { get; internal set; }

    /// <summary>Whether the session has it.</summary>
    public bool IsPending => _isPending;

    /// <summary>Whether the session answered the last time; false where it ended before.</summary>
    public bool IsDone => _isDone;

    /// <summary>Seconds that the device took.</summary>
    public double Seconds { get; private set; }

    internal void Begin()
    {
        if (_isPending)
            throw new InvalidOperationException("The request is pending already.");
        (_isPending, _isDone) = (true, false);
    }

    internal void Complete(double seconds)
    {
        Seconds = seconds;
        _isDone = true;
        _isPending = false;
    }

    internal void Drop() => _isPending = false;
}
