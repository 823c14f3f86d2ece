using System.Diagnostics.CodeAnalysis;
using System.Drawing;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// A window without a user: it draws into a framebuffer object, and a script writes <see cref="Script"/>. On Linux it
/// needs no display (EGL); elsewhere it uses the context of a hidden window. Its clock advances by one frame per poll,
/// so that scripts are deterministic.
/// </summary>
internal sealed class HeadlessWindow : IAppWindow
{
    /// <summary>Seconds that the clock advances per poll.</summary>
    public const double FrameSeconds = 1 / 60.0;

    private readonly EglContext? _context;
    private readonly IAppWindow? _hidden;
    private readonly OffscreenFramebuffer _framebuffer;
    private Size _requestedSize;
    private bool _disposed;

    private HeadlessWindow(EglContext? context, IAppWindow? hidden, WindowOptions options)
    {
        (_context, _hidden) = (context, hidden);
        Gl = context?.Gl ?? hidden!.Gl;
        Title = options.Title;
        VerticalSync = options.VerticalSync;
        _framebuffer = new OffscreenFramebuffer(new GraphicsDevice(Gl)) { HasDepth = false, IsBlueFirst = true };
        _requestedSize = new Size(options.Width, options.Height);
        ApplySize();
    }

    /// <summary>Input of a script; delivered by the next <see cref="PollEvents"/>.</summary>
    public InputBuffer Script { get; } = new();

    /// <inheritdoc/>
    public string Description => _hidden is null ? "no window (EGL)" : $"a hidden window of {_hidden.Description}";

    /// <inheritdoc/>
    public GL Gl { get; }

    /// <inheritdoc/>
    public uint Framebuffer => _framebuffer.DrawHandle;

    /// <inheritdoc/>
    public Size FramebufferSize => IsMinimized ? Size.Empty : new Size(_framebuffer.Width, _framebuffer.Height);

    /// <inheritdoc/>
    public float ContentScale { get; set; } = 1;

    /// <inheritdoc/>
    public InputSnapshot Input => Script.Frozen;

    /// <inheritdoc/>
    public string Title { get; set; }

    /// <inheritdoc/>
    public bool ShouldClose { get; set; }

    /// <inheritdoc/>
    public bool IsMinimized { get; set; }

    /// <inheritdoc/>
    public bool VerticalSync { get; set; }

    /// <inheritdoc/>
    public bool IsFullscreen { get; set; }

    /// <inheritdoc/>
    public bool IsMouseCaptured
    {
        get => Script.IsMouseCaptured;
        set => Script.IsMouseCaptured = value;
    }

    /// <inheritdoc/>
    public CursorShape Cursor { get; set; }

    /// <inheritdoc/>
    public string Clipboard { get; set; } = "";

    /// <summary>
    /// Creates a surface and makes its context current; false, with the reason in one line, if that fails.
    /// </summary>
    public static bool TryCreate(
        WindowOptions options, [NotNullWhen(true)] out HeadlessWindow? window, out string reason)
    {
        window = null;
        IAppWindow? hidden = null;
        var context = EglContext.TryCreate(out reason);
        if (context is null && !WindowFactory.TryCreate(options with { IsVisible = false }, out hidden, out var why))
        {
            reason = $"{reason}; and {why}";
            return false;
        }
        window = new HeadlessWindow(context, hidden, options);
        return true;
    }

    /// <inheritdoc/>
    public Rectangle Bounds
    {
        get => new(Point.Empty, FramebufferSize);
        set => Resize(value.Width, value.Height);
    }

    /// <summary>The size of the monitor that it pretends to be on; empty for none.</summary>
    public Size Room { get; set; }

    /// <inheritdoc/>
    public Rectangle RoomAt(Point position) => new(Point.Empty, Room);

    /// <inheritdoc/>
    public void Resize(int width, int height) => _requestedSize = new Size(width, height);

    /// <inheritdoc/>
    public void MakeCurrent()
    {
        _context?.MakeCurrent();
        _hidden?.MakeCurrent();
    }

    /// <inheritdoc/>
    public void PollEvents()
    {
        // Desktops consider a program that does not poll unresponsive, even if its window is hidden.
        _hidden?.PollEvents();
        ApplySize();
        Script.Time += FrameSeconds;
        Script.Freeze();
    }

    /// <inheritdoc/>
    public void SwapBuffers() => Gl.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        MakeCurrent();
        _framebuffer.Dispose();
        _context?.Dispose();
        _hidden?.Dispose();
    }

    private void ApplySize() => _framebuffer.Resize(_requestedSize.Width, _requestedSize.Height);
}
