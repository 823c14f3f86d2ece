using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.App;

/// <summary>Turns one frame's input into commands and camera moves, as far as no panel wants it.</summary>
internal sealed class DescentControls(DescentView view, DescentCommands commands)
{
    private const float RadiansPerPixel = 0.008f;
    private const double LearningRateFactor = 1.25;

    private bool _isOrbiting, _isPanning;

    private DescentScene Scene => view.Scene;

    /// <summary>Handles a frame's input.</summary>
    public void Handle(InputSnapshot input)
    {
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            if (stroke.Key != Key.Unknown && view.Workspace?.Wants(stroke) != true)
                Press(stroke);
        }
        foreach (var path in input.DroppedFiles)
            commands.OpenFile(path);
        HandleMouse(input);
    }

    private void Press(in KeyStroke stroke)
    {
        view.Model.AreHintsVisible &= stroke.Key is Key.LeftShift or Key.RightShift or Key.LeftControl or Key.RightControl;
        switch (stroke.Key)
        {
            case Key.Up: commands.ScaleLearningRate(LearningRateFactor); return;
            case Key.Down: commands.ScaleLearningRate(1 / LearningRateFactor); return;
            case Key.S: commands.StepOnce(); return;
        }
        if (stroke.IsRepeat)
            return;
        switch (stroke.Key)
        {
            case Key.Space: commands.TogglePlay(); break;
            case Key.R: commands.Restart(); break;
            case Key.F: Scene.Camera.Frame(); break;
            case Key.L: Scene.Landscape.IsLogarithmic = !Scene.Landscape.IsLogarithmic; break;
            case Key.N: commands.NextDataset(); break;
            case Key.P: commands.ShowPlane(new RandomPlane()); break;
            case Key.D: commands.ShowPlane(new DescentPlane()); break;
            case Key.H or Key.F1: view.Model.IsHelpVisible = !view.Model.IsHelpVisible; break;
            case Key.Tab: TogglePanels(); break;
            case Key.Equal or Key.KeypadAdd: commands.ScaleSteps(2); break;
            case Key.Minus or Key.KeypadSubtract: commands.ScaleSteps(0.5); break;
            case Key.F10: commands.WantsRecording = true; break;
            case Key.F11: commands.WantsFullscreen = true; break;
            case Key.Escape: Leave(); break;
            case >= Key.Digit1 and <= Key.Digit7: commands.Choose(Catalog.Optimizers[stroke.Key - Key.Digit1]); break;
        }
    }

    private void TogglePanels()
    {
        if (view.Workspace is { } workspace)
            workspace.IsShown = !workspace.IsShown;
        else
            view.ShowsHud = !view.ShowsHud;
    }

    private void HandleMouse(InputSnapshot input)
    {
        var pointer = input.MousePosition;
        var place = pointer / view.Scale;
        view.Model.PointerX = place.X;
        view.Model.PointerY = place.Y;
        var isInView = view.Workspace?.IsInView(place.X, place.Y) != false;

        if (input.WasPressed(MouseButton.Left))
            Click(input.PressPosition(MouseButton.Left), input.Modifiers.HasFlag(Modifiers.Shift));
        if (input.WasPressed(MouseButton.Middle) && isInView)
            _isPanning = true;
        _isOrbiting &= input.IsDown(MouseButton.Left);
        _isPanning &= input.IsDown(MouseButton.Left) || input.IsDown(MouseButton.Middle);

        if (_isPanning)
        {
            Scene.Camera.Pan(
                input.MouseDelta.X / view.SceneArea.Height, -input.MouseDelta.Y / view.SceneArea.Height);
        }
        else if (_isOrbiting)
        {
            var angle = RadiansPerPixel / view.Scale;
            Scene.Camera.Orbit(-input.MouseDelta.X * angle, input.MouseDelta.Y * angle);
        }
        var isOnSurface = view.TryPick(pointer, out var hit) && isInView;
        if (input.Wheel.Y != 0 && isInView)
            Scene.Camera.Zoom(MathF.Pow(0.88f, input.Wheel.Y), isOnSurface ? hit.World : Scene.Camera.Target);

        view.Model.IsHovering = isOnSurface && input.IsMouseInside && !_isOrbiting && !_isPanning;
        (view.Model.HoverAlpha, view.Model.HoverBeta, view.Model.HoverLoss) = (hit.Alpha, hit.Beta, hit.Loss);
    }

    private void Click(Vector2 pixel, bool withShift)
    {
        view.Model.AreHintsVisible = false;
        var place = pixel / view.Scale;
        var action = view.ShowsHud && view.Workspace is not { IsShown: true }
            ? Hud.ActionAt(place.X, place.Y, view.LogicalSize.X, view.LogicalSize.Y)
            : HudAction.None;
        switch (action)
        {
            case HudAction.Restart: commands.Restart(); break;
            case HudAction.PlayPause: commands.TogglePlay(); break;
            case HudAction.Step: commands.StepOnce(); break;
            case HudAction.Record: commands.WantsRecording = true; break;
            case HudAction.Help: view.Model.IsHelpVisible = !view.Model.IsHelpVisible; break;
            case HudAction.None when view.Model.IsHelpVisible: view.Model.IsHelpVisible = false; break;
            case HudAction.None when IsInScene(pixel) && view.Workspace?.IsInView(place.X, place.Y) != false:
                (_isPanning, _isOrbiting) = (withShift, !withShift);
                break;
        }
    }

    private bool IsInScene(Vector2 pixel) => pixel.Y >= view.SceneArea.Y && pixel.Y < view.SceneArea.Y + view.SceneArea.Height
        && pixel.X >= view.SceneArea.X && pixel.X < view.SceneArea.X + view.SceneArea.Width;

    private void Leave()
    {
        if (view.Model.IsHelpVisible)
            view.Model.IsHelpVisible = false;
        else
            commands.WantsToQuit = true;
    }
}
