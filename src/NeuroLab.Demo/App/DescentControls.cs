using System.Globalization;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>Turns one frame's input into changes of the scene. Every change that is not plain to see is said in a line.</summary>
internal sealed class DescentControls
{
    private const float RadiansPerPixel = 0.008f;
    private const double LearningRateFactor = 1.25;

    private readonly DescentView _view;
    private readonly ulong _seed;
    private int _dataset;
    private bool _isOrbiting, _isPanning;

    /// <summary>Controls for a view that shows the catalogue's data set of that name, or a file.</summary>
    public DescentControls(DescentView view, string dataset, ulong seed)
    {
        _view = view;
        _seed = seed;
        _dataset = Catalog.Datasets.ToList().FindIndex(source => source.Name == dataset);
    }

    /// <summary>Set when the person asked to quit.</summary>
    public bool WantsToQuit { get; private set; }

    /// <summary>Set when the person asked to start or stop a recording; whoever acts on it clears it.</summary>
    public bool WantsRecording { get; set; }

    /// <summary>Set when the person asked for the other of window and full screen; whoever acts on it clears it.</summary>
    public bool WantsFullscreen { get; set; }

    private DescentScene Scene => _view.Scene;

    private Trainer Trainer => Scene.Trainer;

    /// <summary>Handles a frame's input.</summary>
    public void Handle(InputSnapshot input)
    {
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            if (stroke.Key != Key.Unknown)
                Press(stroke.Key, stroke.IsRepeat);
        }
        HandleMouse(input);
    }

    private void Press(Key key, bool isRepeat)
    {
        _view.Model.AreHintsVisible &= key is Key.LeftShift or Key.RightShift;
        switch (key)
        {
            case Key.Up: ScaleLearningRate(LearningRateFactor); return;
            case Key.Down: ScaleLearningRate(1 / LearningRateFactor); return;
            case Key.S: StepOnce(); return;
        }
        if (isRepeat)
            return;
        switch (key)
        {
            case Key.Space: Trainer.IsPlaying = !Trainer.IsPlaying; break;
            case Key.R: Restart(); break;
            case Key.F: Scene.Camera.Frame(); break;
            case Key.L: Scene.Landscape.IsLogarithmic = !Scene.Landscape.IsLogarithmic; break;
            case Key.N: NextDataset(); break;
            case Key.P: ShowPlane(new RandomPlane()); break;
            case Key.D: ShowPlane(new DescentPlane()); break;
            case Key.H or Key.F1: _view.Model.IsHelpVisible = !_view.Model.IsHelpVisible; break;
            case Key.Tab: _view.ShowsHud = !_view.ShowsHud; break;
            case Key.Equal or Key.KeypadAdd: ScaleSteps(2); break;
            case Key.Minus or Key.KeypadSubtract: ScaleSteps(0.5); break;
            case Key.F10: WantsRecording = true; break;
            case Key.F11: WantsFullscreen = true; break;
            case Key.Escape: Leave(); break;
            case >= Key.Digit1 and <= Key.Digit7: ChooseOptimizer(key - Key.Digit1); break;
        }
    }

    private void HandleMouse(InputSnapshot input)
    {
        var pointer = input.MousePosition;
        _view.Model.PointerX = pointer.X / _view.Scale;
        _view.Model.PointerY = pointer.Y / _view.Scale;

        if (input.WasPressed(MouseButton.Left))
            Click(input.PressPosition(MouseButton.Left), input.Modifiers.HasFlag(Modifiers.Shift));
        if (input.WasPressed(MouseButton.Middle))
            _isPanning = true;
        _isOrbiting &= input.IsDown(MouseButton.Left);
        _isPanning &= input.IsDown(MouseButton.Left) || input.IsDown(MouseButton.Middle);

        if (_isPanning)
        {
            Scene.Camera.Pan(
                input.MouseDelta.X / _view.SceneArea.Height, -input.MouseDelta.Y / _view.SceneArea.Height);
        }
        else if (_isOrbiting)
        {
            var angle = RadiansPerPixel / _view.Scale;
            Scene.Camera.Orbit(-input.MouseDelta.X * angle, input.MouseDelta.Y * angle);
        }
        var isOnSurface = _view.TryPick(pointer, out var hit);
        if (input.Wheel.Y != 0)
            Scene.Camera.Zoom(MathF.Pow(0.88f, input.Wheel.Y), isOnSurface ? hit.World : Scene.Camera.Target);

        _view.Model.IsHovering = isOnSurface && input.IsMouseInside && !_isOrbiting && !_isPanning;
        (_view.Model.HoverAlpha, _view.Model.HoverBeta, _view.Model.HoverLoss) = (hit.Alpha, hit.Beta, hit.Loss);
    }

    private void Click(Vector2 pixel, bool withShift)
    {
        _view.Model.AreHintsVisible = false;
        var place = pixel / _view.Scale;
        var action = _view.ShowsHud
            ? Hud.ActionAt(place.X, place.Y, _view.LogicalSize.X, _view.LogicalSize.Y)
            : HudAction.None;
        switch (action)
        {
            case HudAction.Restart: Restart(); break;
            case HudAction.PlayPause: Trainer.IsPlaying = !Trainer.IsPlaying; break;
            case HudAction.Step: StepOnce(); break;
            case HudAction.Record: WantsRecording = true; break;
            case HudAction.Help: _view.Model.IsHelpVisible = !_view.Model.IsHelpVisible; break;
            case HudAction.None when _view.Model.IsHelpVisible: _view.Model.IsHelpVisible = false; break;
            case HudAction.None when pixel.Y >= _view.SceneArea.Y && pixel.Y < _view.SceneArea.Y + _view.SceneArea.Height:
                (_isPanning, _isOrbiting) = (withShift, !withShift);
                break;
        }
    }

    private void Leave()
    {
        if (_view.Model.IsHelpVisible)
            _view.Model.IsHelpVisible = false;
        else
            WantsToQuit = true;
    }

    private void StepOnce()
    {
        Trainer.IsPlaying = false;
        Trainer.StepOnce();
    }

    private void Restart()
    {
        Trainer.Restart();
        Say("Back to the first weights");
    }

    private void ScaleLearningRate(double factor)
    {
        Trainer.LearningRate = Math.Clamp(Trainer.LearningRate * factor, 1e-8, 1e4);
        Say(string.Create(CultureInfo.InvariantCulture, $"Learning rate {Trainer.LearningRate:G3}"));
    }

    private void ScaleSteps(double factor)
    {
        Trainer.StepsPerFrame = (int)Math.Clamp(Trainer.StepsPerFrame * factor, 1, 1024);
        Say(string.Create(CultureInfo.InvariantCulture, $"{Trainer.StepsPerFrame} steps per frame"));
    }

    private void ChooseOptimizer(int index)
    {
        Trainer.Optimizer = Catalog.Optimizers[index];
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{Trainer.Optimizer.Title}, learning rate {Trainer.LearningRate:G3}"));
    }

    private void NextDataset()
    {
        Try(() =>
        {
            var next = (_dataset + 1) % Catalog.Datasets.Count;
            var data = Catalog.Datasets[next].Load(new DatasetOptions { Seed = _seed });
            var preset = Preset.For(data.Train);
            Scene.Load(preset.CreateExperiment(data, _seed));
            Scene.RehearsalSteps = preset.RehearsalSteps;
            Scene.ShowDescent();
            _dataset = next;
            Say($"{data.Train.Name}: {Catalog.Datasets[next].Description}");
        });
    }

    private void ShowPlane(PlaneKind kind) => Try(() =>
    {
        Scene.Show(kind);
        Say(char.ToUpperInvariant(Scene.Landscape.Plane!.Description[0]) + Scene.Landscape.Plane.Description[1..]);
    });

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (UserErrorException error)
        {
            _view.Hud.Toast.Show(error.Message, _view.Model.Time, seconds: 6, isError: true);
        }
    }

    private void Say(string text) => _view.Hud.Toast.Show(text, _view.Model.Time);
}
