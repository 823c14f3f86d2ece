using NeuroLab.Landscapes;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The surfaces being sampled, one after another.</summary>
internal sealed class SurfaceQueue(CommandRing ring)
{
    private readonly List<SurfaceJob> _jobs = [];

    /// <summary>Whether there is work left to enqueue.</summary>
    public bool HasWork
    {
        get
        {
            foreach (var job in _jobs)
                if (!job.IsEnqueued)
                    return true;
            return false;
        }
    }

    public void Add(SurfaceJob job) => _jobs.Add(job);

    /// <summary>Enqueues the next command batch of about this duration; false if there is none, or no room.</summary>
    public bool TryEnqueue(double seconds)
    {
        foreach (var job in _jobs)
        {
            if (job.IsEnqueued)
                continue;
            if (ring.TryBegin() is not { } commands)
                return false;
            ring.Send(commands, job.Enqueue(commands, seconds));
            return true;
        }
        return false;
    }

    /// <summary>Publishes new heights; releases surfaces that are finished or cancelled.</summary>
    public void Publish()
    {
        for (var i = _jobs.Count - 1; i >= 0; i--)
        {
            var job = _jobs[i];
            if (job.Request.Cancelled.IsCancellationRequested)
                job.Cancel();
            else
                job.Publish();
            if (!job.IsCollected)
                continue;
            _jobs.RemoveAt(i);
            job.Dispose();
        }
    }

    /// <summary>Ends every request that is not complete.</summary>
    public void Stop(Exception? failure)
    {
        foreach (var job in _jobs)
        {
            if (failure is null)
                job.Request.Dispose();
            else
                job.Request.Stop(failure);
            job.Dispose();
        }
        _jobs.Clear();
    }
}
