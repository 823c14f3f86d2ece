using System.Runtime.InteropServices;

namespace NeuroLab.Graphics;

/// <summary>The EGL 1.5 functions needed for a context without a window.</summary>
internal static unsafe partial class EglNative
{
    public const uint PlatformSurfaceless = 0x31DD;
    public const uint PlatformDevice = 0x313F;
    public const uint OpenGLApi = 0x30A2;
    public const int None = 0x3038;
    public const int ContextMajorVersion = 0x3098;
    public const int ContextMinorVersion = 0x30FB;
    public const int ContextProfileMask = 0x30FD;
    public const int CoreProfileBit = 1;
    public const int SurfaceType = 0x3033;
    public const int PbufferBit = 1;
    public const int RenderableType = 0x3040;
    public const int OpenGLBit = 8;
    public const int Width = 0x3057;
    public const int Height = 0x3056;

    private const int Extensions = 0x3055;
    private const int MaxDevices = 16;
    private const string Library = "libEGL.so.1";

    [LibraryImport(Library, EntryPoint = "eglGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);

    [LibraryImport(Library, EntryPoint = "eglGetDisplay")]
    public static partial nint GetDisplay(nint nativeDisplay);

    [LibraryImport(Library, EntryPoint = "eglInitialize")]
    public static partial int Initialize(nint display, out int major, out int minor);

    [LibraryImport(Library, EntryPoint = "eglBindAPI")]
    public static partial int BindApi(uint api);

    [LibraryImport(Library, EntryPoint = "eglChooseConfig")]
    public static partial int ChooseConfig(nint display, int* attributes, nint* configs, int size, out int count);

    [LibraryImport(Library, EntryPoint = "eglCreateContext")]
    public static partial nint CreateContext(nint display, nint config, nint share, int* attributes);

    [LibraryImport(Library, EntryPoint = "eglCreatePbufferSurface")]
    public static partial nint CreatePbufferSurface(nint display, nint config, int* attributes);

    [LibraryImport(Library, EntryPoint = "eglMakeCurrent")]
    public static partial int MakeCurrent(nint display, nint draw, nint read, nint context);

    [LibraryImport(Library, EntryPoint = "eglGetCurrentContext")]
    public static partial nint GetCurrentContext();

    [LibraryImport(Library, EntryPoint = "eglDestroyContext")]
    public static partial int DestroyContext(nint display, nint context);

    [LibraryImport(Library, EntryPoint = "eglDestroySurface")]
    public static partial int DestroySurface(nint display, nint surface);

    [LibraryImport(Library, EntryPoint = "eglGetError")]
    public static partial int GetError();

    /// <summary>The display of a platform defined by an extension; 0 if the extension is missing.</summary>
    public static nint GetPlatformDisplay(uint platform, nint nativeDisplay)
    {
        var function = (delegate* unmanaged<uint, nint, int*, nint>)GetProcAddress("eglGetPlatformDisplayEXT");
        return function == null ? 0 : function(platform, nativeDisplay, null);
    }

    /// <summary>The hardware devices that EGL lists (how NVIDIA exposes GPUs without a display).</summary>
    public static nint[] HardwareDevices()
    {
        var list = (delegate* unmanaged<int, nint*, int*, int>)GetProcAddress("eglQueryDevicesEXT");
        var describe = (delegate* unmanaged<nint, int, nint>)GetProcAddress("eglQueryDeviceStringEXT");
        if (list == null || describe == null) return [];
        var devices = stackalloc nint[MaxDevices];
        int count;
        if (list(MaxDevices, devices, &count) == 0) return [];
        var hardware = new List<nint>();
        for (var i = 0; i < count; i++)
        {
            var extensions = Marshal.PtrToStringUTF8(describe(devices[i], Extensions));
            if (extensions?.Contains("EGL_MESA_device_software", StringComparison.Ordinal) != true) hardware.Add(devices[i]);
        }
        return [.. hardware];
    }
}
