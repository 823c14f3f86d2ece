namespace NeuroLab.Training;

/// <summary>
/// A request for products of the loss' Hessian with some directions, all at one θ, that a session computes alongside
/// training: fill it, pass it to <see cref="ITrainingSession.Multiply"/>, and poll <see cref="IsPending"/> in later
/// frames. Reusable without allocation. Do not modify it while it is pending.
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

    /// <summary>Number of products; 0 captures the point only.</summary>
    public int Count { get; set; }

    /// <summary>The samples of the mean loss.</summary>
    public DataPart Part { get; init; } = DataPart.Evaluation;

    /// <summary>
    /// The state whose θ to use. Null means the session's own at the time of computation: it is filled in, including
    /// the optimizer's state.
    /// </summary>
    public SessionState? Point { get; set; }

    /// <summary>
    /// A state of the same session that is no longer needed, whose memory may be reused for the next point.
    /// </summary>
    public SessionState? Spare { get; set; }

    /// <summary>The options in use at <see cref="Point"/>, if the session filled that in.</summary>
    public TrainingOptions? Options { get; internal set; }

    /// <summary>Whether the session is processing it.</summary>
    public bool IsPending => _isPending;

    /// <summary>Whether the session completed the last request; false if it ended before.</summary>
    public bool IsDone => _isDone;

    /// <summary>Time the device took, in seconds.</summary>
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
