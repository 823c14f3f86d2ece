using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Lesson;

/// <summary>One picture of the lesson: the descent on the left, the panel on the right.</summary>
internal sealed class LessonView : IDisposable
{
    private readonly SceneRenderer _renderer;
    private readonly OverlayPass _overlay;
    private readonly UiCanvas _canvas;
    private readonly HudBinding _binding;
    private readonly LessonMarks _marks;

    /// <summary>Made on the context's thread, with the first picture's size in pixels.</summary>
    public LessonView(GraphicsDevice device, DescentScene scene, int width, int height, float scale)
    {
        Scene = scene;
        Panel = new LessonPanel(scene.Trainer.Session, Train);
        _renderer = new SceneRenderer(device) { Samples = device.IsSoftware ? 0 : 4 };
        _overlay = new OverlayPass(device);
        _canvas = new UiCanvas(width, height, scale);
        _binding = new HudBinding(scene);
        Gui = new Gui(_canvas);
        Hud.RightInset = LessonPanel.Width;
        _marks = scene.Scene.Add("Lesson").Add(new LessonMarks(scene, Panel.Subject));
        Layout(width, height, scale);
    }

    /// <summary>What is shown.</summary>
    public DescentScene Scene { get; }

    /// <summary>The stations.</summary>
    public LessonPanel Panel { get; }

    /// <summary>The panel's widgets.</summary>
    public Gui Gui { get; }

    /// <summary>What the HUD says.</summary>
    public HudModel Model => _binding.Model;

    /// <summary>The HUD over the 3D view.</summary>
    public Hud Hud { get; } = new();

    /// <summary>Samples a pixel of the 3D scene.</summary>
    public int Samples
    {
        get => _renderer.Samples;
        set => _renderer.Samples = value;
    }

    /// <summary>The 3D view and its HUD, in logical pixels.</summary>
    public UiRect DescentArea => new(0, 0, _canvas.Width - LessonPanel.Width, _canvas.Height);

    /// <summary>Device pixels a logical pixel.</summary>
    public float Scale => _canvas.Scale;

    /// <summary>The part that shows the 3D scene, in device pixels from the top left corner.</summary>
    public PixelRectangle SceneArea { get; private set; }

    /// <summary>Takes another size; call it before the tick that the picture is for.</summary>
    public void Layout(int width, int height, float scale)
    {
        _canvas.Resize(width, height, scale);
        var area = Hud.ViewOf(DescentArea.Width, DescentArea.Height);
        var top = (int)MathF.Round(area.Y * scale);
        SceneArea = new PixelRectangle(
            0, top, Math.Max(1, (int)MathF.Round(area.Width * scale)), Math.Max(1, (int)MathF.Round(area.Bottom * scale) - top));
        Scene.Camera.Aspect = SceneArea.Width / (float)SceneArea.Height;
    }

    /// <summary>What the help lists.</summary>
    public void UseKeys(ReadOnlySpan<KeyHint> keys)
    {
        Model.Keys.Clear();
        Model.Keys.AddRange(keys);
    }

    /// <summary>Takes steps one by one, so that the charts have them. Blocks.</summary>
    public void TakeSteps(int steps)
    {
        var waited = Scene.Trainer.WaitsForSteps;
        Scene.Trainer.WaitsForSteps = true;
        for (var i = 0; i <= steps; i++)
        {
            // The first look shows step 0.
            if (i > 0)
                Scene.Trainer.StepOnce();
            Scene.Tick(0);
            // The charts look a few times a second: each step gets a second of its own, before the clock begins.
            _binding.History.Update(i - steps - 1);
        }
        Scene.Trainer.WaitsForSteps = waited;
    }

    /// <summary>One frame of lesson and scene.</summary>
    public void Tick(double seconds)
    {
        _marks.Station = Panel.Current;
        if (Panel.Current.DrivesTraining)
            Scene.Trainer.IsPlaying = false;
        Panel.Tick(Scene.Trainer.Session, seconds);
        Scene.Tick(seconds);
    }

    // Through the trainer, which counts its steps.
    private void Train(int steps)
    {
        Scene.Trainer.TrainTo(Scene.Trainer.EnqueuedSteps + steps);
        Scene.Trainer.Session.Finish();
    }

    /// <summary>The point of the surface at a device pixel of the whole picture.</summary>
    public bool TryPick(Vector2 pixel, out SurfaceHit hit)
    {
        var inScene = pixel - new Vector2(SceneArea.X, SceneArea.Y);
        if (inScene.X < 0 || inScene.Y < 0 || inScene.X >= SceneArea.Width || inScene.Y >= SceneArea.Height)
        {
            hit = default;
            return false;
        }
        return _renderer.TryPick(Scene.Frame, inScene, SceneArea.Width, SceneArea.Height, out hit);
    }

    /// <summary>Draws the last tick over a whole framebuffer of the size given to <see cref="Layout"/>.</summary>
    public void Draw(uint framebuffer, in UiInput input)
    {
        _renderer.Render(Scene.Frame, new RenderTarget(
            framebuffer, SceneArea.X, _canvas.PixelHeight - SceneArea.Y - SceneArea.Height, SceneArea.Width, SceneArea.Height));
        _binding.History.Update(input.Time);
        _binding.Fill(SceneArea, _canvas.Scale, input.Time);
        if (Panel.Current.DrivesTraining)
        {
            // Its pace is in parts a second and stands in the panel.
            Model.IsPaused = !Panel.Current.IsPlaying;
            Model.StepsPerFrame = Model.IsPaused ? 1 : 0;
        }
        _canvas.BeginFrame();
        Hud.Draw(_canvas, Model);
        Gui.Begin(input);
        Panel.Draw(Gui, _canvas.Bounds with { X = DescentArea.Width, Width = LessonPanel.Width }, input.Time);
        Gui.End();
        if (_canvas.EndFrame())
        {
            foreach (var dirty in _canvas.DirtyRectangles)
                _overlay.Upload(_canvas.PixelPointer, _canvas.RowBytes, _canvas.PixelWidth, _canvas.PixelHeight,
                    new PixelRectangle(dirty.Left, dirty.Top, dirty.Width, dirty.Height), bgra: false);
        }
        _overlay.Draw(new RenderTarget(framebuffer, 0, 0, _canvas.PixelWidth, _canvas.PixelHeight, Clear: false));
    }

    /// <summary>Frees what it made on the device; the scene stays.</summary>
    public void Dispose()
    {
        _renderer.Dispose();
        _overlay.Dispose();
        _canvas.Dispose();
    }
}
