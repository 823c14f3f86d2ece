using NeuroLab.Demo.Shell;
using NeuroLab.Files;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// Records the window as it is, including panels, as images and animations in the export folder: for the stations of
/// the lesson. Frame thread.
/// </summary>
internal sealed class ScreenRecorder(GL gl, DescentCommands commands) : IDisposable
{
    private const int FramesPerSecond = 30;

    private TakeWriter? _film;
    private string? _wantedPicture, _wantedFilm;

    /// <summary>The duration of a frame's tick: while recording, one frame of the animation.</summary>
    public double TickSeconds(double elapsed) => _film is null ? elapsed : 1.0 / FramesPerSecond;

    /// <summary>Saves the frame that was just drawn, if requested.</summary>
    public void Capture(uint framebuffer, int width, int height)
    {
        // Separate, so that a frame without a request allocates nothing.
        if (_wantedPicture is null && _wantedFilm is null && _film is null)
            return;
        try
        {
            // Even sizes only: drops a window's odd last row and column.
            Take(new TakeFrame(framebuffer), new FrameFormat(width & ~1, height & ~1, FramesPerSecond));
        }
        catch (Exception error) when (commands.Notices.Contain("The animation", error))
        {
            LetGo()?.Dispose();
        }
    }

    /// <summary>Saves the next frame as an image named after a station.</summary>
    public void SavePicture(string station) => _wantedPicture = station;

    /// <summary>Starts or stops an animation with the next frame.</summary>
    public void ToggleFilm(string station) => _wantedFilm = station;

    public void Dispose() => End();

    private void Take(TakeFrame frame, FrameFormat format)
    {
        if (_wantedPicture is { } picture)
        {
            _wantedPicture = null;
            commands.Notices.Try(() =>
            {
                var path = PathOf(picture, ".png");
                TakeWriter.WritePicture(gl, path, format, frame);
                commands.Notices.Say($"Saved {path}");
            });
        }
        if (_wantedFilm is { } film)
        {
            _wantedFilm = null;
            if (_film is null)
                commands.Notices.Try(() => Begin(film, format));
            else
                End();
        }
        if (_film is null)
            return;
        // A changed size ends the animation.
        if (format != _film.Format)
            End();
        else
            commands.Notices.Try(() => _film.Add(frame), End);
    }

    private void Begin(string name, FrameFormat format)
    {
        // An animation needs no external encoder.
        var kind = FfmpegLocator.Find().IsAvailable ? RecordingFormat.Mp4 : RecordingFormat.Gif;
        _film = new TakeWriter(gl, PathOf(name, kind.Ending), format);
        commands.IsFilming = true;
    }

    private void End()
    {
        using var film = LetGo();
        if (film is not { Frames: > 0 })
            return;
        commands.Notices.Try(() =>
        {
            var summary = film.Complete();
            commands.Notices.SayFile("Recorded", summary.Path, $": {summary.Frames} {(summary.Frames == 1 ? "frame" : "frames")}");
        });
    }

    private TakeWriter? LetGo()
    {
        var film = _film;
        _film = null;
        commands.IsFilming = false;
        return film;
    }

    private string PathOf(string station, string ending) =>
        FreeName.Of(Path.Combine(commands.Files.ExportFolder, TakeName.Folder, "lesson-" + station), ending);
}
