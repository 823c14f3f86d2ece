namespace NeuroLab.Demo.Windowing;

/// <summary>What a window is created with; its size is in screen units at a content scale of 1.</summary>
internal sealed record WindowOptions(string Title, int Width, int Height)
{
    /// <summary>False creates a hidden window, which still has a context to draw with.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>Whether <see cref="IAppWindow.SwapBuffers"/> waits for the display.</summary>
    public bool VerticalSync { get; init; } = true;

    /// <summary>Samples of each pixel of the window itself; a driver that cannot give them gives none.</summary>
    public int Samples { get; init; }
}
