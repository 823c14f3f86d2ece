using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    /// <summary>A rectangle that its owner draws and that can be pressed and dragged, such as a picture of a matrix.</summary>
    public AreaState DragArea(string name, in UiRect box)
    {
        var state = Interact(IdOf(name), box, isFocusable: false);
        // Let go outside the window, the mouse is nowhere.
        var isHeld = state.IsHeld && float.IsFinite(_input.MouseX + _input.MouseY);
        return new AreaState(state.IsHovered, state.IsPressed, isHeld, _input.MouseX, _input.MouseY, _input.IsShiftDown);
    }
}
