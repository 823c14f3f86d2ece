using System.Drawing;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// A window (or an off-screen surface) with an OpenGL core context and user input. Call it on the thread that created
/// it.
/// </summary>
internal interface IAppWindow : IDisposable
{
    /// <summary>A short name of the windowing library, for a log line.</summary>
    string Description { get; }

    /// <summary>The functions of the context: 4.5 core, or 4.3 or 4.1 if that is the maximum.</summary>
    GL Gl { get; }

    /// <summary>The framebuffer object of the window: 0, unless it is off-screen.</summary>
    uint Framebuffer { get; }

    /// <summary>
    /// The size of <see cref="Framebuffer"/> in pixels at the last <see cref="PollEvents"/>; 0×0 while minimized.
    /// </summary>
    Size FramebufferSize { get; }

    /// <summary>The factor for text and widgets relative to 96 dpi: 1, 1.25, 2 …</summary>
    float ContentScale { get; }

    /// <summary>Input that arrived between the last two calls of <see cref="PollEvents"/>.</summary>
    InputSnapshot Input { get; }

    string Title { get; set; }

    /// <summary>Set by the close button; may be set and cleared by the program.</summary>
    bool ShouldClose { get; set; }

    bool IsMinimized { get; }

    bool VerticalSync { get; set; }

    /// <summary>Whether the window fills its monitor; leaving full screen restores position and size.</summary>
    bool IsFullscreen { get; set; }

    /// <summary>
    /// Hides the cursor and removes the bounds of its movement, for flying: <see cref="InputSnapshot.MouseDelta"/>
    /// continues while <see cref="InputSnapshot.MousePosition"/> stays.
    /// </summary>
    bool IsMouseCaptured { get; set; }

    CursorShape Cursor { get; set; }

    /// <summary>The text on the clipboard; empty if it holds something else.</summary>
    string Clipboard { get; set; }

    /// <summary>Position and size in screen units, without the frame.</summary>
    Rectangle Bounds { get; set; }

    /// <summary>
    /// The part of a monitor that a window can fill, without the desktop's bars and this window's frame: of the monitor
    /// at a position, else of the first. Empty if unknown.
    /// </summary>
    Rectangle RoomAt(Point position);

    /// <summary>Moves it within the monitor, which may be smaller than what is wanted, or gone since.</summary>
    void Place(Rectangle wanted)
    {
        var room = RoomAt(new Point(wanted.X + wanted.Width / 2, wanted.Y + wanted.Height / 2));
        var place = wanted;
        if (room is { Width: > 0, Height: > 0 })
        {
            place.Size = new Size(Math.Min(wanted.Width, room.Width), Math.Min(wanted.Height, room.Height));
            place.X = Math.Clamp(wanted.X, room.Left, room.Right - place.Width);
            place.Y = Math.Clamp(wanted.Y, room.Top, room.Bottom - place.Height);
        }
        if (place != Bounds)
            Bounds = place;
    }

    /// <summary>Requests another size in screen units; <see cref="FramebufferSize"/> follows at a later poll.</summary>
    void Resize(int width, int height);

    void MakeCurrent();

    /// <summary>Processes pending events and publishes them as <see cref="Input"/>; never blocks.</summary>
    void PollEvents();

    /// <summary>Presents the frame; with vertical sync this waits for the display.</summary>
    void SwapBuffers();
}
