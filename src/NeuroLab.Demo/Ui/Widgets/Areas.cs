using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Rectangles that their owner draws.</summary>
internal static class Areas
{
    /// <summary>An area of one's own: reads the input and draws nothing but the focus.</summary>
    /// <param name="name">Names the widget.</param>
    /// <param name="box">Where it is.</param>
    /// <param name="isFocusable">Whether Tab stops at it.</param>
    public static WidgetState Area(this Gui gui, string name, in UiRect box, bool isFocusable = false)
    {
        var state = gui.Interact(gui.IdOf(name), box, isFocusable);
        if (isFocusable)
            gui.DrawFocusRing(state, box);
        return state;
    }

    /// <summary>A rectangle that its owner draws and that can be pressed and dragged, such as a picture of a matrix.</summary>
    public static AreaState DragArea(this Gui gui, string name, in UiRect box)
    {
        var state = gui.Interact(gui.IdOf(name), box, isFocusable: false);
        // Let go outside the window, the mouse is nowhere.
        var isHeld = state.IsHeld && float.IsFinite(gui.Input.MouseX + gui.Input.MouseY);
        return new AreaState(state.IsHovered, state.IsPressed, isHeld, gui.Input.MouseX, gui.Input.MouseY, gui.Input.IsShiftDown);
    }
}
