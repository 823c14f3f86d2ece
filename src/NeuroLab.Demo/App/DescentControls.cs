using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.App;

/// <summary>
/// Translates a frame's keys into commands, unless a panel uses them, and passes the mouse to the view's tools.
/// </summary>
internal sealed class DescentControls(DescentView view, DescentCommands commands, CommandTable table)
{
    private readonly ViewTools _tools = new(view, commands);

    /// <summary>Whether to capture the mouse: it is steering a flight.</summary>
    public bool IsFlying => _tools.IsFlying;

    /// <summary>Handles a frame's input.</summary>
    /// <param name="delta">Seconds since the last frame.</param>
    public void Handle(InputSnapshot input, double delta)
    {
        // The mouse first: during a flight, letters steer.
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
