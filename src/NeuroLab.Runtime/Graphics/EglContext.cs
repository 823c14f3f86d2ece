using Silk.NET.OpenGL;

namespace NeuroLab.Graphics;

/// <summary>
/// An OpenGL core context without a window or display server (EGL, Linux only). Each instance is a separate context;
/// several may be current on different threads at the same time. Use and dispose it on the thread it is current on.
/// </summary>
public sealed unsafe class EglContext : IDisposable
{
    private static readonly Lock CreationLock = new();
    private static readonly (int Major, int Minor)[] Versions = [(4, 5), (4, 3), (4, 1)];

    private readonly nint _display;
    private readonly nint _context;
    private readonly nint _surface;
    private bool _disposed;

    private EglContext(nint display, nint context, nint surface)
    {
        _display = display;
        _context = context;
        _surface = surface;
        MakeCurrent();
        Gl = GL.GetApi(EglNative.GetProcAddress);
    }

    /// <summary>The functions of this context; valid while it is current on the calling thread.</summary>
    public GL Gl { get; }

    /// <summary>
    /// Creates a context of the highest available version (4.5, 4.3 or 4.1 core) and makes it current on the calling
    /// thread; null, with the reason in one line, if that fails.
    /// </summary>
    public static EglContext? TryCreate(out string reason)
    {
        if (!OperatingSystem.IsLinux())
        {
            reason = "OpenGL without a window needs EGL, which is used on Linux only";
            return null;
        }
        try
        {
            // Drivers are loaded by the first initialization, which is not thread-safe everywhere.
            lock (CreationLock) return Create(out reason);
        }
        catch (DllNotFoundException)
        {
            reason = "libEGL.so.1 was not found; on Debian install libegl1 and libgl1-mesa-dri";
            return null;
        }
    }

    /// <summary>Makes this context current on the calling thread.</summary>
    public void MakeCurrent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // The current EGL API is thread-local.
        EglNative.BindApi(EglNative.OpenGLApi);
        if (EglNative.MakeCurrent(_display, _surface, _surface, _context) == 0)
            throw new InvalidOperationException($"eglMakeCurrent failed with 0x{EglNative.GetError():X}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (EglNative.GetCurrentContext() == _context) EglNative.MakeCurrent(_display, 0, 0, 0);
        Gl.Dispose();
        EglNative.DestroyContext(_display, _context);
        if (_surface != 0) EglNative.DestroySurface(_display, _surface);
        // The display is shared by all contexts of the process; it is never terminated.
    }

    private static EglContext? Create(out string reason)
    {
        reason = "EGL offers no display; on Debian install libegl1 and libgl1-mesa-dri";
        // Tries GPUs before software renderers: if both are installed, "surfaceless" may select the latter.
        nint[] displays =
        [
            .. EglNative.HardwareDevices().Select(
                device => EglNative.GetPlatformDisplay(EglNative.PlatformDevice, device)),
            EglNative.GetPlatformDisplay(EglNative.PlatformSurfaceless, 0),
            EglNative.GetDisplay(0),
        ];
        foreach (var display in displays)
        {
            if (display == 0 || EglNative.Initialize(display, out _, out _) == 0) continue;
            reason = "EGL offers no OpenGL 4.1 core context";
            if (EglNative.BindApi(EglNative.OpenGLApi) == 0) continue;
            if (CreateSurfaceless(display) is { } surfaceless) return surfaceless;
            if (CreateWithPbuffer(display) is { } pbuffer) return pbuffer;
        }
        return null;
    }

    private static EglContext? CreateSurfaceless(nint display)
    {
        var context = CreateContext(display, config: 0);
        if (context == 0) return null;
        if (EglNative.MakeCurrent(display, 0, 0, context) != 0) return new EglContext(display, context, surface: 0);
        EglNative.DestroyContext(display, context);
        return null;
    }

    private static EglContext? CreateWithPbuffer(nint display)
    {
        var wanted = stackalloc int[]
        {
            EglNative.SurfaceType, EglNative.PbufferBit, EglNative.RenderableType, EglNative.OpenGLBit, EglNative.None,
        };
        nint config;
        if (EglNative.ChooseConfig(display, wanted, &config, 1, out var count) == 0 || count == 0) return null;
        var context = CreateContext(display, config);
        if (context == 0) return null;
        var size = stackalloc int[] { EglNative.Width, 1, EglNative.Height, 1, EglNative.None };
        var surface = EglNative.CreatePbufferSurface(display, config, size);
        if (surface != 0 && EglNative.MakeCurrent(display, surface, surface, context) != 0)
            return new EglContext(display, context, surface);
        EglNative.DestroyContext(display, context);
        return null;
    }

    private static nint CreateContext(nint display, nint config)
    {
        var attributes = stackalloc int[]
        {
            EglNative.ContextMajorVersion, 0, EglNative.ContextMinorVersion, 0,
            EglNative.ContextProfileMask, EglNative.CoreProfileBit, EglNative.None,
        };
        foreach ((var major, var minor) in Versions)
        {
            attributes[1] = major;
            attributes[3] = minor;
            var context = EglNative.CreateContext(display, config, 0, attributes);
            if (context != 0) return context;
        }
        return 0;
    }
}
