using NeuroLab.Files;

namespace NeuroLab.Recording;

/// <summary>Keeps the last frame of a recording and writes it as a PNG.</summary>
internal sealed class PosterSink : IFrameSink
{
    private readonly FrameFormat _format;
    private readonly PngEncoder _encoder;
    private readonly OutputFile _file;
    private readonly byte[] _last;

    public PosterSink(string path, FrameFormat format, bool alpha = false)
    {
        format.Validate();
        _format = format;
        _encoder = new PngEncoder(format.Width, format.Height, alpha);
        _last = new byte[format.FrameBytes];
        _file = OutputFile.Open(path, makesFolder: true);
    }

    public string Path => _file.Path;

    public int Frames { get; private set; }

    public long BytesWritten => _file.BytesWritten;

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        rgba.CopyTo(_last);
        Frames++;
    }

    public void Complete()
    {
        FrameSinks.RequireFrames(this);
        _file.Write(_encoder.Encode(_last));
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();
}
