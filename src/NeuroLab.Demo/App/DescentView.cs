using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.App;

/// <summary>
/// One picture of a descent: the 3D scene with the HUD over it, drawn into any framebuffer; the same in a window and in
/// a recording.
/// </summary>
public sealed class DescentView : IDisposable
{
    private readonly SceneRenderer _renderer;
    private readonly OverlayPass _overlay;
    private readonly UiCanvas _canvas;
    private readonly HudBinding _binding;

    /// <summary>Made on the context's thread, with the first picture's size in pixels.</summary>
    public DescentView(GraphicsDevice device, DescentScene scene, int width, int height, float scale)
    {
        Scene = scene;
        _renderer = new SceneRenderer(device) { Samples = device.IsSoftware ? 0 : 4 };
        _overlay = new OverlayPass(device);
        _canvas = new UiCanvas(width, height, scale);
        _binding = new HudBinding(scene);
        Layout(width, height, scale);
    }

    /// <summary>What is shown.</summary>
    public DescentScene Scene { get; }

    /// <summary>What the HUD says.</summary>
    public HudModel Model => _binding.Model;

    /// <summary>The HUD.</summary>
    public Hud Hud { get; } = new();

    /// <summary>Whether the HUD is drawn; without it the scene fills the picture.</summary>
    public bool ShowsHud { get; set; } = true;

    /// <summary>Samples a pixel of the 3D scene.</summary>
    public int Samples
    {
        get => _renderer.Samples;
        set => _renderer.Samples = value;
    }

    /// <summary>The size in logical pixels.</summary>
    public Vector2 LogicalSize => new(_canvas.Width, _canvas.Height);

    /// <summary>Device pixels a logical pixel.</summary>
    public float Scale => _canvas.Scale;

    /// <summary>The part that shows the 3D scene, in device pixels from the top left corner.</summary>
    public PixelRectangle SceneArea { get; private set; }

    /// <summary>Takes another size; call it before the tick that the picture is for.</summary>
    public void Layout(int width, int height, float scale)
    {
        _canvas.Resize(width, height, scale);
        var area = ShowsHud ? Hud.ViewOf(_canvas.Width, _canvas.Height) : _canvas.Bounds;
        var top = (int)MathF.Round(area.Y * scale);
        var bottom = (int)MathF.Round(area.Bottom * scale);
        SceneArea = new PixelRectangle(0, top, width, Math.Max(1, bottom - top));
        Scene.Camera.Aspect = SceneArea.Width / (float)SceneArea.Height;
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
    /// <param name="framebuffer">Its name in GL.</param>
    /// <param name="time">Seconds of the clock that messages fade by.</param>
    public void Draw(uint framebuffer, double time)
    {
        _renderer.Render(Scene.Frame, new RenderTarget(
            framebuffer, SceneArea.X, _canvas.PixelHeight - SceneArea.Y - SceneArea.Height, SceneArea.Width, SceneArea.Height));
        if (!ShowsHud)
            return;
        _binding.Fill(SceneArea, _canvas.Scale, time);
        _canvas.BeginFrame();
        Hud.Draw(_canvas, Model);
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
