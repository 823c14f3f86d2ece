using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Rendering;
using Silk.NET.OpenGL;

namespace Picking;

/// <summary>
/// Stands in for your own engine: a window of the system's GLFW (<c>libglfw.so.3</c>; on Debian <c>libglfw3</c>), a
/// camera orbited with the right button, and left clicks.
/// </summary>
public sealed partial class Host : IDisposable
{
    private const string Library = "libglfw.so.3";
    private const int ContextVersionMajor = 0x00022002, ContextVersionMinor = 0x00022003, Profile = 0x00022008, CoreProfile = 0x00032001;
    private const int LeftButton = 0, RightButton = 1, Escape = 256;

    private static readonly (int Major, int Minor)[] Versions = [(4, 5), (4, 3), (4, 1)];

    private readonly nint _window;
    private readonly GL _gl;
    private Vector2 _mouse;
    private float _turn = 0.7f;
    private bool _wasPressed;

    /// <summary>Opens the window and makes its context current, with the highest version available.</summary>
    public Host(string title, int width, int height)
    {
        if (Init() == 0)
            throw new PlatformNotSupportedException("there is no display for a window");
        WindowHint(Profile, CoreProfile);
        foreach (var (major, minor) in Versions)
        {
            WindowHint(ContextVersionMajor, major);
            WindowHint(ContextVersionMinor, minor);
            _window = CreateWindow(width, height, title, 0, 0);
            if (_window != 0)
                break;
        }
        if (_window == 0)
            throw new PlatformNotSupportedException("there is no OpenGL 4.1");
        MakeContextCurrent(_window);
        SwapInterval(1);
        _gl = GL.GetApi(FindFunction);
        ReadInput();
    }

    /// <summary>Width of the framebuffer in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height of the framebuffer in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>The pixel clicked in this frame, from the top left; null for none.</summary>
    public Vector2? Click { get; private set; }

    /// <summary>The host's camera.</summary>
    public Camera Camera => Camera.LookAt(
        new Vector3(6 * MathF.Sin(_turn), 4.5f, 6 * MathF.Cos(_turn)), new Vector3(0, 0.6f, 0), 0.7f, Width / (float)Height);

    /// <summary>The address of a GL function.</summary>
    public nint FindFunction(string name) => GetProcAddress(name);

    /// <summary>
    /// Presents the previous frame and reads the input of the next; false when the window was closed.
    /// </summary>
    public bool NextFrame()
    {
        SwapBuffers(_window);
        PollEvents();
        ReadInput();
        return WindowShouldClose(_window) == 0 && GetKey(_window, Escape) == 0;
    }

    /// <summary>Clears the framebuffer.</summary>
    public void Clear()
    {
        _gl.ClearColor(0.10f, 0.12f, 0.16f, 1);
        _gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
    }

    /// <summary>Closes the window.</summary>
    public void Dispose()
    {
        DestroyWindow(_window);
        Terminate();
    }

    private void ReadInput()
    {
        GetFramebufferSize(_window, out var width, out var height);
        (Width, Height) = (Math.Max(1, width), Math.Max(1, height));
        GetWindowSize(_window, out var windowWidth, out _);
        GetCursorPos(_window, out var x, out var y);
        // The mouse position is in window units, the framebuffer in pixels.
        var mouse = new Vector2((float)x, (float)y) * Width / Math.Max(1, windowWidth);
        if (GetMouseButton(_window, RightButton) != 0)
            _turn -= (mouse.X - _mouse.X) * 0.01f;
        var isPressed = GetMouseButton(_window, LeftButton) != 0;
        Click = isPressed && !_wasPressed ? mouse : null;
        (_mouse, _wasPressed) = (mouse, isPressed);
    }

    [LibraryImport(Library, EntryPoint = "glfwInit")]
    private static partial int Init();

    [LibraryImport(Library, EntryPoint = "glfwTerminate")]
    private static partial void Terminate();

    [LibraryImport(Library, EntryPoint = "glfwWindowHint")]
    private static partial void WindowHint(int hint, int value);

    [LibraryImport(Library, EntryPoint = "glfwCreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CreateWindow(int width, int height, string title, nint monitor, nint share);

    [LibraryImport(Library, EntryPoint = "glfwDestroyWindow")]
    private static partial void DestroyWindow(nint window);

    [LibraryImport(Library, EntryPoint = "glfwMakeContextCurrent")]
    private static partial void MakeContextCurrent(nint window);

    [LibraryImport(Library, EntryPoint = "glfwGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetProcAddress(string name);

    [LibraryImport(Library, EntryPoint = "glfwSwapInterval")]
    private static partial void SwapInterval(int interval);

    [LibraryImport(Library, EntryPoint = "glfwSwapBuffers")]
    private static partial void SwapBuffers(nint window);

    [LibraryImport(Library, EntryPoint = "glfwPollEvents")]
    private static partial void PollEvents();

    [LibraryImport(Library, EntryPoint = "glfwWindowShouldClose")]
    private static partial int WindowShouldClose(nint window);

    [LibraryImport(Library, EntryPoint = "glfwGetKey")]
    private static partial int GetKey(nint window, int key);

    [LibraryImport(Library, EntryPoint = "glfwGetMouseButton")]
    private static partial int GetMouseButton(nint window, int button);

    [LibraryImport(Library, EntryPoint = "glfwGetCursorPos")]
    private static partial void GetCursorPos(nint window, out double x, out double y);

    [LibraryImport(Library, EntryPoint = "glfwGetWindowSize")]
    private static partial void GetWindowSize(nint window, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "glfwGetFramebufferSize")]
    private static partial void GetFramebufferSize(nint window, out int width, out int height);
}
