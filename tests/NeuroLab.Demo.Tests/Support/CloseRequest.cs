using System.Runtime.InteropServices;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>Asks a window to close as a window manager does (WM_DELETE_WINDOW), which older xdotools cannot.</summary>
internal static unsafe partial class CloseRequest
{
    private const string Library = "libX11.so.6";
    private const int ClientMessage = 33;

    public static void Send(string display, nint window)
    {
        var connection = OpenDisplay(display);
        if (connection == 0) throw new InvalidOperationException($"no X server at {display}");
        // An XClientMessageEvent; on 64 bits each of its fields starts at a word of its own.
        var message = stackalloc nint[24];
        new Span<nint>(message, 24).Clear();
        message[0] = ClientMessage;
        message[4] = window;
        message[5] = InternAtom(connection, "WM_PROTOCOLS", 0);
        message[6] = 32;
        message[7] = InternAtom(connection, "WM_DELETE_WINDOW", 0);
        _ = SendEvent(connection, window, 0, 0, message);
        // Closing the connection also sends what is still buffered.
        _ = CloseDisplay(connection);
    }

    [LibraryImport(Library, EntryPoint = "XOpenDisplay", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenDisplay(string name);

    [LibraryImport(Library, EntryPoint = "XInternAtom", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint InternAtom(nint connection, string name, int onlyIfExists);

    [LibraryImport(Library, EntryPoint = "XSendEvent")]
    private static partial int SendEvent(nint connection, nint window, int propagate, nint mask, nint* message);

    [LibraryImport(Library, EntryPoint = "XCloseDisplay")]
    private static partial int CloseDisplay(nint connection);
}
