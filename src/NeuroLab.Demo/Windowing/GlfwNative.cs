using System.Runtime.InteropServices;

namespace NeuroLab.Demo.Windowing;

/// <summary>The functions of GLFW 3.3 for a window with input, from the distribution's own library.</summary>
internal static unsafe partial class GlfwNative
{
    public const string Library = "libglfw.so.3";

    public const int True = 1;
    public const int Focused = 0x00020001;
    public const int Iconified = 0x00020002;
    public const int Visible = 0x00020004;
    public const int DepthBits = 0x00021005;
    public const int StencilBits = 0x00021006;
    public const int Samples = 0x0002100D;
    public const int ContextVersionMajor = 0x00022002;
    public const int ContextVersionMinor = 0x00022003;
    public const int OpenGLForwardCompatible = 0x00022006;
    public const int OpenGLProfile = 0x00022008;
    public const int OpenGLCoreProfile = 0x00032001;
    public const int ScaleToMonitor = 0x0002200C;
    public const int X11ClassName = 0x00024001;
    public const int X11InstanceName = 0x00024002;
    public const int CursorMode = 0x00033001;
    public const int CursorNormal = 0x00034001;
    public const int CursorDisabled = 0x00034003;
    public const int RawMouseMotion = 0x00033005;
    public const int FirstStandardCursor = 0x00036001;
    public const int Release = 0;

    /// <summary>GLFWvidmode.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct VideoMode
    {
        public int Width, Height, RedBits, GreenBits, BlueBits, RefreshRate;
    }

    [LibraryImport(Library, EntryPoint = "glfwInit")]
    public static partial int Init();

    [LibraryImport(Library, EntryPoint = "glfwTerminate")]
    public static partial void Terminate();

    [LibraryImport(Library, EntryPoint = "glfwGetVersion")]
    public static partial void GetVersion(out int major, out int minor, out int revision);

    [LibraryImport(Library, EntryPoint = "glfwGetError")]
    public static partial int GetError(out nint description);

    [LibraryImport(Library, EntryPoint = "glfwDefaultWindowHints")]
    public static partial void DefaultWindowHints();

    [LibraryImport(Library, EntryPoint = "glfwWindowHint")]
    public static partial void WindowHint(int hint, int value);

    [LibraryImport(Library, EntryPoint = "glfwWindowHintString", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void WindowHintString(int hint, string value);

    [LibraryImport(Library, EntryPoint = "glfwCreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateWindow(int width, int height, string title, nint monitor, nint share);

    [LibraryImport(Library, EntryPoint = "glfwDestroyWindow")]
    public static partial void DestroyWindow(nint window);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowUserPointer")]
    public static partial void SetWindowUserPointer(nint window, nint pointer);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowUserPointer")]
    public static partial nint GetWindowUserPointer(nint window);

    [LibraryImport(Library, EntryPoint = "glfwMakeContextCurrent")]
    public static partial void MakeContextCurrent(nint window);

    [LibraryImport(Library, EntryPoint = "glfwGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);

    [LibraryImport(Library, EntryPoint = "glfwSwapInterval")]
    public static partial void SwapInterval(int interval);

    [LibraryImport(Library, EntryPoint = "glfwSwapBuffers")]
    public static partial void SwapBuffers(nint window);

    [LibraryImport(Library, EntryPoint = "glfwPollEvents")]
    public static partial void PollEvents();

    [LibraryImport(Library, EntryPoint = "glfwWindowShouldClose")]
    public static partial int WindowShouldClose(nint window);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowShouldClose")]
    public static partial void SetWindowShouldClose(nint window, int value);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowTitle", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetWindowTitle(nint window, string title);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowAttrib")]
    public static partial int GetWindowAttribute(nint window, int attribute);

    [LibraryImport(Library, EntryPoint = "glfwGetFramebufferSize")]
    public static partial void GetFramebufferSize(nint window, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowContentScale")]
    public static partial void GetWindowContentScale(nint window, out float x, out float y);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowSize")]
    public static partial void GetWindowSize(nint window, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowSize")]
    public static partial void SetWindowSize(nint window, int width, int height);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowPos")]
    public static partial void GetWindowPosition(nint window, out int x, out int y);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowPos")]
    public static partial void SetWindowPosition(nint window, int x, int y);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowMonitor")]
    public static partial nint GetWindowMonitor(nint window);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowMonitor")]
    public static partial void SetWindowMonitor(nint window, nint monitor, int x, int y, int width, int height,
        int rate);

    [LibraryImport(Library, EntryPoint = "glfwGetMonitors")]
    public static partial nint* GetMonitors(out int count);

    [LibraryImport(Library, EntryPoint = "glfwGetMonitorPos")]
    public static partial void GetMonitorPosition(nint monitor, out int x, out int y);

    [LibraryImport(Library, EntryPoint = "glfwGetMonitorWorkarea")]
    public static partial void GetMonitorWorkArea(nint monitor, out int x, out int y, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowFrameSize")]
    public static partial void GetWindowFrameSize(nint window, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library, EntryPoint = "glfwGetVideoMode")]
    public static partial VideoMode* GetVideoMode(nint monitor);

    [LibraryImport(Library, EntryPoint = "glfwGetCursorPos")]
    public static partial void GetCursorPosition(nint window, out double x, out double y);

    [LibraryImport(Library, EntryPoint = "glfwSetInputMode")]
    public static partial void SetInputMode(nint window, int mode, int value);

    [LibraryImport(Library, EntryPoint = "glfwRawMouseMotionSupported")]
    public static partial int RawMouseMotionSupported();

    [LibraryImport(Library, EntryPoint = "glfwCreateStandardCursor")]
    public static partial nint CreateStandardCursor(int shape);

    [LibraryImport(Library, EntryPoint = "glfwSetCursor")]
    public static partial void SetCursor(nint window, nint cursor);

    [LibraryImport(Library, EntryPoint = "glfwGetClipboardString")]
    public static partial nint GetClipboardString(nint window);

    [LibraryImport(Library, EntryPoint = "glfwSetClipboardString", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetClipboardString(nint window, string text);

    [LibraryImport(Library, EntryPoint = "glfwSetKeyCallback")]
    public static partial nint SetKeyCallback(nint window, delegate* unmanaged<nint, int, int, int, int, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetCharCallback")]
    public static partial nint SetCharCallback(nint window, delegate* unmanaged<nint, uint, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetMouseButtonCallback")]
    public static partial nint SetMouseButtonCallback(nint window,
        delegate* unmanaged<nint, int, int, int, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetCursorPosCallback")]
    public static partial nint SetCursorPositionCallback(nint window,
        delegate* unmanaged<nint, double, double, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetCursorEnterCallback")]
    public static partial nint SetCursorEnterCallback(nint window,
        delegate* unmanaged<nint, int, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetScrollCallback")]
    public static partial nint SetScrollCallback(nint window, delegate* unmanaged<nint, double, double, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetWindowFocusCallback")]
    public static partial nint SetFocusCallback(nint window, delegate* unmanaged<nint, int, void> callback);

    [LibraryImport(Library, EntryPoint = "glfwSetDropCallback")]
    public static partial nint SetDropCallback(nint window, delegate* unmanaged<nint, int, nint*, void> callback);

    /// <summary>GLFW's message for the last error on this thread.</summary>
    public static string LastError()
    {
        GetError(out var description);
        return Marshal.PtrToStringUTF8(description) ?? "no reason given";
    }
}
