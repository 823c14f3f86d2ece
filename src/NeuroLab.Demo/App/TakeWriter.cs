using System.Security.Cryptography;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>
/// A take that is being written: the pictures, and beside them the numbers of each frame as CSV and the experiment file,
/// so that it can be made again. All of it appears with <see cref="Complete"/>. A frame allocates nothing.
/// </summary>
internal sealed class TakeWriter : IDisposable
{
    private readonly FrameFormat _format;
    private readonly IFrameSink _sink;
    private readonly IFrameSink? _poster;
    private readonly TelemetryLog _telemetry;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _last;
    private long _step;
    private double _loss;

    /// <param name="path">The take; its extension decides the kind.</param>
    /// <param name="format">Size and rate.</param>
    /// <param name="poster">Where the last frame goes as a picture; null for nowhere.</param>
    /// <param name="isTransparent">Whether pictures keep their opacity.</param>
    /// <exception cref="Numerics.UserErrorException">Something cannot be written, or ffmpeg is missing.</exception>
    public TakeWriter(string path, FrameFormat format, string? poster = null, bool isTransparent = false)
    {
        _format = format;
        _sink = FrameSinks.Create(path, format, new FrameSinkOptions { Alpha = isTransparent });
        try
        {
            _poster = poster is null ? null : new PosterSink(poster, format, isTransparent);
            _telemetry = new TelemetryLog(Beside(path, "telemetry", ".csv", TelemetryLog.Header));
            ExperimentPath = Beside(path, "experiment", ".neurolab.json", OwnMark.OfExperiments);
            CommandFiles.Claim(ExperimentPath, OwnMark.OfExperiments);
        }
        catch
        {
            _telemetry?.Dispose();
            _poster?.Dispose();
            _sink.Dispose();
            throw;
        }
        _last = new byte[poster is null ? 0 : format.FrameBytes];
    }

    /// <summary>The file or folder.</summary>
    public string Path => _sink.Path;

    /// <summary>Where the experiment file will be.</summary>
    public string ExperimentPath { get; }

    /// <summary>Pictures so far.</summary>
    public int Frames => _sink.Frames;

    /// <summary>Size on disk so far.</summary>
    public long BytesWritten => _sink.BytesWritten;

    /// <summary>What a trainer knows about the frame that its last status is shown in.</summary>
    public static TelemetryRow RowOf(Trainer trainer)
    {
        ref readonly var status = ref trainer.Status;
        return new TelemetryRow(
            0, status.Step, status.Loss, status.Accuracy, trainer.LearningRate, status.GradientNorm, status.Alpha, status.Beta,
            status.Residual, status.Gap);
    }

    /// <summary>Adds a frame, [height, width, 4] bytes from the top row, and what is known about it but its number.</summary>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    public void Write(ReadOnlySpan<byte> pixels, in TelemetryRow row)
    {
        (_step, _loss) = (row.Step, row.Loss);
        _hash.AppendData(pixels);
        pixels[.._last.Length].CopyTo(_last);
        _telemetry.Append(row with { Frame = _sink.Frames });
        _sink.Write(pixels);
    }

    /// <summary>Finishes every file. Blocks.</summary>
    /// <param name="experiment">What was recorded.</param>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder failed.</exception>
    public TakeSummary Complete(ExperimentFile experiment)
    {
        _sink.Complete();
        _telemetry.Complete();
        _poster?.Write(_last);
        _poster?.Complete();
        experiment.Save(ExperimentPath);
        return new TakeSummary(
            Path, Frames, Frames / (double)_format.FramesPerSecond, BytesWritten, _step, _loss,
            Convert.ToHexStringLower(_hash.GetHashAndReset()), _telemetry.Path, ExperimentPath);
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        _sink.Dispose();
        _poster?.Dispose();
        _telemetry.Dispose();
        _hash.Dispose();
    }

    // Nobody asked for these by name, so they give way to what is there and to what the command reads.
    private static string Beside(string path, string name, string extension, string mark)
    {
        if (System.IO.Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return System.IO.Path.Combine(path, name + extension);
        var usual = System.IO.Path.ChangeExtension(path, extension);
        return OutputFile.IsFree(usual, mark) ? usual : System.IO.Path.ChangeExtension(path, $".{name}{extension}");
    }
}
