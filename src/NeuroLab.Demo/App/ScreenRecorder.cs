using NeuroLab.Demo.Shell;
using NeuroLab.Graphics;
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

    private readonly FrameReader _reader = new(gl);
    private byte[] _pixels = [];
    private IFrameSink? _film;
    private string? _wantedPicture, _wantedFilm;
    private FrameFormat _format;

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
            Take(framebuffer, width, height);
        }
        catch (Exception error) when (commands.Notices.Contain("The animation", error))
        {
            _film?.Dispose();
            _film = null;
            commands.IsFilming = false;
        }
    }

    /// <summary>Saves the next frame as an image named after a station.</summary>
    public void SavePicture(string station) => _wantedPicture = station;

    /// <summary>Starts or stops an animation with the next frame.</summary>
    public void ToggleFilm(string station) => _wantedFilm = station;

    public void Dispose() => End();

    private void Take(uint framebuffer, int width, int height)
    {
        if (_wantedPicture is { } picture)
        {
            _wantedPicture = null;
            commands.Notices.Try(() => SavePicture(Path(picture, ".png"), framebuffer, width, height));
        }
        if (_wantedFilm is { } film)
        {
            _wantedFilm = null;
            if (_film is null)
                commands.Notices.Try(() => Begin(film, width, height));
            else
                End();
        }
        if (_film is null)
            return;
        // A changed size ends the animation.
        if ((width & ~1, height & ~1) != (_format.Width, _format.Height))
            End();
        else
            commands.Notices.Try(() => _film.Write(Read(framebuffer, width, height)), End);
    }

    private void SavePicture(string path, uint framebuffer, int width, int height)
    {
        (width, height) = (width & ~1, height & ~1);
        FrameSinks.WritePicture(path, width, height, Read(framebuffer, width, height));
        commands.Notices.Say($"Saved {path}");
    }

    private void Begin(string name, int width, int height)
    {
        _format = new FrameFormat(width & ~1, height & ~1, FramesPerSecond);
        // An animation needs no external encoder.
        _film = FrameSinks.Create(Path(name, FfmpegLocator.Find().IsAvailable ? RecordingFormat.Mp4.Ending : RecordingFormat.Gif.Ending), _format);
        commands.IsFilming = true;
    }

    private void End()
    {
        if (_film is not { } film)
            return;
        _film = null;
        commands.IsFilming = false;
        commands.Notices.Try(() =>
        {
            if (film.Frames == 0)
                return;
            film.Complete();
            commands.Notices.Say($"Recorded {film.Path}: {film.Frames} {(film.Frames == 1 ? "frame" : "frames")}");
        });
        film.Dispose();
    }

    private ReadOnlySpan<byte> Read(uint framebuffer, int width, int height)
    {
        // Even sizes only: drops a window's odd last row and column.
        (width, height) = (width & ~1, height & ~1);
        if (_pixels.Length != width * height * 4)
            _pixels = new byte[width * height * 4];
        _reader.Read(framebuffer, width, height, _pixels);
        return _pixels;
    }

    // The first unused name.
    private string Path(string station, string extension)
    {
        var folder = System.IO.Path.Combine(commands.Files.ExportFolder, TakeName.Folder);
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine(folder, $"lesson-{station}-{number}{extension}");
            if (!File.Exists(path))
                return path;
        }
    }
}
