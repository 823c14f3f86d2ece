using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>
/// An X display in memory, 1280×800 in 24 bits, without a window manager. It starts at the first use, on a number
/// that is free, and ends when disposed.
/// </summary>
public sealed partial class XvfbDisplay : IDisposable
{
    public const int Width = 1280;
    public const int Height = 800;

    private const int Terminate = 15;

    private readonly Lazy<(Process Server, string Name)> _server;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public XvfbDisplay() => _server = new Lazy<(Process, string)>(Start);

    /// <summary>What DISPLAY is set to, such as ":7".</summary>
    public string Name => _server.Value.Name;

    /// <summary>What a person would see at a place of the screen, read from the server's own memory.</summary>
    public (byte Red, byte Green, byte Blue) ReadPixel(int x, int y)
    {
        _ = Name;
        using var file = new FileStream(Path.Combine(_folder, "Xvfb_screen0"),
            FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // An XWD file: a header of big-endian words, the colour table, then rows of BGRX.
        Span<byte> header = stackalloc byte[80];
        file.ReadExactly(header);
        int headerSize = Word(header, 0), bytesPerRow = Word(header, 12), colors = Word(header, 19);
        file.Position = headerSize + 12 * colors + y * bytesPerRow + 4 * x;
        Span<byte> pixel = stackalloc byte[4];
        file.ReadExactly(pixel);
        return (pixel[2], pixel[1], pixel[0]);
    }

    public void Dispose()
    {
        if (!_server.IsValueCreated) return;
        var server = _server.Value.Server;
        // Asked politely, the server takes its lock file along.
        _ = Signal(server.Id, Terminate);
        if (!server.WaitForExit(TimeSpan.FromSeconds(10))) server.Kill();
        server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int Word(ReadOnlySpan<byte> header, int index) =>
        BinaryPrimitives.ReadInt32BigEndian(header[(4 * index)..]);

    private (Process, string) Start()
    {
        Directory.CreateDirectory(_folder);
        var server = Process.Start(new ProcessStartInfo("Xvfb",
            ["-displayfd", "1", "-screen", "0", $"{Width}x{Height}x24", "-fbdir", _folder, "-nolisten", "tcp",
                "-noreset"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        server.BeginErrorReadLine();
        // The number is written when the server takes connections.
        var number = server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Xvfb did not start");
        return (server, $":{number}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
