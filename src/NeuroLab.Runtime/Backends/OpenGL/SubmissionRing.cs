using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The parcels on their way, first in, first out.</summary>
internal sealed class SubmissionRing : IDisposable
{
    private const int Size = 8;

    private readonly ComputeDevice _device;
    private readonly Submission[] _ring = new Submission[Size];
    private int _oldest;

    public SubmissionRing(ComputeDevice device, int orderCapacity)
    {
        _device = device;
        for (var i = 0; i < Size; i++)
            _ring[i] = new Submission(device, orderCapacity);
    }

    /// <summary>Parcels sent and not collected.</summary>
    public int InFlight { get; private set; }

    /// <summary>Seconds that the parcels in flight are expected to take.</summary>
    public double InFlightSeconds
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < InFlight; i++)
                sum += _ring[(_oldest + i) % Size].ExpectedSeconds;
            return sum;
        }
    }

    /// <summary>An empty parcel, or null while all are in flight. What is begun must be sent.</summary>
    public Submission? TryBegin()
    {
        if (InFlight == Size)
            return null;
        var submission = _ring[(_oldest + InFlight) % Size];
        submission.Begin();
        return submission;
    }

    /// <summary>Sends the parcel that was begun.</summary>
    /// <exception cref="BackendFailureException">The context no longer answers.</exception>
    public void Send(Submission submission, double expectedSeconds)
    {
        submission.ExpectedSeconds = expectedSeconds;
        if (!submission.Send(_device))
            throw new BackendFailureException("the OpenGL context was lost");
        InFlight++;
    }

    /// <summary>The oldest parcel if it is done, waiting for it up to a time; it stays valid until the next begins.</summary>
    /// <exception cref="BackendFailureException">The context no longer answers.</exception>
    public Submission? TryCollect(TimeSpan wait)
    {
        if (InFlight == 0)
            return null;
        var submission = _ring[_oldest];
        var isDone = submission.IsDone(wait) ?? throw new BackendFailureException("the OpenGL context was lost");
        if (!isDone)
            return null;
        submission.Collect();
        _oldest = (_oldest + 1) % Size;
        InFlight--;
        return submission;
    }

    public void Dispose()
    {
        foreach (var submission in _ring)
            submission.Dispose();
    }
}
