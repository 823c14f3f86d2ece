using System.Security.Cryptography;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// Writes drawn frames to a file: reads each one and passes it to the encoder; if an experiment is recorded, the
/// numbers of each frame are written next to it as CSV, with the experiment file, to repeat the recording. All files
/// appear with <see cref="Complete"/>. A frame allocates nothing. On the context's thread.
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

    /// <param name="gl">The drawing context, current in every call.</param>
    /// <param name="path">The recording; its extension selects the format.</param>
    /// <param name="format">Frame size and rate.</param>
    /// <param name="look">Supersampling and transparency of the frames; null for neither.</param>
    /// <param name="experiment">Returns the recorded experiment at the end; null to write the recording only.</param>
    /// <param name="poster">The path for the last frame as an image; null for none.</param>
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

    /// <summary>Frame size and rate.</summary>
    public FrameFormat Format { get; }

    /// <summary>Frames so far.</summary>
    public int Frames => _sink.Frames + _due;

    /// <summary>Size on disk so far.</summary>
    public long BytesWritten => _sink.BytesWritten;

    /// <summary>Writes a drawn frame as an image. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void WritePicture(GL gl, string path, FrameFormat format, in TakeFrame frame)
    {
        using var writer = new TakeWriter(gl, path, format);
        writer.Add(frame);
        writer.Complete();
    }

    /// <summary>
    /// Records all frames of a source, or those before cancellation, and completes the files. Blocks.
    /// </summary>
    /// <param name="frames">Draws each frame on enumeration, without waiting for the GPU; null for a frame to
    /// skip.</param>
    /// <param name="progress">Called after each frame with the number done and the bytes written.</param>
    /// <param name="cancellation">Stops early; what was recorded so far is saved.</param>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first frame.</exception>
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

    /// <summary>Adds a frame; blocks until the GPU has drawn it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="times">Number of times it is shown.</param>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    public void Add(in TakeFrame frame, int times = 1)
    {
        // While the GPU draws this frame, the previous one is written.
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

    /// <summary>Completes all files. Blocks.</summary>
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
        var defaultPath = Path.ChangeExtension(path, extension);
        return OutputFile.IsFree(defaultPath, mark) ? defaultPath : Path.ChangeExtension(path, $".{name}{extension}");
    }
}
