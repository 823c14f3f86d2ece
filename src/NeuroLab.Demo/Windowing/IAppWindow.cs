using System.Drawing;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// A window (or a surface without one) with an OpenGL core context and the input of one person. Everything is called
/// on the thread that created it.
/// </summary>
internal interface IAppWindow : IDisposable
{
    /// <summary>The library behind the window, in a few words for a log line.</summary>
    string Description { get; }

    /// <summary>The functions of the context: 4.5 core, or 4.3 or 4.1 where that is all there is.</summary>
    GL Gl { get; }

    /// <summary>The framebuffer object that stands for the window: 0, except where there is no window.</summary>
    uint Framebuffer { get; }

    /// <summary>
    /// The size of <see cref="Framebuffer"/> in pixels at the last <see cref="PollEvents"/>; 0×0 while minimized.
    /// </summary>
    Size FramebufferSize { get; }

    /// <summary>How much larger than 96 dpi the text and widgets should be drawn: 1, 1.25, 2 …</summary>
    float ContentScale { get; }

    /// <summary>What arrived between the last two calls of <see cref="PollEvents"/>.</summary>
    InputSnapshot Input { get; }

    string Title { get; set; }

    /// <summary>Set by the close button; may be set and cleared by the program.</summary>
    bool ShouldClose { get; set; }

    bool IsMinimized { get; }

    bool VerticalSync { get; set; }

    /// <summary>Whether the window fills the monitor it is on; leaving it restores place and size.</summary>
    bool IsFullscreen { get; set; }

    /// <summary>
    /// Hides the cursor and takes the bounds off its movement, for flying: <see cref="InputSnapshot.MouseDelta"/> goes
    /// on while <see cref="InputSnapshot.MousePosition"/> stays.
    /// </summary>
    bool IsMouseCaptured { get; set; }

    CursorShape Cursor { get; set; }

    /// <summary>The text on the clipboard; empty where it holds something else.</summary>
    string Clipboard { get; set; }

    /// <summary>
    /// Place and size in screen units, without the frame around it; where the place is on no monitor any more, only the
    /// size is taken.
    /// </summary>
    Rectangle Bounds { get; set; }

    /// <summary>Asks for another size in screen units; <see cref="FramebufferSize"/> follows at a later poll.</summary>
    void Resize(int width, int height);

    void MakeCurrent();

    /// <summary>Takes in what happened since the last call and freezes it as <see cref="Input"/>; never blocks.</summary>
    void PollEvents();

    /// <summary>Shows what was drawn; with vertical sync this waits for the display.</summary>
    void SwapBuffers();
}
