using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.App;

/// <summary>Turns one frame's keys into commands, as far as no panel wants them, and hands the mouse to the view's tools.</summary>
internal sealed class DescentControls(DescentView view, DescentCommands commands, CommandTable table)
{
    private readonly ViewTools _tools = new(view, commands);

    /// <summary>Whether the mouse should be captured: it steers a flight.</summary>
    public bool IsFlying => _tools.IsFlying;

    /// <summary>Handles a frame's input.</summary>
    /// <param name="delta">Seconds since the last frame.</param>
    public void Handle(InputSnapshot input, double delta)
    {
        // First the mouse: while it flies, letters steer.
        _tools.Handle(input, delta);
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            if (stroke.Key != Key.Unknown && view.Workspace?.Wants(stroke) != true && !IsFlying)
                Press(stroke);
        }
        foreach (var path in input.DroppedFiles)
            commands.Files.Open(path);
    }

    private void Press(in KeyStroke stroke)
    {
        if (stroke.Key is >= Key.LeftShift and <= Key.RightSuper)
            return;
        view.Model.AreHintsVisible = false;
        table.Press(stroke);
    }
}
