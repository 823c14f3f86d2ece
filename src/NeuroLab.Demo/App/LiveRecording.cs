using NeuroLab.Graphics;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>Records what the window shows, in real time: where frames come slower than the file's rate, one stands for several.</summary>
internal sealed class LiveRecording : IDisposable
{
    private const int Rate = 30;
    private const string Folder = "recordings";

    private readonly FrameReader _reader;
    private readonly IFrameSink _sink;
    private readonly byte[] _pixels;
    private readonly double _start;

    /// <summary>Opens a file of a free name in a folder's recordings.</summary>
    /// <param name="gl">The window's context, current.</param>
    /// <param name="folder">Empty for the present one.</param>
    /// <param name="width">Of the picture; another size ends the take.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="now">On the clock that <see cref="Add"/> gets.</param>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public LiveRecording(GL gl, string folder, int width, int height, double now)
    {
        _reader = new FrameReader(gl);
        (Width, Height, _start) = (width, height, now);
        var path = FreePath(Directory.CreateDirectory(Path.Combine(folder, Folder)).FullName);
        _sink = FrameSinks.Create(path, new FrameFormat(width, height, Rate));
        _pixels = new byte[width * height * 4];
    }

    /// <summary>Width of the picture.</summary>
    public int Width { get; }

    /// <summary>Height of the picture.</summary>
    public int Height { get; }

    /// <summary>Takes the picture as often as it is due.</summary>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder fails.</exception>
    public void Add(uint framebuffer, double now)
    {
        var due = (int)((now - _start) * Rate) + 1;
        if (_sink.Frames >= due)
            return;
        _reader.Read(framebuffer, Width, Height, _pixels);
        // After a long stall the file does not stand still as long.
        for (var i = Math.Max(_sink.Frames, due - Rate); i < due; i++)
            _sink.Write(_pixels);
    }

    /// <summary>Ends the take. Blocks until it is written.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="Numerics.UserErrorException">The disk or the encoder fails.</exception>
    public string Complete()
    {
        _sink.Complete();
        return Path.GetRelativePath(Environment.CurrentDirectory, _sink.Path);
    }

    /// <summary>Aborts what was not completed.</summary>
    public void Dispose() => _sink.Dispose();

    private static string FreePath(string folder)
    {
        // An animation needs no encoder of the system's.
        var extension = FfmpegLocator.Find().IsAvailable ? "mp4" : "webp";
        for (var i = 1; ; i++)
        {
            var path = Path.Combine(folder, $"descent-{i}.{extension}");
            if (!File.Exists(path))
                return path;
        }
    }
}
