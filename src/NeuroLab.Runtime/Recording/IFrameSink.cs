namespace NeuroLab.Recording;

/// <summary>
/// Takes frames one by one and makes a file (or a folder of files) of them. Nothing appears under
/// <see cref="Path"/> before <see cref="Complete"/>; until then the data is in a file named <c>*.partial.*</c> beside
/// it. Disposing without completing aborts the take and removes that file. One thread at a time.
/// </summary>
/// <remarks>Trouble with the disk or an encoder is a <see cref="Numerics.UserErrorException"/> of one line.</remarks>
public interface IFrameSink : IDisposable
{
    /// <summary>The finished file or folder.</summary>
    string Path { get; }

    /// <summary>Frames accepted so far.</summary>
    int Frames { get; }

    /// <summary>Encoded bytes written so far; encoders hold some frames back, so this lags.</summary>
    long BytesWritten { get; }

    /// <summary>
    /// Adds one frame; blocks while it is encoded, or, in a <see cref="ThreadedSink"/>, while its queue is full.
    /// </summary>
    /// <param name="rgba">[height, width, 4] bytes, top row first, tightly packed, not premultiplied.</param>
    void Write(ReadOnlySpan<byte> rgba);

    /// <summary>Writes what is left and renames the file into place, replacing an older one. Blocks.</summary>
    void Complete();
}
