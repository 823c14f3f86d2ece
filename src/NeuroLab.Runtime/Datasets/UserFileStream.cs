namespace NeuroLab.Datasets;

/// <summary>A file of the user's that tells the <see cref="ReadProgress"/> of its thread how far it is read.</summary>
internal sealed class UserFileStream : FileStream
{
    private const int MaxAtOnce = 1 << 20;

    private readonly long _length;
    private readonly double _share;
    private long _read;

    /// <param name="share">How much of the whole work the reading is, 0…1.</param>
    public UserFileStream(string path, double share)
        : base(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)
    {
        (_length, _share) = (Length, share);
        ReadProgress.Begin(path, _length);
    }

    // Every way of reading in pieces comes by here, by the contract of a class that derives from FileStream.
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        // Not the position: an archive begins with what stands at its end.
        _read += read;
        ReadProgress.Report(_length > 0 ? _share * Math.Min(1, _read / (double)_length) : 0);
        return read;
    }

    // A large one in pieces, so that it may end in the middle.
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, MaxAtOnce)]);
}
