using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The command batches in flight, first in, first out.</summary>
internal sealed class CommandRing : IDisposable
{
    private const int Size = 8;

    private readonly ComputeDevice _device;
    private readonly CommandBatch[] _ring = new CommandBatch[Size];
    private int _oldest;

    public CommandRing(ComputeDevice device, int orderCapacity)
    {
        _device = device;
        for (var i = 0; i < Size; i++)
            _ring[i] = new CommandBatch(device, orderCapacity);
    }

    /// <summary>Batches sent and not collected.</summary>
    public int InFlight { get; private set; }

    /// <summary>Expected duration of the batches in flight, in seconds.</summary>
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

    /// <summary>An empty batch; null if all are in flight. Every batch begun must be sent.</summary>
    public CommandBatch? TryBegin()
    {
        if (InFlight == Size)
            return null;
        var commands = _ring[(_oldest + InFlight) % Size];
        commands.Begin();
        return commands;
    }

    /// <summary>Sends the batch that was begun.</summary>
    /// <exception cref="BackendFailureException">The context no longer responds.</exception>
    public void Send(CommandBatch commands, double expectedSeconds)
    {
        commands.ExpectedSeconds = expectedSeconds;
        if (!commands.Send(_device))
            throw new BackendFailureException("the OpenGL context was lost");
        InFlight++;
    }

    /// <summary>
    /// The oldest batch if it is done, after waiting up to the given time; it is valid until the next one begins.
    /// </summary>
    /// <exception cref="BackendFailureException">The context no longer responds.</exception>
    public CommandBatch? TryCollect(TimeSpan wait)
    {
        if (InFlight == 0)
            return null;
        var commands = _ring[_oldest];
        var isDone = commands.IsDone(wait) ?? throw new BackendFailureException("the OpenGL context was lost");
        if (!isDone)
            return null;
        commands.Collect();
        _oldest = (_oldest + 1) % Size;
        InFlight--;
        return commands;
    }

    public void Dispose()
    {
        foreach (var commands in _ring)
            commands.Dispose();
    }
}
