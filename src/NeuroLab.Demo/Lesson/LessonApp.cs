using System.Diagnostics;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>The lesson in a window, until the person leaves.</summary>
internal sealed class LessonApp : IDisposable
{
    private const float RadiansPerPixel = 0.008f;
    private const string Folder = "recordings";

    private static readonly KeyHint[] Keys =
    [
        new("1 – 5", "stations"),
        new("Page ↑ ↓", "the station before and after"),
        new("Space", "play and pause"),
        new("S", "one step; in the loop, one part"),
        new("R", "restart from the first weights"),
        new("P", "the station's plane through the present weights"),
        new("L", "height as logarithm"),
        new("drag", "orbit"),
        new("Shift drag", "pan"),
        new("wheel", "zoom to the cursor"),
        new("F", "frame the surface"),
        new("F10", "save the picture"),
        new("F11", "full screen"),
        new("H", "this help"),
        new("Esc", "quit"),
    ];

    private readonly IAppWindow _window;
    private readonly DescentScene _scene;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly WidgetInput _input = new();
    private double _last;
    private bool _isOrbiting, _isPanning, _wantsPicture, _wantsToQuit;

    /// <summary>Opens a station in a window whose context is current; the backend stays the caller's.</summary>
    /// <exception cref="Numerics.UserErrorException">The experiment does not fit together.</exception>
    public LessonApp(IAppWindow window, Experiment experiment, IComputeBackend backend, int station)
    {
        _window = window;
        _scene = LessonScene.Create(experiment, backend);
        var size = window.FramebufferSize;
        View = new LessonView(new GraphicsDevice(window.Gl), _scene, size.Width, size.Height, window.ContentScale);
        View.UseKeys(Keys);
        LessonScene.Begin(View, station);
    }

    /// <summary>The view, for tests that look at what is shown.</summary>
    public LessonView View { get; }

    private Trainer Trainer => _scene.Trainer;

    private StationPanel Station => View.Panel.Current;

    /// <summary>Runs until the window closes.</summary>
    public void Run()
    {
        while (!_window.ShouldClose && !_wantsToQuit)
            RunFrame();
    }

    /// <summary>One frame.</summary>
    public void RunFrame()
    {
        _window.PollEvents();
        var now = _clock.Elapsed.TotalSeconds;
        var delta = Math.Min(now - _last, 0.1);
        _last = now;
        var size = _window.FramebufferSize;
        if (!size.IsEmpty)
            View.Layout(size.Width, size.Height, _window.ContentScale);
        HandleKeys(_window.Input);
        HandleMouse(_window.Input);
        View.Tick(delta);
        if (size.IsEmpty)
        {
            Thread.Sleep(15);
            return;
        }
        View.Model.FramesPerSecond = delta > 0 ? 1 / delta : 0;
        _input.Read(_window.Input, View.Scale, View.Gui);
        View.Draw(_window.Framebuffer, _input.Widgets with { Time = now });
        if (_wantsPicture)
            SavePicture(size.Width, size.Height, now);
        _window.SwapBuffers();
    }

    /// <summary>Ends training and frees what the view made; window and backend are the caller's.</summary>
    public void Dispose()
    {
        View.Dispose();
        _scene.Dispose();
    }

    private void HandleKeys(InputSnapshot input)
    {
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            if (stroke.IsRepeat || WidgetInput.BelongsToWidgets(View.Gui, stroke))
                continue;
            switch (stroke.Key)
            {
                case >= Key.Digit1 and <= Key.Digit5: Open(stroke.Key - Key.Digit1); break;
                case Key.PageDown: Open((View.Panel.Index + 1) % 5); break;
                case Key.PageUp: Open((View.Panel.Index + 4) % 5); break;
                case Key.Space: PlayOrPause(); break;
                case Key.S: StepOnce(); break;
                case Key.R: Trainer.Restart(); break;
                case Key.P: LessonScene.ShowPlane(View); break;
                case Key.L: _scene.Landscape.IsLogarithmic = !_scene.Landscape.IsLogarithmic; break;
                case Key.F: _scene.Camera.Frame(); break;
                case Key.H or Key.F1: View.Model.IsHelpVisible = !View.Model.IsHelpVisible; break;
                case Key.F10: _wantsPicture = true; break;
                case Key.F11: _window.IsFullscreen = !_window.IsFullscreen; break;
                case Key.Escape: _wantsToQuit = true; break;
            }
        }
    }

    private void Open(int station)
    {
        var wasOnPath = View.Panel.Index < 2;
        View.Panel.Open(station);
        if (wasOnPath != station < 2)
            LessonScene.ShowPlane(View);
    }

    private void HandleMouse(InputSnapshot input)
    {
        var place = input.MousePosition / View.Scale;
        (View.Model.PointerX, View.Model.PointerY) = (place.X, place.Y);
        if (input.WasPressed(MouseButton.Left))
            Press(input.PressPosition(MouseButton.Left), input.Modifiers.HasFlag(Modifiers.Shift));
        _isOrbiting &= input.IsDown(MouseButton.Left);
        _isPanning &= input.IsDown(MouseButton.Left);
        if (_isPanning)
            _scene.Camera.Pan(input.MouseDelta.X / View.SceneArea.Height, -input.MouseDelta.Y / View.SceneArea.Height);
        else if (_isOrbiting)
            _scene.Camera.Orbit(
                -input.MouseDelta.X * RadiansPerPixel / View.Scale, input.MouseDelta.Y * RadiansPerPixel / View.Scale);
        var isOnSurface = View.TryPick(input.MousePosition, out var hit);
        if (input.Wheel.Y != 0 && place.X < View.DescentArea.Width)
            _scene.Camera.Zoom(MathF.Pow(0.88f, input.Wheel.Y), isOnSurface ? hit.World : _scene.Camera.Target);
        View.Model.IsHovering = isOnSurface && input.IsMouseInside && !_isOrbiting && !_isPanning;
        (View.Model.HoverAlpha, View.Model.HoverBeta, View.Model.HoverLoss) = (hit.Alpha, hit.Beta, hit.Loss);
    }

    private void Press(Vector2 pixel, bool withShift)
    {
        var place = pixel / View.Scale;
        var area = View.DescentArea;
        if (place.X >= area.Width)
            return;
        switch (Hud.ActionAt(place.X, place.Y, area.Width, area.Height))
        {
            case HudAction.Restart: Trainer.Restart(); break;
            case HudAction.PlayPause: PlayOrPause(); break;
            case HudAction.Step: StepOnce(); break;
            case HudAction.Record: _wantsPicture = true; break;
            case HudAction.Help: View.Model.IsHelpVisible = !View.Model.IsHelpVisible; break;
            case HudAction.None when View.Model.IsHelpVisible: View.Model.IsHelpVisible = false; break;
            case HudAction.None when pixel.Y >= View.SceneArea.Y && pixel.Y < View.SceneArea.Y + View.SceneArea.Height:
                (_isPanning, _isOrbiting) = (withShift, !withShift);
                break;
        }
    }

    private void SavePicture(int width, int height, double now)
    {
        _wantsPicture = false;
        var path = Path.Combine(Folder, $"lesson-{Station.Name}.png");
        try
        {
            var pixels = new byte[width * height * 4];
            new FrameReader(_window.Gl).Read(_window.Framebuffer, width, height, pixels);
            using var sink = FrameSinks.Create(path, new FrameFormat(width, height, 1));
            sink.Write(pixels);
            sink.Complete();
            View.Gui.Toast.Show($"Saved {path}", now);
        }
        catch (UserErrorException error)
        {
            View.Gui.Toast.Show(error.Message, now, seconds: 6, isError: true);
        }
    }

    private void PlayOrPause()
    {
        if (Station.DrivesTraining)
            Station.IsPlaying = !Station.IsPlaying;
        else
            Trainer.IsPlaying = !Trainer.IsPlaying;
    }

    private void StepOnce()
    {
        if (Station is LoopPanel loop)
        {
            loop.IsPlaying = false;
            loop.Next();
            return;
        }
        Trainer.IsPlaying = false;
        Trainer.StepOnce();
    }
}
