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
/// The image of a descent: the 3D scene with the HUD over it, drawn into any framebuffer; identical in a window and in
/// a recording.
/// </summary>
internal sealed class DescentView : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly SceneRenderer _renderer;
    private SceneRenderer? _second; // of a compared surface: each keeps the heights it drew last
    private readonly bool _ownsRenderer;
    private readonly OverlayPass _overlay;
    private readonly UiCanvas _canvas;
    private readonly HudBinding _binding;
    private readonly List<RunHistory> _histories;
    private PixelRectangle[] _parts = [];

    /// <summary>Create it on the context's thread, with the initial size in pixels.</summary>
    /// <param name="renderer">Draws the scene, and stays the caller's; null for one of its own.</param>
    public DescentView(
        GraphicsDevice device, DescentScene scene, int width, int height, float scale, SceneRenderer? renderer = null)
    {
        (Scene, _device) = (scene, device);
        (_renderer, _ownsRenderer) = (renderer ?? new SceneRenderer(device), renderer is null);
        _overlay = new OverlayPass(device);
        _canvas = new UiCanvas(width, height, scale);
        _binding = new HudBinding(scene);
        _histories = [_binding.History];
        Layout(width, height, scale);
    }

    /// <summary>The scene.</summary>
    public DescentScene Scene { get; }

    /// <summary>The data of the HUD.</summary>
    public HudModel Model => _binding.Model;

    /// <summary>The HUD.</summary>
    public Hud Hud { get; } = new();

    /// <summary>The canvas of the interface.</summary>
    public UiCanvas Canvas => _canvas;

    /// <summary>The curves of each runner.</summary>
    public IReadOnlyList<RunHistory> Histories => _histories;

    /// <summary>The editor whose branches the curves follow; null if nothing is edited.</summary>
    public SceneEditor? Editor { get; init; }

    /// <summary>The panels; null for none.</summary>
    public Workspace? Workspace { get; set; }

    /// <summary>Milliseconds per frame for drawing the interface, averaged over about a second.</summary>
    public double InterfaceMilliseconds { get; private set; }

    /// <summary>Called after each part of a frame is drawn, for measurements; null for none.</summary>
    public Action<FramePart>? PartDrawn { get; set; }

    /// <summary>Whether the light theme is used.</summary>
    public bool IsLight
    {
        get => !Hud.Theme.IsDark;
        set
        {
            Hud.Theme = value ? Theme.Light : Theme.Dark;
            // A frozen frame cannot change its theme: refill it.
            Scene.Frame.Reset();
            Scene.Comparison?.Frame.Reset();
            Scene.Frame.Theme = value ? RenderTheme.Light : RenderTheme.Dark;
            Scene.ShowThrough(null);
        }
    }

    /// <summary>The parts of the HUD to draw if there are no panels.</summary>
    public HudStyle HudStyle { get; set; }

    /// <summary>Whether to omit the background: colours are then premultiplied by alpha.</summary>
    public bool IsTransparent { get; init; }

    /// <summary>
    /// Whether the scene and the interface are drawn; tests that only read what the interface records do without.
    /// </summary>
    public bool DrawsPixels { get; set; } = true;

    /// <summary>Samples per pixel of the 3D scene.</summary>
    public int Samples
    {
        get => _renderer.Samples;
        set => _renderer.Samples = value;
    }

    /// <summary>The size in logical pixels.</summary>
    public Vector2 LogicalSize => new(_canvas.Width, _canvas.Height);

    /// <summary>Device pixels per logical pixel.</summary>
    public float Scale => _canvas.Scale;

    /// <summary>The area of the 3D scene, in device pixels from the top left corner.</summary>
    public PixelRectangle SceneArea { get; private set; }

    /// <summary>The area of the first surface: the left half, if a second one is beside it.</summary>
    public PixelRectangle FirstArea => Scene.Comparison is { ShowsDifference: false } ? SceneArea with { Width = SceneArea.Width / 2 } : SceneArea;

    /// <summary>The area of the second surface, or of the difference; empty for none.</summary>
    public PixelRectangle SecondArea => Scene.Comparison switch
    {
        null => default,
        { ShowsDifference: true } => SceneArea,
        _ => SceneArea with { X = SceneArea.X + SceneArea.Width / 2, Width = SceneArea.Width - SceneArea.Width / 2 },
    };

    /// <summary>Whether a device pixel of the whole image belongs to the second surface, or to the difference.</summary>
    public bool IsSecond(Vector2 pixel) => Scene.Comparison is not null && pixel.X >= SecondArea.X;

    /// <summary>Sets the size; call it before the tick to be drawn.</summary>
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
        Scene.Camera.Aspect = FirstArea.Width / (float)FirstArea.Height;
    }

    /// <summary>The point of the surface, or of one of both, at a device pixel of the whole image.</summary>
    public bool TryPick(Vector2 pixel, out SurfaceHit hit)
    {
        hit = default;
        if (Scene.Comparison is { } comparison && _second is not null && TryPick(_second, comparison.Frame, SecondArea, pixel, out hit))
            return true;
        return Scene.Comparison is not { ShowsDifference: true } && TryPick(_renderer, Scene.Frame, FirstArea, pixel, out hit);
    }

    private static bool TryPick(SceneRenderer renderer, FrameView frame, in PixelRectangle area, Vector2 pixel, out SurfaceHit hit)
    {
        hit = default;
        var inScene = pixel - new Vector2(area.X, area.Y);
        return inScene.X >= 0 && inScene.Y >= 0 && inScene.X < area.Width && inScene.Y < area.Height
            && renderer.TryPick(frame, inScene, area.Width, area.Height, out hit);
    }

    /// <summary>Draws the last tick over a whole framebuffer of the size given to <see cref="Layout"/>.</summary>
    /// <param name="framebuffer">GL name of the framebuffer.</param>
    /// <param name="time">Time in seconds, for fading messages.</param>
    public void Draw(uint framebuffer, double time)
    {
        if (Scene.Comparison is not { ShowsDifference: true })
            Render(_renderer, Scene.Frame, framebuffer, FirstArea);
        if (Scene.Comparison is { } comparison)
        {
            _second ??= new SceneRenderer(_device);
            _second.Samples = _renderer.Samples;
            Render(_second, comparison.Frame, framebuffer, SecondArea);
        }
        PartDrawn?.Invoke(FramePart.Scene);
        var workspace = Workspace is { IsShown: true } ? Workspace : null;
        var start = Stopwatch.GetTimestamp();
        FollowRunners();
        foreach (var history in _histories)
            history.Update(time);
        _binding.Fill(_renderer, FirstArea, _canvas.Scale, time);
        _binding.FillSecond(_second, SecondArea, _canvas.Scale);
        // An open card and the readout tell the same: the loss may have come down a little since.
        var divergence = Editor?.Divergences.Current;
        var isLeaders = divergence?.Runner.Trainer == Scene.Trainer;
        Model.IsDead = isLeaders && divergence!.DeadLayer is not null;
        Model.IsDiverged |= isLeaders && !Model.IsDead;
        // A recording shows no keys.
        Model.IsSurfaceLost = Workspace is not null && Scene.Comparison is not { ShowsDifference: true } && SurfaceSight.IsLost(Scene, _renderer, FirstArea);
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
        if (!DrawsPixels)
            return;
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

    private void Render(SceneRenderer renderer, FrameView frame, uint framebuffer, in PixelRectangle area)
    {
        if (DrawsPixels)
            renderer.Render(frame, new RenderTarget(
                framebuffer, area.X, _canvas.PixelHeight - area.Y - area.Height, area.Width, area.Height, Transparent: IsTransparent));
    }

    /// <summary>Maintains one history per runner, in the race's order.</summary>
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
        if (Editor is not { Branch: var branch, Branches: var branches, Timeline.Checkpoints: var checkpoints })
            return;
        foreach (var history in _histories)
            history.Follow(branch, branches, checkpoints);
    }

    // Areas with no content need no blending, which is expensive on a software rasterizer.
    private ReadOnlySpan<PixelRectangle> Covered()
    {
        var covered = _canvas.CoveredRectangles;
        if (_parts.Length < covered.Length)
            _parts = new PixelRectangle[covered.Length * 2];
        for (var i = 0; i < covered.Length; i++)
            _parts[i] = new PixelRectangle(covered[i].Left, covered[i].Top, covered[i].Width, covered[i].Height);
        return _parts.AsSpan(0, covered.Length);
    }

    /// <summary>Frees its GPU resources; keeps the scene.</summary>
    public void Dispose()
    {
        if (_ownsRenderer)
            _renderer.Dispose();
        _second?.Dispose();
        _overlay.Dispose();
        _canvas.Dispose();
    }
}
