namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>What mouse and keyboard did since the last frame, in logical pixels and seconds.</summary>
internal struct UiInput
{
    public float MouseX;
    public float MouseY;

    /// <summary>Whether the left button is down at the end of the frame.</summary>
    public bool IsMouseDown;

    /// <summary>Whether it went down in this frame.</summary>
    public bool IsMousePressed;

    public bool IsMouseReleased;

    /// <summary>Notches, up and away from the user is positive.</summary>
    public float Wheel;

    /// <summary>Keys pressed in this frame, repeats included.</summary>
    public UiKeys Keys;

    public bool IsShiftDown;

    public bool IsControlDown;

    /// <summary>Typed characters in order.</summary>
    public ReadOnlyMemory<char> Text;

    /// <summary>A steady clock.</summary>
    public double Time;
}
