using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Drawing;
using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Windowing;

/// <summary>A window of the distribution's GLFW 3.3 or newer, on X11 or Wayland.</summary>
internal sealed unsafe class GlfwWindow : IAppWindow
{
    private static readonly (int Major, int Minor)[] ContextVersions = [(4, 5), (4, 3), (4, 1)];
    private static int _openWindows;

    private readonly nint _window;
    private readonly GlfwEvents _events;
    private readonly InputBuffer _input = new();
    private readonly nint[] _cursors = new nint[Enum.GetValues<CursorShape>().Length];
    private readonly long _start = Stopwatch.GetTimestamp();
    private Rectangle _windowedBounds;
    private bool _disposed;

    private GlfwWindow(nint window, WindowOptions options)
    {
        _window = window;
        Title = options.Title;
        _events = new GlfwEvents(window, _input);
        MakeCurrent();
        VerticalSync = options.VerticalSync;
        Gl = GL.GetApi(GlfwNative.GetProcAddress);
        ReadSize();
        _events.PlaceMouse();
        if (options.IsVisible) _input.SetFocus(Has(GlfwNative.Focused));
        _input.Freeze();
    }

    /// <inheritdoc/>
    public string Description
    {
        get
        {
            GlfwNative.GetVersion(out var major, out var minor, out var revision);
            return $"GLFW {major}.{minor}.{revision}";
        }
    }

    /// <inheritdoc/>
    public GL Gl { get; }

    /// <inheritdoc/>
    public uint Framebuffer => 0;

    /// <inheritdoc/>
    public Size FramebufferSize { get; private set; }

    /// <inheritdoc/>
    public float ContentScale { get; private set; }

    /// <inheritdoc/>
    public InputSnapshot Input => _input.Frozen;

    /// <inheritdoc/>
    public string Title
    {
        get;
        set => GlfwNative.SetWindowTitle(_window, field = value);
    }

    /// <inheritdoc/>
    public bool ShouldClose
    {
        get => GlfwNative.WindowShouldClose(_window) != 0;
        set => GlfwNative.SetWindowShouldClose(_window, value ? 1 : 0);
    }

    /// <inheritdoc/>
    public bool IsMinimized => Has(GlfwNative.Iconified);

    /// <inheritdoc/>
    public bool VerticalSync
    {
        get;
        set => GlfwNative.SwapInterval((field = value) ? 1 : 0);
    }

    /// <inheritdoc/>
    public bool IsFullscreen
    {
        get => GlfwNative.GetWindowMonitor(_window) != 0;
        set
        {
            if (value == IsFullscreen) return;
            if (value) FillMonitor();
            else
            {
                var b = _windowedBounds;
                GlfwNative.SetWindowMonitor(_window, 0, b.X, b.Y, b.Width, b.Height, 0);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsMouseCaptured
    {
        get => _input.IsMouseCaptured;
        set
        {
            if (value == _input.IsMouseCaptured) return;
            var mode = value ? GlfwNative.CursorDisabled : GlfwNative.CursorNormal;
            GlfwNative.SetInputMode(_window, GlfwNative.CursorMode, mode);
            if (GlfwNative.RawMouseMotionSupported() != 0)
                GlfwNative.SetInputMode(_window, GlfwNative.RawMouseMotion, value ? 1 : 0);
            _input.IsMouseCaptured = value;
            _events.PlaceMouse();
        }
    }

    /// <inheritdoc/>
    public CursorShape Cursor
    {
        get;
        set
        {
            if (field == value) return;
            field = value;
            ref var cursor = ref _cursors[(int)value];
            if (cursor == 0) cursor = GlfwNative.CreateStandardCursor(GlfwNative.FirstStandardCursor + (int)value);
            GlfwNative.SetCursor(_window, cursor);
        }
    }

    /// <inheritdoc/>
    public string Clipboard
    {
        get => Marshal.PtrToStringUTF8(GlfwNative.GetClipboardString(_window)) ?? "";
        set => GlfwNative.SetClipboardString(_window, value);
    }

    /// <summary>
    /// Creates a window and makes its context current; false, with the reason in one line, if that fails.
    /// </summary>
    public static bool TryCreate(WindowOptions options, [NotNullWhen(true)] out GlfwWindow? window, out string reason)
    {
        window = null;
        if (!NativeLibrary.TryLoad(GlfwNative.Library, out _))
        {
            reason = $"the window library {GlfwNative.Library} is missing; sudo apt-get install libglfw3 brings it";
            return false;
        }
        if (GlfwNative.Init() == 0)
        {
            reason = $"GLFW finds no display: {GlfwNative.LastError()}";
            return false;
        }
        var handle = CreateNative(options, out reason);
        if (handle == 0)
        {
            if (_openWindows == 0) GlfwNative.Terminate();
            return false;
        }
        _openWindows++;
        window = new GlfwWindow(handle, options);
        return true;
    }

    /// <inheritdoc/>
    public Rectangle Bounds
    {
        get
        {
            GlfwNative.GetWindowPosition(_window, out var x, out var y);
            GlfwNative.GetWindowSize(_window, out var width, out var height);
            return new Rectangle(x, y, width, height);
        }
        set
        {
            GlfwNative.SetWindowSize(_window, value.Width, value.Height);
            GlfwNative.SetWindowPosition(_window, value.X, value.Y);
        }
    }

    /// <inheritdoc/>
    public Rectangle RoomAt(Point position)
    {
        var monitor = MonitorAt(position);
        if (monitor == 0) return default;
        GlfwNative.GetMonitorWorkArea(monitor, out var x, out var y, out var width, out var height);
        GlfwNative.GetWindowFrameSize(_window, out var left, out var top, out var right, out var bottom);
        return new Rectangle(x + left, y + top, width - left - right, height - top - bottom);
    }

    /// <inheritdoc/>
    public void Resize(int width, int height) => GlfwNative.SetWindowSize(_window, width, height);

    /// <inheritdoc/>
    public void MakeCurrent() => GlfwNative.MakeContextCurrent(_window);

    /// <inheritdoc/>
    public void PollEvents()
    {
        _input.Time = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        GlfwNative.PollEvents();
        ReadSize();
        _input.Freeze();
    }

    /// <inheritdoc/>
    public void SwapBuffers() => GlfwNative.SwapBuffers(_window);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Gl.Dispose();
        GlfwNative.DestroyWindow(_window);
        _events.Dispose();
        // Terminating also frees the cursors.
        if (--_openWindows == 0) GlfwNative.Terminate();
    }

    private static nint CreateNative(WindowOptions options, out string reason)
    {
        reason = "";
        foreach (var samples in (ReadOnlySpan<int>)[options.Samples, 0])
            foreach ((var major, var minor) in ContextVersions)
            {
                GlfwNative.DefaultWindowHints();
                GlfwNative.WindowHint(GlfwNative.ContextVersionMajor, major);
                GlfwNative.WindowHint(GlfwNative.ContextVersionMinor, minor);
                GlfwNative.WindowHint(GlfwNative.OpenGLProfile, GlfwNative.OpenGLCoreProfile);
                GlfwNative.WindowHint(GlfwNative.OpenGLForwardCompatible, GlfwNative.True);
                // The scene has a depth buffer of its own.
                GlfwNative.WindowHint(GlfwNative.DepthBits, 0);
                GlfwNative.WindowHint(GlfwNative.StencilBits, 0);
                GlfwNative.WindowHint(GlfwNative.Samples, samples);
                GlfwNative.WindowHint(GlfwNative.ScaleToMonitor, GlfwNative.True);
                GlfwNative.WindowHint(GlfwNative.Visible, options.IsVisible ? 1 : 0);
                // Desktops use these names to group windows and find their icon.
                GlfwNative.WindowHintString(GlfwNative.X11ClassName, "NeuroLab");
                GlfwNative.WindowHintString(GlfwNative.X11InstanceName, "neurolab");
                var window = GlfwNative.CreateWindow(options.Width, options.Height, options.Title, 0, 0);
                if (window != 0) return window;
                reason = $"the graphics driver gives no OpenGL 4.1 core context: {GlfwNative.LastError()}";
            }
        return 0;
    }

    private bool Has(int attribute) => GlfwNative.GetWindowAttribute(_window, attribute) != 0;

    private void ReadSize()
    {
        GlfwNative.GetFramebufferSize(_window, out var width, out var height);
        GlfwNative.GetWindowSize(_window, out var unitsWide, out var unitsHigh);
        GlfwNative.GetWindowContentScale(_window, out var scale, out _);
        FramebufferSize = IsMinimized ? Size.Empty : new Size(width, height);
        ContentScale = scale;
        if (unitsWide > 0 && unitsHigh > 0)
            _events.PixelsPerUnit = new Vector2((float)width / unitsWide, (float)height / unitsHigh);
    }

    private void FillMonitor()
    {
        // Wayland does not report a window's position; it reads as 0, which is on the first monitor.
        var own = _windowedBounds = Bounds;
        var monitor = MonitorAt(new Point(own.X + own.Width / 2, own.Y + own.Height / 2));
        if (monitor == 0) return;
        var bounds = BoundsOf(monitor);
        var rate = GlfwNative.GetVideoMode(monitor)->RefreshRate;
        GlfwNative.SetWindowMonitor(_window, monitor, 0, 0, bounds.Width, bounds.Height, rate);
    }

    // The one at a position, else the first; 0 if there is none.
    private static nint MonitorAt(Point position)
    {
        var monitors = GlfwNative.GetMonitors(out var count);
        for (var i = 0; i < count; i++)
            if (BoundsOf(monitors[i]).Contains(position)) return monitors[i];
        return count == 0 ? 0 : monitors[0];
    }

    private static Rectangle BoundsOf(nint monitor)
    {
        GlfwNative.GetMonitorPosition(monitor, out var x, out var y);
        var mode = GlfwNative.GetVideoMode(monitor);
        return new Rectangle(x, y, mode->Width, mode->Height);
    }
}
