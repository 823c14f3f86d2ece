using System.ComponentModel;
using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// Encodes video with a child process that reads raw frames. <see cref="Write"/> blocks while the process is busy: wrap
/// it in a <see cref="ThreadedSink"/>. Odd sizes get one black column or row, since 4:2:0 video needs even ones.
/// </summary>
/// <remarks>
/// If the process dies or the disk fills up, or if this program is killed, what was recorded up to a second or two
/// before remains, playable, in <c>name.partial.ext</c>; the next recording of that name replaces it. An abort removes it.
/// </remarks>
internal sealed class FfmpegSink : IFrameSink
{
    private readonly FrameFormat _format;
    private readonly VideoCodec _codec;
    private readonly string _program;
    private readonly OutputFile _file;
    private readonly FfmpegProcess _process;
    private string? _failure;
    private bool _completed;

    /// <exception cref="UserErrorException">ffmpeg or its encoder is missing, or the file cannot be written.</exception>
    public FfmpegSink(string path, FrameFormat format, VideoCodec codec, FfmpegInstallation ffmpeg)
    {
        format.Validate();
        ffmpeg.RequireEncoder(codec.Encoder, path);
        _format = format;
        _codec = codec;
        _program = ffmpeg.Path!;
        // Opening it here reports an unwritable path immediately, in our words.
        _file = OutputFile.Open(path, makesFolder: true, isSpooled: true);
        try
        {
            _process = Start(RecordingArguments());
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public string Path => _file.Path;

    public int Frames { get; private set; }

    public long BytesWritten => new FileInfo(_completed ? Path : Partial) is { Exists: true } file ? file.Length : 0;

    /// <summary>The child's process id.</summary>
    internal int ProcessId => _process.Id;

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        ThrowIfFailed();
        try
        {
            _process.Input.Write(rgba);
        }
        catch (IOException)
        {
            // Not "Broken pipe" or "Connection timed out": the exit code and its first message are more informative.
            Fail(_process.WhyItEnded());
        }

        Frames++;
    }

    public void Complete()
    {
        ThrowIfFailed();
        FrameSinks.RequireFrames(this);
        if (_process.Finish() is { } problem)
            Fail(problem);

        if (_codec.FinalArguments is not null)
            PutIndexInFront(_codec.FinalArguments);
        try
        {
            _file.Commit();
        }
        catch (UserErrorException e)
        {
            Fail((e.InnerException ?? e).Message);
        }

        _completed = true;
    }

    public void Dispose()
    {
        if (!_completed && _failure is null)
            _process.Kill();
        if (_failure is not null && BytesWritten > 0)
            _file.Abandon();
        else
            _file.Dispose();
        _process.Dispose();
    }

    private string Partial => _file.PartialPath;

    private void PutIndexInFront(IReadOnlyList<string> arguments)
    {
        var copy = OutputFile.PartialNameOf(Partial);
        using var process = Start(["-i", "file:" + Partial, "-map", "0", "-c", "copy", .. arguments, "file:" + copy]);
        if (process.Finish() is { } problem)
        {
            OutputFile.TryDelete(copy);
            Fail(problem);
        }

        try
        {
            File.Move(copy, Partial, overwrite: true);
        }
        catch (Exception e) when (OutputFile.IsFileError(e))
        {
            OutputFile.TryDelete(copy);
            Fail(e.Message);
        }
    }

    private FfmpegProcess Start(IEnumerable<string> arguments)
    {
        try
        {
            return new FfmpegProcess(_program, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments]);
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException($"cannot record '{Path}': '{_program}' does not start: {e.Message}", e);
        }
    }

    private IEnumerable<string> RecordingArguments()
    {
        var rate = _format.FramesPerSecond.ToString(CultureInfo.InvariantCulture);
        var keyEvery = Math.Max(12, _format.FramesPerSecond).ToString(CultureInfo.InvariantCulture);
        var pad = _format.Width % 2 + _format.Height % 2 == 0 ? "" : "pad=ceil(iw/2)*2:ceil(ih/2)*2,";
        return
        [
            "-f", "rawvideo", "-pixel_format", "rgb0", "-video_size", $"{_format.Width}x{_format.Height}",
            "-framerate", rate, "-i", "pipe:0",
            // Players assume BT.709 for HD video, which ffmpeg does not use by default.
            "-vf", pad + "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
            "-metadata", "comment=" + OwnMark.Text, "-c:v", _codec.Encoder, "-g", keyEvery, .. _codec.Arguments,
            // Writes whole fragments; otherwise a killed process leaves a file cut anywhere, or none below 256 KB.
            "-flush_packets", "1", "file:" + Partial,
        ];
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new UserErrorException(_failure);
    }

    private void Fail(string cause)
    {
        var kept = BytesWritten > 0 ? $"what was recorded is in '{Partial}'" : "nothing was recorded";
        _failure = $"recording '{Path}' failed after {Frames} frames: {cause}; {kept}";
        throw new UserErrorException(_failure);
    }
}
