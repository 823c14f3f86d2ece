#if SILK_WINDOWING
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Drawing;
using System.Numerics;
using System.Text;
using Silk.NET.GLFW;
using Silk.NET.Input;
using Silk.NET.Maths;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;

namespace NeuroLab.Demo.Windowing;

/// <summary>A window of Silk.NET, which brings its own GLFW for Windows, macOS and Linux.</summary>
internal sealed unsafe class SilkWindow : IAppWindow
{
    private readonly IWindow _window;
    private readonly IInputContext _devices;
    private readonly IKeyboard _keyboard;
    private readonly IMouse _mouse;
    private readonly delegate* unmanaged[Cdecl]<nint, float*, float*, void> _getContentScale;
    // Silk.NET reports a key's press and release, but not its repeats.
    private readonly InputBuffer _input = new() { MakesRepeats = true };
    private readonly long _start = Stopwatch.GetTimestamp();
    private Vector2 _pixelsPerUnit = Vector2.One;
    private bool _disposed;

    private SilkWindow(IWindow window, WindowOptions options)
    {
        _window = window;
        _devices = window.CreateInput();
        _keyboard = _devices.Keyboards[0];
        _mouse = _devices.Mice[0];
        _getContentScale = (delegate* unmanaged[Cdecl]<nint, float*, float*, void>)
            GlfwProvider.GLFW.Value.Context.GetProcAddress("glfwGetWindowContentScale");
        Subscribe();
        MakeCurrent();
        VerticalSync = options.VerticalSync;
        Gl = GL.GetApi(_window.GLContext!);
        ReadSize();
        _input.SetMouse(ToPixels(_mouse.Position));
        _input.Freeze();
    }

    /// <inheritdoc/>
    public string Description => "Silk.NET";

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
        get => _window.Title;
        set => _window.Title = value;
    }

    /// <inheritdoc/>
    public bool ShouldClose
    {
        get => _window.IsClosing;
        set => _window.IsClosing = value;
    }

    /// <inheritdoc/>
    public bool IsMinimized => _window.WindowState == WindowState.Minimized;

    /// <inheritdoc/>
    public bool VerticalSync
    {
        get;
        set => _window.GLContext!.SwapInterval((field = value) ? 1 : 0);
    }

    /// <inheritdoc/>
    public bool IsFullscreen
    {
        get => _window.WindowState == WindowState.Fullscreen;
        set => _window.WindowState = value ? WindowState.Fullscreen : WindowState.Normal;
    }

    /// <inheritdoc/>
    public bool IsMouseCaptured
    {
        get => _input.IsMouseCaptured;
        set
        {
            if (value == _input.IsMouseCaptured) return;
            CursorMode captured = _mouse.Cursor.IsSupported(CursorMode.Raw) ? CursorMode.Raw : CursorMode.Disabled;
            _mouse.Cursor.CursorMode = value ? captured : CursorMode.Normal;
            _input.IsMouseCaptured = value;
            _input.SetMouse(ToPixels(_mouse.Position));
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
            _mouse.Cursor.StandardCursor = value switch
            {
                CursorShape.Text => StandardCursor.IBeam,
                CursorShape.Crosshair => StandardCursor.Crosshair,
                CursorShape.Hand => StandardCursor.Hand,
                CursorShape.ResizeHorizontal => StandardCursor.HResize,
                CursorShape.ResizeVertical => StandardCursor.VResize,
                _ => StandardCursor.Arrow,
            };
        }
    }

    /// <inheritdoc/>
    public string Clipboard
    {
        get
        {
            try
            {
                return _keyboard.ClipboardText ?? "";
            }
            catch (GlfwException)
            {
                // On Windows a clipboard without text is reported as an error.
                return "";
            }
        }
        set => _keyboard.ClipboardText = value;
    }

    /// <summary>
    /// Creates a window and makes its context current; false, with the reason in one line, if that fails.
    /// </summary>
    public static bool TryCreate(WindowOptions options, [NotNullWhen(true)] out SilkWindow? window, out string reason)
    {
        window = null;
        reason = "the graphics driver gives no OpenGL 4.1 core context";
        try
        {
            Silk.NET.Windowing.Window.PrioritizeGlfw();
            if (FindVersion() is not { } version) return false;
            // Silk.NET does not change this hint.
            GlfwProvider.GLFW.Value.WindowHint((WindowHintBool)GlfwNative.ScaleToMonitor, true);
            IWindow created = Silk.NET.Windowing.Window.Create(Silk.NET.Windowing.WindowOptions.Default with
            {
                Title = options.Title,
                Size = new Vector2D<int>(options.Width, options.Height),
                IsVisible = options.IsVisible,
                VSync = options.VerticalSync,
                Samples = options.Samples,
                PreferredDepthBufferBits = 0, // the scene has one of its own
                PreferredStencilBufferBits = 0,
                API = new GraphicsAPI(ContextAPI.OpenGL, ContextProfile.Core, ContextFlags.ForwardCompatible, version),
            });
            created.Initialize();
            window = new SilkWindow(created, options);
            reason = "";
            return true;
        }
        catch (Exception e) when (e is GlfwException or PlatformNotSupportedException or FileNotFoundException)
        {
            reason = $"Silk.NET opens no window: {e.Message}";
            return false;
        }
    }

    /// <inheritdoc/>
    public Rectangle Bounds
    {
        get => new(_window.Position.X, _window.Position.Y, _window.Size.X, _window.Size.Y);
        set
        {
            _window.Size = new Vector2D<int>(value.Width, value.Height);
            _window.Position = new Vector2D<int>(value.X, value.Y);
        }
    }

    /// <inheritdoc/>
    public Rectangle RoomAt(Point position) => _window.Monitor is { } monitor
        ? new Rectangle(monitor.Bounds.Origin.X, monitor.Bounds.Origin.Y, monitor.Bounds.Size.X, monitor.Bounds.Size.Y)
        : default;

    /// <inheritdoc/>
    public void Resize(int width, int height) => _window.Size = new Vector2D<int>(width, height);

    /// <inheritdoc/>
    public void MakeCurrent() => _window.GLContext!.MakeCurrent();

    /// <inheritdoc/>
    public void PollEvents()
    {
        _input.Time = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _window.DoEvents();
        ReadSize();
        Vector2 mouse = ToPixels(_mouse.Position);
        _input.SetMouseInside(mouse.X >= 0 && mouse.Y >= 0
            && mouse.X < FramebufferSize.Width && mouse.Y < FramebufferSize.Height);
        _input.Freeze();
    }

    /// <inheritdoc/>
    public void SwapBuffers() => _window.GLContext!.SwapBuffers();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Gl.Dispose();
        _devices.Dispose();
        _window.Dispose();
    }

    /// <summary>
    /// Tries the versions on a hidden window. Silk.NET continues with a null window if GLFW rejects one, which crashes
    /// the process.
    /// </summary>
    private static APIVersion? FindVersion()
    {
        Glfw glfw = GlfwProvider.GLFW.Value;
        foreach (APIVersion version in (ReadOnlySpan<APIVersion>)[new(4, 5), new(4, 3), new(4, 1)])
        {
            glfw.DefaultWindowHints();
            glfw.WindowHint(WindowHintInt.ContextVersionMajor, version.MajorVersion);
            glfw.WindowHint(WindowHintInt.ContextVersionMinor, version.MinorVersion);
            glfw.WindowHint(WindowHintOpenGlProfile.OpenGlProfile, OpenGlProfile.Core);
            glfw.WindowHint(WindowHintBool.OpenGLForwardCompat, true);
            glfw.WindowHint(WindowHintBool.Visible, false);
            try
            {
                WindowHandle* probe = glfw.CreateWindow(16, 16, "", null, null);
                if (probe == null) continue;
                glfw.DestroyWindow(probe);
                return version;
            }
            catch (GlfwException)
            {
                // On Windows Silk.NET throws for what it ignores elsewhere; try the next version.
            }
            finally
            {
                glfw.DefaultWindowHints();
            }
        }
        return null;
    }

    private void Subscribe()
    {
        _keyboard.KeyDown += (_, key, _) => _input.Press(GlfwKeys.ToKey((int)key));
        _keyboard.KeyUp += (_, key, _) => _input.Release(GlfwKeys.ToKey((int)key));
        _keyboard.KeyChar += (_, character) =>
        {
            if (Rune.TryCreate(character, out Rune rune)) _input.Type(rune);
        };
        _mouse.MouseMove += (_, position) => _input.MoveMouse(ToPixels(position));
        _mouse.Scroll += (_, wheel) => _input.Scroll(new Vector2(wheel.X, wheel.Y));
        _mouse.MouseDown += (_, code) =>
        {
            if (GlfwKeys.TryToButton((int)code, out MouseButton button)) _input.Press(button);
        };
        _mouse.MouseUp += (_, code) =>
        {
            if (GlfwKeys.TryToButton((int)code, out MouseButton button)) _input.Release(button);
        };
        _window.FocusChanged += _input.SetFocus;
        _window.FileDrop += paths =>
        {
            foreach (string path in paths) _input.Drop(path);
        };
    }

    private Vector2 ToPixels(Vector2 position) => position * _pixelsPerUnit;

    private void ReadSize()
    {
        Vector2D<int> pixels = _window.FramebufferSize;
        Vector2D<int> units = _window.Size;
        float x = 1, y = 1;
        if (_getContentScale != null) _getContentScale(_window.Handle, &x, &y);
        FramebufferSize = IsMinimized ? Size.Empty : new Size(pixels.X, pixels.Y);
        ContentScale = x;
        if (units is { X: > 0, Y: > 0 })
            _pixelsPerUnit = new Vector2((float)pixels.X / units.X, (float)pixels.Y / units.Y);
    }
}
#endif
