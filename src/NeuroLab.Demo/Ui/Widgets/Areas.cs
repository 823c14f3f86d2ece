using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Areas drawn by their owner.</summary>
internal static class Areas
{
    /// <summary>A custom widget: handles the input and draws only the focus.</summary>
    /// <param name="name">Names the widget.</param>
    /// <param name="box">Its bounds.</param>
    /// <param name="isFocusable">Whether Tab stops at it.</param>
    public static WidgetState Area(this Gui gui, string name, in UiRect box, bool isFocusable = false)
    {
        var state = gui.Interact(gui.IdOf(name), box, isFocusable);
        if (isFocusable)
            gui.DrawFocusRing(state, box);
        return state;
    }

    /// <summary>A custom-drawn area that can be pressed and dragged, such as an image of a matrix.</summary>
    public static AreaState DragArea(this Gui gui, string name, in UiRect box)
    {
        var state = gui.Interact(gui.IdOf(name), box, isFocusable: false);
        // After a release outside the window the mouse position is NaN.
        var isHeld = state.IsHeld && float.IsFinite(gui.Input.MouseX + gui.Input.MouseY);
        return new AreaState(state.IsHovered, state.IsPressed, isHeld, gui.Input.MouseX, gui.Input.MouseY, gui.Input.IsShiftDown);
    }
}
