namespace NeuroLab.Recording;

/// <summary>
/// Writes frames one by one to a file (or a folder of files). Nothing appears under <see cref="Path"/> before
/// <see cref="Complete"/>; until then the data are in a file named <c>*.partial.*</c> next to it. Disposing without
/// completing aborts the recording and removes that file. One thread at a time.
/// </summary>
/// <remarks>Disk and encoder errors throw a <see cref="Numerics.UserErrorException"/> of one line.</remarks>
public interface IFrameSink : IDisposable
{
    /// <summary>The finished file or folder.</summary>
    string Path { get; }

    /// <summary>Frames written so far.</summary>
    int Frames { get; }

    /// <summary>Encoded bytes written so far; encoders buffer some frames, so this lags.</summary>
    long BytesWritten { get; }

    /// <summary>
    /// Adds one frame; blocks while it is encoded, or, in a <see cref="ThreadedSink"/>, while its queue is full.
    /// </summary>
    /// <param name="rgba">[height, width, 4] bytes, top row first, tightly packed, not premultiplied.</param>
    void Write(ReadOnlySpan<byte> rgba);

    /// <summary>Writes the rest and renames the file to its final name, replacing an older one. Blocks.</summary>
    void Complete();
}
