using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class ThreadedSinkTests
{
    private static readonly FrameFormat Format = new(16, 16, 30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Frames_arrive_whole_and_in_order_before_completion()
    {
        var inner = new GatedSink(openFor: int.MaxValue);
        using var sink = new ThreadedSink(inner, Format, 3);
        for (var i = 0; i < 50; i++)
            sink.Write(Frame(i));
        sink.Complete();

        Assert.Equal(Enumerable.Range(0, 50), inner.Seen);
        Assert.True(inner.Completed);
        Assert.Equal(50, sink.Frames);
    }

    [Fact]
    public void Write_waits_when_all_buffers_are_full_and_goes_on_when_one_is_free()
    {
        var inner = new GatedSink(openFor: 0);
        using var sink = new ThreadedSink(inner, Format, 3);
        for (var i = 0; i < 3; i++)
            sink.Write(Frame(i));

        var fourth = new Thread(() => sink.Write(Frame(3)));
        fourth.Start();
        Assert.True(SpinWait.SpinUntil(() => fourth.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
        Assert.Equal(3, sink.Frames);

        inner.Open(1);
        Assert.True(fourth.Join(Patience));
        Assert.Equal(4, sink.Frames);
        inner.Open(100);
        sink.Complete();
        Assert.Equal([0, 1, 2, 3], inner.Seen);
    }

    [Fact]
    public async Task An_error_wakes_a_waiting_writer_and_repeats_at_every_later_call()
    {
        var inner = new GatedSink(openFor: 0) { Error = new UserErrorException("disk full") };
        using var sink = new ThreadedSink(inner, Format, 1);
        sink.Write(Frame(0));
        var waiting = Task.Run(() => sink.Write(Frame(1)));

        inner.Open(1);

        Assert.Same(inner.Error, await Assert.ThrowsAsync<UserErrorException>(() => waiting.WaitAsync(Patience)));
        Assert.Same(inner.Error, Assert.Throws<UserErrorException>(() => sink.Write(Frame(2))));
        Assert.Same(inner.Error, Assert.Throws<UserErrorException>(sink.Complete));
        Assert.False(inner.Completed);
    }

    [Fact]
    public void Disposing_drops_the_waiting_frames_and_aborts_the_inner_sink()
    {
        var inner = new GatedSink(openFor: 1);
        var sink = new ThreadedSink(inner, Format, 8);
        for (var i = 0; i < 8; i++)
            sink.Write(Frame(i));
        Assert.True(inner.HasBlocked.Wait(Patience));
        var disposing = new Thread(sink.Dispose);
        disposing.Start();
        // Only when it waits for the encoder, it has dropped the rest.
        Assert.True(SpinWait.SpinUntil(() => disposing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
        inner.Open(1);

        Assert.True(disposing.Join(Patience));
        Assert.True(inner.Disposed);
        Assert.False(inner.Completed);
        Assert.Equal([0, 1], inner.Seen);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var inner = new GatedSink(openFor: int.MaxValue);
        using var sink = new ThreadedSink(inner, Format, 2);
        var frame = Frame(1);
        for (var i = 0; i < 100; i++)
            sink.Write(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            sink.Write(frame);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_frame_of_another_size_is_refused_at_once()
    {
        using var sink = new ThreadedSink(new GatedSink(openFor: int.MaxValue), Format, 2);
        Assert.Throws<ArgumentException>(() => sink.Write(new byte[5]));
    }

    private static byte[] Frame(int number)
    {
        var frame = new byte[Format.FrameBytes];
        Array.Fill(frame, (byte)number);
        return frame;
    }

    /// <summary>Takes as many frames as it was opened for, then blocks.</summary>
    private sealed class GatedSink(int openFor) : IFrameSink
    {
        private readonly SemaphoreSlim _gate = new(openFor);

        public ManualResetEventSlim HasBlocked { get; } = new();

        public List<int> Seen { get; } = [];

        public Exception? Error { get; init; }

        public bool Completed { get; private set; }

        public bool Disposed { get; private set; }

        public string Path => "memory";

        public int Frames => Seen.Count;

        public long BytesWritten => 0;

        public void Open(int frames) => _gate.Release(frames);

        public void Write(ReadOnlySpan<byte> rgba)
        {
            if (_gate.CurrentCount == 0)
                HasBlocked.Set();
            _gate.Wait();
            if (Error is not null)
                throw Error;
            Assert.Equal(-1, rgba.IndexOfAnyExcept(rgba[0]));
            Seen.Add(rgba[0]);
        }

        public void Complete() => Completed = true;

        public void Dispose() => Disposed = true;
    }
}
