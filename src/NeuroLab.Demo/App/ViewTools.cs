using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.App;

/// <summary>
/// The mouse in the 3D view. A drag orbits (Shift: pans), a drag on a ball moves its weights; a click drops the weights
/// at the point, a double click moves the plane to them; the right button flies with W A S D; the wheel zooms towards
/// the pointer.
/// </summary>
internal sealed class ViewTools(DescentView view, DescentCommands commands)
{
    private const float RadiansPerPixel = 0.008f, LookPerPixel = 0.0035f, FlyPerSecond = 1.2f;
    private const float ClickPixels = 4, BallPixels = 13;

    private Grip _grip;
    private Runner? _held;
    private CutTool.Part _cut;
    private CameraPose _from;
    private bool _hasMoved;

    private enum Grip
    {
        None,
        Press,
        Orbit,
        Pan,
        Ball,
        Cut,
        Fly,
    }

    /// <summary>Whether the mouse steers a flight.</summary>
    public bool IsFlying => _grip == Grip.Fly;

    private CutTool? Cut { get; } = view.Workspace?.Panel<CutTool>();

    private DescentScene Scene => view.Scene;

    private OrbitCamera Camera => Scene.Camera;

    /// <summary>Handles a frame's mouse.</summary>
    public void Handle(InputSnapshot input, double delta)
    {
        var pointer = input.MousePosition;
        var position = pointer / view.Scale;
        (view.Model.PointerX, view.Model.PointerY) = input.IsMouseInside ? (position.X, position.Y) : (float.NaN, float.NaN);
        var isInView = IsInScene(pointer) && view.Workspace?.IsInView(position.X, position.Y) != false;

        Cut?.Point(isInView && input.IsMouseInside ? position : new Vector2(float.NaN));
        Begin(input, isInView);
        Move(input, delta);
        End(input);

        var isOnSurface = view.TryPick(pointer, out var hit) && isInView;
        if (input.Wheel.Y != 0 && isInView)
            Camera.Zoom(MathF.Pow(0.88f, input.Wheel.Y), isOnSurface ? hit.World : Camera.Target);
        view.Model.IsHovering = isOnSurface && input.IsMouseInside && _grip is Grip.None or Grip.Press;
        (view.Model.HoverAlpha, view.Model.HoverBeta, view.Model.HoverLoss) = (hit.Alpha, hit.Beta, hit.Loss);
    }

    private void Begin(InputSnapshot input, bool isInView)
    {
        if (input.WasPressed(MouseButton.Left))
            BeginLeft(input);
        else if (_grip == Grip.None && isInView && input.WasPressed(MouseButton.Middle))
            Hold(Grip.Pan);
        else if (_grip == Grip.None && isInView && input.WasPressed(MouseButton.Right))
            Hold(Grip.Fly);
    }

    private void BeginLeft(InputSnapshot input)
    {
        view.Model.AreHintsVisible = false;
        var pixel = input.PressPosition(MouseButton.Left);
        var position = pixel / view.Scale;
        if (PressHud(position) || _grip != Grip.None || !IsInScene(pixel) || view.Workspace?.IsInView(position.X, position.Y) == false)
            return;
        if (input.ClickCount(MouseButton.Left) == 2)
        {
            commands.RevertClick();
            commands.Recentre();
            return;
        }
        _held = BallAt(pixel);
        _cut = _held is null && view.Workspace is { IsShown: true } ? Cut!.At(position) : CutTool.Part.None;
        Hold(_held is not null ? Grip.Ball : input.Modifiers.HasFlag(Modifiers.Shift) ? Grip.Pan : Grip.Press);
        if (_held is not null)
            commands.Editor.BeginGesture();
    }

    private void Hold(Grip grip)
    {
        _grip = grip;
        _from = Camera.Pose;
        _hasMoved = false;
    }

    private void Move(InputSnapshot input, double delta)
    {
        var moved = input.MouseDelta;
        if (_grip == Grip.Press && Vector2.Distance(input.MousePosition, input.PressPosition(MouseButton.Left)) > ClickPixels * view.Scale)
        {
            // On the cut's line a drag moves the cut; a mere click drops the weights there as anywhere.
            _grip = _cut == CutTool.Part.None ? Grip.Orbit : Grip.Cut;
            if (_grip == Grip.Cut)
                Cut!.Hold(_cut);
            // Includes the movement since the press.
            moved = input.MousePosition - input.PressPosition(MouseButton.Left);
        }
        _hasMoved |= moved != Vector2.Zero;
        switch (_grip)
        {
            case Grip.Orbit:
                var angle = RadiansPerPixel / view.Scale;
                Camera.Orbit(-moved.X * angle, moved.Y * angle);
                break;
            case Grip.Cut when moved != Vector2.Zero:
                Cut!.Drag(input.MousePosition / view.Scale);
                break;
            case Grip.Pan:
                Camera.Pan(moved.X / view.SceneArea.Height, -moved.Y / view.SceneArea.Height);
                break;
            case Grip.Ball when moved != Vector2.Zero && !view.IsSecond(input.MousePosition) && view.TryPick(input.MousePosition, out var hit):
                commands.Drop(hit.Alpha, hit.Beta, _held);
                break;
            case Grip.Fly:
                Camera.LookAround(-moved.X * LookPerPixel, -moved.Y * LookPerPixel);
                Fly(input, (float)delta);
                break;
        }
    }

    private void Fly(InputSnapshot input, float delta)
    {
        var distance = FlyPerSecond * delta * (input.Modifiers.HasFlag(Modifiers.Shift) ? 3 : 1);
        float Axis(Key forth, Key back) => (input.IsDown(forth) ? distance : 0) - (input.IsDown(back) ? distance : 0);
        Camera.Fly(Axis(Key.D, Key.A), Axis(Key.E, Key.Q), Axis(Key.W, Key.S));
    }

    private void End(InputSnapshot input)
    {
        var isHeld = _grip switch
        {
            Grip.None => true,
            Grip.Fly => input.IsDown(MouseButton.Right),
            Grip.Pan => input.IsDown(MouseButton.Left) || input.IsDown(MouseButton.Middle),
            _ => input.IsDown(MouseButton.Left),
        };
        if (isHeld)
            return;
        var grip = _grip;
        _grip = Grip.None;
        if (grip == Grip.Ball)
            commands.Editor.EndGesture();
        else if (grip == Grip.Cut)
            Cut!.Release();
        else if (grip == Grip.Press)
            Click(input);
        else if (_hasMoved)
            commands.Editor.CommitCamera(_from);
    }

    private void Click(InputSnapshot input)
    {
        if (view.IsSecond(input.PressPosition(MouseButton.Left)))
            commands.Notices.Say("Weights are dropped on the first surface, at the left");
        else if (view.TryPick(input.PressPosition(MouseButton.Left), out var hit))
            commands.Drop(hit.Alpha, hit.Beta, view.Workspace?.SelectedRunner);
    }

    private bool PressHud(Vector2 position)
    {
        if (view.Model.IsHelpVisible)
        {
            view.Model.IsHelpVisible = false;
            return true;
        }
        if (view.HudStyle != HudStyle.Full || view.Workspace is { IsShown: true })
            return false;
        var action = Hud.ActionAt(position.X, position.Y, view.LogicalSize.X, view.LogicalSize.Y);
        switch (action)
        {
            case HudAction.Restart: commands.Restart(); break;
            case HudAction.PlayPause: commands.TogglePlay(); break;
            case HudAction.Step: commands.StepOnce(); break;
            case HudAction.Record: commands.Host?.ToggleRecording(); break;
            case HudAction.Help: view.Model.IsHelpVisible = true; break;
        }
        return action != HudAction.None;
    }

    private Runner? BallAt(Vector2 pixel)
    {
        var area = view.FirstArea;
        if (Scene.Comparison is { ShowsDifference: true })
            return null;
        var projection = new SceneProjection(Scene.Frame.Camera, area.Width, area.Height);
        Runner? nearest = null;
        var minDistance = BallPixels * view.Scale;
        foreach (var runner in Scene.Race.Runners)
        {
            var position = runner.Ball.Position;
            if (!runner.Ball.IsVisible || !float.IsFinite(position.X + position.Y + position.Z)
                || !projection.TryProject(position, out var at))
                continue;
            var distance = Vector2.Distance(at + new Vector2(area.X, area.Y), pixel);
            if (distance >= minDistance)
                continue;
            (nearest, minDistance) = (runner, distance);
        }
        return nearest;
    }

    private bool IsInScene(Vector2 pixel) => pixel.Y >= view.SceneArea.Y && pixel.Y < view.SceneArea.Y + view.SceneArea.Height
        && pixel.X >= view.SceneArea.X && pixel.X < view.SceneArea.X + view.SceneArea.Width;
}
