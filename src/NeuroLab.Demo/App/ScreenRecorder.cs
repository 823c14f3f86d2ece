using NeuroLab.Demo.Shell;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>
/// The window as it is, panels and all, as pictures and animations in the export folder: for the stations of the lesson.
/// Frame thread.
/// </summary>
internal sealed class ScreenRecorder(GL gl, DescentCommands commands) : IDisposable
{
    private const int FramesPerSecond = 30;

    private readonly FrameReader _reader = new(gl);
    private byte[] _pixels = [];
    private IFrameSink? _film;
    private string? _wantedPicture, _wantedFilm;
    private FrameFormat _format;

    /// <summary>What a frame's tick should last: while recording, a frame of the animation.</summary>
    public double TickSeconds(double elapsed) => _film is null ? elapsed : 1.0 / FramesPerSecond;

    /// <summary>Takes the picture that was just drawn to where it is wanted.</summary>
    public void Capture(uint framebuffer, int width, int height)
    {
        // Apart, so that a frame of which nothing is wanted allocates nothing.
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

    /// <summary>Saves the next frame as a picture named after a station.</summary>
    public void SavePicture(string station) => _wantedPicture = station;

    /// <summary>Begins an animation with the next frame, or ends it there.</summary>
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
        // Another size would be another film.
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
        // An animation needs no encoder of the system's.
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
        // Even sizes only: a window's odd last row and column stay out.
        (width, height) = (width & ~1, height & ~1);
        if (_pixels.Length != width * height * 4)
            _pixels = new byte[width * height * 4];
        _reader.Read(framebuffer, width, height, _pixels);
        return _pixels;
    }

    // The first name that is free.
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
