using System.Security.Cryptography;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// The one way that drawn frames become a file: each is read and handed to the encoder, and where an experiment is
/// recorded, the numbers of each frame lie beside it as CSV with the experiment file, from which the take can be made
/// again. All of it appears with <see cref="Complete"/>. A frame allocates nothing. The thread of the context.
/// </summary>
internal sealed class TakeWriter : IDisposable
{
    private readonly GL _gl;
    private readonly TakeLook _look;
    private readonly FrameReader _reader;
    private readonly IFrameSink _sink;
    private readonly IFrameSink? _poster;
    private readonly TelemetryLog? _telemetry;
    private readonly Func<ExperimentFile>? _experiment;
    private readonly string _experimentPath = "";
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _pixels = [];
    private TelemetryRow _row;
    private int _due;

    /// <param name="gl">The context that draws, current in every call.</param>
    /// <param name="path">The take; its extension decides the kind.</param>
    /// <param name="format">Size and rate.</param>
    /// <param name="look">How much larger frames are drawn, and whether they keep their opacity; null for neither.</param>
    /// <param name="experiment">What was recorded, asked for at the end; null writes the take alone.</param>
    /// <param name="poster">Where the last frame goes as a picture; null for nowhere.</param>
    /// <exception cref="Numerics.UserErrorException">Something cannot be written, or ffmpeg is missing.</exception>
    public TakeWriter(
        GL gl, string path, FrameFormat format, TakeLook? look = null, Func<ExperimentFile>? experiment = null,
        string? poster = null)
    {
        (_gl, Format, _look, _experiment) = (gl, format, look ?? new TakeLook(), experiment);
        _reader = new FrameReader(gl);
        _sink = FrameSinks.Create(path, format, new FrameSinkOptions { Alpha = _look.IsTransparent });
        try
        {
            _poster = poster is null ? null : new PosterSink(poster, format, _look.IsTransparent);
            if (experiment is null)
                return;
            _telemetry = new TelemetryLog(Beside(path, "telemetry", ".csv", TelemetryLog.Header));
            _experimentPath = Beside(path, "experiment", ".neurolab.json", OwnMark.OfExperiments);
            CommandFiles.Claim(_experimentPath, OwnMark.OfExperiments);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Size and rate.</summary>
    public FrameFormat Format { get; }

    /// <summary>Pictures so far.</summary>
    public int Frames => _sink.Frames + _due;

    /// <summary>Size on disk so far.</summary>
    public long BytesWritten => _sink.BytesWritten;

    /// <summary>Writes what is drawn as one picture. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void WritePicture(GL gl, string path, FrameFormat format, in TakeFrame frame)
    {
        using var writer = new TakeWriter(gl, path, format);
        writer.Add(frame);
        writer.Complete();
    }

    /// <summary>Records every frame of a source, or those until it is cancelled, and finishes. Blocks.</summary>
    /// <param name="frames">Draws a frame when it is asked for it, and does not wait for the device; null for one that passes unseen.</param>
    /// <param name="progress">Called after each picture with the number so far and the bytes written.</param>
    /// <param name="cancellation">Ends the take early; what was recorded so far is finished properly.</param>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first picture.</exception>
    public TakeSummary Record(IEnumerable<TakeFrame?> frames, Action<int, long> progress, CancellationToken cancellation)
    {
        using var source = frames.GetEnumerator();
        while (!cancellation.IsCancellationRequested && source.MoveNext())
        {
            if (source.Current is not { } frame)
                continue;
            Add(frame);
            progress(Frames, BytesWritten);
        }
        if (Frames == 0)
            cancellation.ThrowIfCancellationRequested();
        return Complete();
    }

    /// <summary>Adds a frame; waits until the device has drawn it.</summary>
    /// <param name="frame">What is drawn.</param>
    /// <param name="times">How often it is shown.</param>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    public void Add(in TakeFrame frame, int times = 1)
    {
        // While the device draws this frame, the one before is handed on.
        _gl.Flush();
        WriteDue();
        int factor = _look.Supersampling, width = Format.Width * factor, height = Format.Height * factor;
        if (_pixels.Length == 0)
            _pixels = GC.AllocateUninitializedArray<byte>(width * height * 4);
        _reader.Read(frame.Framebuffer, width, height, _pixels, _look.IsTransparent);
        if (factor > 1)
            BoxFilter.Reduce(_pixels, Format.Width, Format.Height, factor);
        if (_look.IsTransparent)
            StraightAlpha.Restore(_pixels.AsSpan(0, Format.FrameBytes));
        (_row, _due) = (frame.Row, times);
    }

    /// <summary>Finishes every file. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    public TakeSummary Complete()
    {
        WriteDue();
        _sink.Complete();
        _telemetry?.Complete();
        _poster?.Write(_pixels.AsSpan(0, Format.FrameBytes));
        _poster?.Complete();
        _experiment?.Invoke().Save(_experimentPath);
        return new TakeSummary(
            _sink.Path, Frames, Frames / (double)Format.FramesPerSecond, BytesWritten, _row.Step, _row.Loss,
            Convert.ToHexStringLower(_hash.GetHashAndReset()), _telemetry?.Path ?? "", _experimentPath);
    }

    /// <summary>Deletes the files if they were not completed.</summary>
    public void Dispose()
    {
        _sink.Dispose();
        _poster?.Dispose();
        _telemetry?.Dispose();
        _hash.Dispose();
    }

    private void WriteDue()
    {
        for (; _due > 0; _due--)
        {
            var pixels = _pixels.AsSpan(0, Format.FrameBytes);
            _hash.AppendData(pixels);
            _telemetry?.Append(_row with { Frame = _sink.Frames });
            _sink.Write(pixels);
        }
    }

    // The user did not name these files, so they avoid existing ones and the command's inputs.
    private static string Beside(string path, string name, string extension, string mark)
    {
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return Path.Combine(path, name + extension);
        var usual = Path.ChangeExtension(path, extension);
        return OutputFile.IsFree(usual, mark) ? usual : Path.ChangeExtension(path, $".{name}{extension}");
    }
}
