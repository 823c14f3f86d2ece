using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.App;

/// <summary>Turns one frame's keys into commands, as far as no panel wants them, and hands the mouse to the view's tools.</summary>
internal sealed class DescentControls(DescentView view, DescentCommands commands)
{
    private const double LearningRateFactor = 1.25;

    private readonly ViewTools _tools = new(view, commands);

    private OrbitCamera Camera => view.Scene.Camera;

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
            commands.Open(path);
    }

    private void Press(in KeyStroke stroke)
    {
        if (stroke.Key is >= Key.LeftShift and <= Key.RightSuper)
            return;
        view.Model.AreHintsVisible = false;
        if (stroke.Modifiers.HasFlag(Modifiers.Control) || stroke.Modifiers.HasFlag(Modifiers.Alt))
            PressWithModifier(stroke);
        else if (!PressRepeating(stroke.Key) && !stroke.IsRepeat)
            PressPlain(stroke);
    }

    private void PressWithModifier(in KeyStroke stroke)
    {
        var isControl = stroke.Modifiers.HasFlag(Modifiers.Control);
        if (stroke.Key is >= Key.Digit1 and <= Key.Digit9)
        {
            Bookmark(stroke.Key - Key.Digit0, isControl);
            return;
        }
        if (!isControl)
            return;
        switch (stroke.Key)
        {
            case Key.Z when stroke.Modifiers.HasFlag(Modifiers.Shift): commands.Redo(); break;
            case Key.Z: commands.Undo(); break;
            case Key.Y: commands.Redo(); break;
            case Key.S when stroke.Modifiers.HasFlag(Modifiers.Shift): view.Workspace?.AskForPath(isSaving: true); break;
            case Key.S when !stroke.IsRepeat: commands.Save(); break;
            case Key.D when !stroke.IsRepeat && view.Workspace is { } workspace: commands.Duplicate(workspace.SelectedTrainer); break;
            case Key.O when !stroke.IsRepeat: view.Workspace?.AskForPath(isSaving: false); break;
            case Key.C when !stroke.IsRepeat: commands.CopyCommandLine(); break;
            case Key.Equal or Key.KeypadAdd: commands.Enlarge(1); break;
            case Key.Minus or Key.KeypadSubtract: commands.Enlarge(-1); break;
            case Key.Digit0: commands.Enlarge(0); break;
        }
    }

    private bool PressRepeating(Key key)
    {
        switch (key)
        {
            case Key.Up: commands.ScaleLearningRate(LearningRateFactor, view.Workspace?.SelectedTrainer); return true;
            case Key.Down: commands.ScaleLearningRate(1 / LearningRateFactor, view.Workspace?.SelectedTrainer); return true;
            case Key.S: commands.StepOnce(); return true;
            default: return false;
        }
    }

    private void PressPlain(in KeyStroke stroke)
    {
        switch (stroke.Key)
        {
            case >= Key.Digit1 and <= Key.Digit9 when stroke.Modifiers.HasFlag(Modifiers.Shift):
                Bookmark(stroke.Key - Key.Digit0, stores: false);
                break;
            case >= Key.Digit1 and <= Key.Digit7:
                commands.Choose(Catalog.Optimizers[stroke.Key - Key.Digit1], view.Workspace?.SelectedTrainer);
                break;
            case Key.Space: commands.TogglePlay(); break;
            case Key.R: commands.Restart(); break;
            case Key.F: FrameSelection(); break;
            case Key.Home: MoveCamera(camera => camera.Frame()); break;
            case Key.T: commands.ToggleTop(); break;
            case Key.L: commands.ToggleLogarithm(); break;
            case Key.C: commands.Recentre(); break;
            case Key.N: commands.NextDataset(); break;
            case Key.P: commands.ShowPlane(new RandomPlane()); break;
            case Key.D: commands.ShowPlane(new DescentPlane()); break;
            case Key.H or Key.F1: view.Model.IsHelpVisible = !view.Model.IsHelpVisible; break;
            case Key.G: ToggleLesson(); break;
            case Key.PageDown: TurnLesson(1); break;
            case Key.PageUp: TurnLesson(-1); break;
            case Key.Tab: TogglePanels(); break;
            case Key.Equal or Key.KeypadAdd: commands.ScaleSteps(2); break;
            case Key.Minus or Key.KeypadSubtract: commands.ScaleSteps(0.5); break;
            case Key.Delete when view.Workspace?.ChosenRunner is { } runner: commands.RemoveRunner(runner); break;
            case Key.F10: commands.WantsRecording = true; break;
            case Key.F11: commands.WantsFullscreen = true; break;
            case Key.Escape: Leave(); break;
        }
    }

    private void Bookmark(int number, bool stores)
    {
        if (stores)
        {
            Camera.SetBookmark(number);
            commands.Say($"View kept as {number}: Alt {number} comes back to it");
            return;
        }
        var from = Camera.Pose;
        if (Camera.GoToBookmark(number))
            commands.Editor.CommitCamera(from);
        else
            commands.Say($"No view is kept as {number}: Ctrl {number} keeps this one");
    }

    // A runner that was chosen in the hierarchy is come near to; else the whole landscape is framed.
    private void FrameSelection() => MoveCamera(camera =>
    {
        var ball = view.Workspace?.ChosenRunner?.Ball.Position ?? new Vector3(float.NaN);
        if (float.IsFinite(ball.X + ball.Y + ball.Z))
            camera.LookAt(ball);
        else
            camera.Frame();
    });

    private void MoveCamera(Action<OrbitCamera> move)
    {
        var from = Camera.Pose;
        move(Camera);
        commands.Editor.CommitCamera(from);
    }

    private void TogglePanels()
    {
        if (view.Workspace is { } workspace)
            workspace.IsShown = !workspace.IsShown;
        else
            view.HudStyle = view.HudStyle == HudStyle.Full ? HudStyle.None : HudStyle.Full;
    }

    private void ToggleLesson()
    {
        if (view.Workspace is not { } workspace)
            return;
        if (workspace.IsShown)
            workspace.Layout.Toggle("lesson");
        else
            workspace.Layout.Show("lesson");
        workspace.IsShown = true;
    }

    private void TurnLesson(int direction)
    {
        if (view.Workspace is { IsShown: true } workspace && workspace.Layout.IsOpen("lesson"))
            workspace.Panel<LessonPanel>().Turn(direction);
    }

    private void Leave()
    {
        if (view.Model.IsHelpVisible)
            view.Model.IsHelpVisible = false;
        else if (commands.CancelLoading() || commands.Loader.HasJustEnded(view.Model.Time))
            return;
        else if (view.Workspace?.Leave() == true)
            return;
        else
            commands.WantsToQuit = true;
    }
}
