using System.Runtime.ExceptionServices;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// Encodes another sink's frames on its own thread. <see cref="Write"/> copies the frame into one of a fixed number of
/// buffers and returns; it blocks only while all are full. Allocates nothing per frame. An exception of the inner sink
/// is rethrown at the next call. Owns the inner sink.
/// </summary>
internal sealed class ThreadedSink : IFrameSink
{
    private readonly IFrameSink _inner;
    private readonly FrameFormat _format;
    private readonly byte[][] _ring;
    private readonly Thread _thread;
    private readonly object _gate = new();      // guards the fields below
    private int _head;
    private int _count;
    private bool _closing;
    private ExceptionDispatchInfo? _error;

    /// <param name="queuedFrames">Number of frame buffers, at least 1.</param>
    public ThreadedSink(IFrameSink inner, FrameFormat format, int queuedFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queuedFrames, 1);
        _inner = inner;
        _format = format;
        _ring = new byte[queuedFrames][];
        for (var i = 0; i < queuedFrames; i++)
            _ring[i] = GC.AllocateUninitializedArray<byte>(format.FrameBytes);

        _thread = new Thread(Encode) { IsBackground = true, Name = "Frame encoder" };
        _thread.Start();
    }

    public string Path => _inner.Path;

    public int Frames { get; private set; }

    public long BytesWritten => _inner.BytesWritten;

    internal IFrameSink Inner => _inner;

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        int slot;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            while (_count == _ring.Length && _error is null)
                Monitor.Wait(_gate);
            _error?.Throw();
            slot = (_head + _count) % _ring.Length;
        }

        // The encoder does not read a free slot, so the copy needs no lock.
        rgba.CopyTo(_ring[slot]);
        lock (_gate)
        {
            _count++;
            Monitor.PulseAll(_gate);
        }

        Frames++;
    }

    public void Complete()
    {
        Close(abandon: false);
        _error?.Throw();
        _inner.Complete();
    }

    public void Dispose()
    {
        Close(abandon: true);
        _inner.Dispose();
    }

    private void Close(bool abandon)
    {
        lock (_gate)
        {
            _closing = true;
            // The first queued frame may be in use by the encoder; the others are dropped.
            if (abandon)
                _count = Math.Min(_count, 1);
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Encode()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_count == 0 && !_closing)
                    Monitor.Wait(_gate);
                if (_count == 0)
                    return;
            }

            try
            {
                HandOver.Point();
                _inner.Write(_ring[_head]);
            }
            catch (Exception e)
            {
                lock (_gate)
                {
                    _error = ExceptionDispatchInfo.Capture(e);
                    Monitor.PulseAll(_gate);
                }

                return;
            }

            lock (_gate)
            {
                _head = (_head + 1) % _ring.Length;
                _count--;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
