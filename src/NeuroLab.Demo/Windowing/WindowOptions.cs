namespace NeuroLab.Demo.Windowing;

/// <summary>Options of a new window; its size is in screen units at a content scale of 1.</summary>
internal sealed record WindowOptions(string Title, int Width, int Height)
{
    /// <summary>False for a hidden window, which still has a context.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>Whether <see cref="IAppWindow.SwapBuffers"/> waits for the display.</summary>
    public bool VerticalSync { get; init; } = true;

    /// <summary>Samples per pixel of the window itself; drivers that do not support them ignore this.</summary>
    public int Samples { get; init; }
}
