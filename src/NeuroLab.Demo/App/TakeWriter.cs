using System.Security.Cryptography;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>
/// A recording in progress: the frames, and next to them the numbers of each frame as CSV and the experiment file, to
/// repeat it. All files appear with <see cref="Complete"/>. A frame allocates nothing.
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

    /// <param name="path">The recording; its extension selects the format.</param>
    /// <param name="format">Frame size and rate.</param>
    /// <param name="poster">The path for the last frame as an image; null for none.</param>
    /// <param name="isTransparent">Whether frames keep their alpha.</param>
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

    /// <summary>The path of the experiment file.</summary>
    public string ExperimentPath { get; }

    /// <summary>Frames so far.</summary>
    public int Frames => _sink.Frames;

    /// <summary>Size on disk so far.</summary>
    public long BytesWritten => _sink.BytesWritten;

    /// <summary>The telemetry of the frame that shows a trainer's last status.</summary>
    public static TelemetryRow RowOf(Trainer trainer)
    {
        ref readonly var status = ref trainer.Status;
        return new TelemetryRow(
            0, status.Step, status.Loss, status.Accuracy, trainer.LearningRate, status.GradientNorm, status.Alpha, status.Beta,
            status.Residual, status.Gap);
    }

    /// <summary>
    /// Adds a frame, [height, width, 4] bytes, top row first, with its telemetry except the frame number.
    /// </summary>
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
    /// <param name="experiment">The recorded experiment.</param>
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

    /// <summary>Deletes the files if they were not completed.</summary>
    public void Dispose()
    {
        _sink.Dispose();
        _poster?.Dispose();
        _telemetry.Dispose();
        _hash.Dispose();
    }

    // The user did not name these files, so they avoid existing ones and the command's inputs.
    private static string Beside(string path, string name, string extension, string mark)
    {
        if (System.IO.Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return System.IO.Path.Combine(path, name + extension);
        var usual = System.IO.Path.ChangeExtension(path, extension);
        return OutputFile.IsFree(usual, mark) ? usual : System.IO.Path.ChangeExtension(path, $".{name}{extension}");
    }
}
