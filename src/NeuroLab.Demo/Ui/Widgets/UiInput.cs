namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Mouse and keyboard input since the last frame, in logical pixels and seconds.</summary>
internal struct UiInput
{
    public float MouseX;
    public float MouseY;

    /// <summary>Whether the left button is down at the end of the frame.</summary>
    public bool IsMouseDown;

    /// <summary>Whether it was pressed in this frame.</summary>
    public bool IsMousePressed;

    public bool IsMouseReleased;

    /// <summary>Wheel notches; up, away from the user, is positive.</summary>
    public float Wheel;

    /// <summary>Keys pressed in this frame, repeats included.</summary>
    public UiKeys Keys;

    public bool IsShiftDown;

    public bool IsControlDown;

    /// <summary>Typed characters in order.</summary>
    public ReadOnlyMemory<char> Text;

    /// <summary>Time of a monotonic clock.</summary>
    public double Time;
}
