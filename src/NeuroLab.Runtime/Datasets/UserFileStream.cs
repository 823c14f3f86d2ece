namespace NeuroLab.Datasets;

/// <summary>A file stream that reports its position to the <see cref="ReadProgress"/> of its thread.</summary>
internal sealed class UserFileStream : FileStream
{
    private const int MaxAtOnce = 1 << 20;

    private readonly long _length;
    private readonly double _share;
    private long _read;

    /// <param name="share">Share of reading in all work on the file, 0…1.</param>
    public UserFileStream(string path, double share)
        : base(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)
    {
        (_length, _share) = (Length, share);
        ReadProgress.Begin(path, _length);
    }

    // FileStream's contract for derived classes: all chunked reads go through here.
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        // Counts bytes instead of using the position: archives are read from the end first.
        _read += read;
        ReadProgress.Report(_length > 0 ? _share * Math.Min(1, _read / (double)_length) : 0);
        return read;
    }

    // Large reads in chunks, so that they can be cancelled half-way.
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, MaxAtOnce)]);
}
