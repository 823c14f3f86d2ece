using System.Diagnostics;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Editing;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// One picture of a descent: the 3D scene with the HUD over it, drawn into any framebuffer; the same in a window and in
/// a recording.
/// </summary>
internal sealed class DescentView : IDisposable
{
    private readonly SceneRenderer _renderer;
    private readonly OverlayPass _overlay;
    private readonly UiCanvas _canvas;
    private readonly HudBinding _binding;
    private readonly List<RunHistory> _histories;
    private PixelRectangle[] _parts = [];

    /// <summary>Made on the context's thread, with the first picture's size in pixels.</summary>
    public DescentView(GraphicsDevice device, DescentScene scene, int width, int height, float scale)
    {
        Scene = scene;
        _renderer = new SceneRenderer(device) { Samples = device.IsSoftware ? 0 : 4 };
        _overlay = new OverlayPass(device);
        _canvas = new UiCanvas(width, height, scale);
        _binding = new HudBinding(scene);
        _histories = [_binding.History];
        Layout(width, height, scale);
    }

    /// <summary>What is shown.</summary>
    public DescentScene Scene { get; }

    /// <summary>What the HUD says.</summary>
    public HudModel Model => _binding.Model;

    /// <summary>The HUD.</summary>
    public Hud Hud { get; } = new();

    /// <summary>What the interface is drawn to.</summary>
    public UiCanvas Canvas => _canvas;

    /// <summary>The curves of each runner.</summary>
    public IReadOnlyList<RunHistory> Histories => _histories;

    /// <summary>Tells which branch the curves belong to; null where nothing is edited.</summary>
    public SceneEditor? Editor { get; init; }

    /// <summary>The panels around the view; null for none.</summary>
    public Workspace? Workspace { get; set; }

    /// <summary>Milliseconds a frame that drawing the interface took, on average over the last second or so.</summary>
    public double InterfaceMilliseconds { get; private set; }

    /// <summary>Called as each part of a picture is drawn, for measurements; null for none.</summary>
    public Action<FramePart>? PartDrawn { get; set; }

    /// <summary>Whether the light theme is shown.</summary>
    public bool IsLight
    {
        get => !Hud.Theme.IsDark;
        set
        {
            Hud.Theme = value ? Theme.Light : Theme.Dark;
            // A frozen frame takes no other theme: it is filled once more.
            Scene.Frame.Reset();
            Scene.Frame.Theme = value ? RenderTheme.Light : RenderTheme.Dark;
            Scene.ShowThrough(null);
        }
    }

    /// <summary>How much of the HUD is drawn where no panels are.</summary>
    public HudStyle HudStyle { get; set; }

    /// <summary>Whether the background is left out: the picture's colours are premultiplied then.</summary>
    public bool IsTransparent { get; init; }

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
        var area = _canvas.Bounds;
        if (Workspace is { IsShown: true } workspace)
        {
            workspace.Layout.Arrange(area.Width, area.Height);
            area = workspace.Layout.Viewport;
        }
        else if (HudStyle == HudStyle.Full)
        {
            area = Hud.ViewOf(area.Width, area.Height);
        }
        int left = (int)MathF.Round(area.X * scale), top = (int)MathF.Round(area.Y * scale);
        int right = (int)MathF.Round(area.Right * scale), bottom = (int)MathF.Round(area.Bottom * scale);
        SceneArea = new PixelRectangle(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top));
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
            framebuffer, SceneArea.X, _canvas.PixelHeight - SceneArea.Y - SceneArea.Height, SceneArea.Width, SceneArea.Height,
            Transparent: IsTransparent));
        PartDrawn?.Invoke(FramePart.Scene);
        var workspace = Workspace is { IsShown: true } ? Workspace : null;
        var start = Stopwatch.GetTimestamp();
        FollowRunners();
        foreach (var history in _histories)
            history.Update(time);
        _binding.Fill(_renderer, SceneArea, _canvas.Scale, time);
        // Who watches a recording has no keys.
        Model.IsSurfaceLost = Workspace is not null && SurfaceSight.IsLost(Scene, _renderer, SceneArea);
        if (workspace is null && HudStyle == HudStyle.None)
            return;
        _canvas.BeginFrame();
        if (workspace is null)
        {
            if (HudStyle == HudStyle.Full)
                Hud.Draw(_canvas, Model);
            else
                Hud.DrawInset(_canvas, Model);
        }
        else
        {
            Hud.DrawView(_canvas, Model, workspace.Layout.Viewport);
            workspace.Draw();
            Hud.DrawHelp(_canvas, Model);
        }
        var isChanged = _canvas.EndFrame();
        InterfaceMilliseconds += (Stopwatch.GetElapsedTime(start).TotalMilliseconds - InterfaceMilliseconds) / 60;
        PartDrawn?.Invoke(FramePart.Interface);
        if (isChanged)
        {
            foreach (var dirty in _canvas.DirtyRectangles)
                _overlay.Upload(_canvas.PixelPointer, _canvas.RowBytes, _canvas.PixelWidth, _canvas.PixelHeight,
                    new PixelRectangle(dirty.Left, dirty.Top, dirty.Width, dirty.Height), bgra: false);
        }
        PartDrawn?.Invoke(FramePart.Upload);
        _overlay.Draw(new RenderTarget(framebuffer, 0, 0, _canvas.PixelWidth, _canvas.PixelHeight, Clear: false), Covered());
        PartDrawn?.Invoke(FramePart.Overlay);
    }

    /// <summary>Keeps one history for each runner there is, in the race's order.</summary>
    internal void FollowRunners()
    {
        var runners = Scene.Race.Runners;
        for (var i = 0; i < runners.Count; i++)
        {
            var color = Palette.Of(Hud.Theme, runners[i].Ball.Color);
            if (i >= _histories.Count || !ReferenceEquals(_histories[i].Trainer, runners[i].Trainer))
                _histories.Insert(i, new RunHistory(runners[i].Trainer, "train", color));
            else
                _histories[i].Color = color;
            _histories[i].IsVisible = runners[i].Ball.IsVisible;
        }
        if (_histories.Count > runners.Count)
            _histories.RemoveRange(runners.Count, _histories.Count - runners.Count);
        if (Editor is not { Branch: var branch, Branches: var branches })
            return;
        foreach (var history in _histories)
            history.Follow(branch, branches);
    }

    // Where nothing is drawn nothing needs blending, which a software rasterizer would pay for.
    private ReadOnlySpan<PixelRectangle> Covered()
    {
        var covered = _canvas.CoveredRectangles;
        if (_parts.Length < covered.Length)
            _parts = new PixelRectangle[covered.Length * 2];
        for (var i = 0; i < covered.Length; i++)
            _parts[i] = new PixelRectangle(covered[i].Left, covered[i].Top, covered[i].Width, covered[i].Height);
        return _parts.AsSpan(0, covered.Length);
    }

    /// <summary>Frees what it made on the device; the scene stays.</summary>
    public void Dispose()
    {
        _renderer.Dispose();
        _overlay.Dispose();
        _canvas.Dispose();
    }
}
