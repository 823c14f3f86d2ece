using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Tests.App;

/// <summary>The app in a real window, and a person at it: a mouse and a keyboard that know nothing of the program.</summary>
internal sealed class WindowStage
{
    private readonly IAppWindow _window;
    private readonly FrameReader _reader;

    private WindowStage(IAppWindow window, DescentApp app, Xdotool person)
    {
        (_window, App, Person) = (window, app, person);
        _reader = new FrameReader(window.Gl);
    }

    public DescentApp App { get; }

    public DescentView View => App.View;

    public Trainer Trainer => View.Scene.Trainer;

    public Xdotool Person { get; }

    /// <summary>Called after each frame.</summary>
    public Action? FrameDone { get; set; }

    /// <summary>Opens the app, waits for its first surface and loss, and lets somebody work it.</summary>
    public static void Run(XvfbDisplay display, WindowOptions options, AppOptions how, Action<WindowStage> act)
    {
        using var variables = new DisplayVariables(display.Name);
        Assert.True(WindowFactory.TryCreate(options, out var window, out var reason), reason);
        using (window)
        using (var app = new DescentApp(window, how))
        {
            app.RunFrame();
            var stage = new WindowStage(window, app, new Xdotool(display.Name, options.Title));
            stage.RunUntil(() => app.View.Scene.Landscape.Progress >= 1 && app.View.Scene.Trainer.StatusVersion > 0);
            act(stage);
        }
    }

    public void RunFrames(int count)
    {
        for (var i = 0; i < count; i++)
        {
            App.RunFrame();
            FrameDone?.Invoke();
        }
    }

    public void RunUntil(Func<bool> condition)
    {
        var end = Environment.TickCount64 + 60_000;
        do
        {
            RunFrames(1);
            if (Environment.TickCount64 < end)
                continue;
            Picture().Review("stuck");
            Assert.Fail($"nothing happened within a minute; the app last said '{View.Hud.Toast.Text}'");
        }
        while (!condition());
    }

    public void Press(string key, Func<bool> done)
    {
        Person.PressKey(key);
        RunUntil(done);
    }

    public void Move(Vector2 place)
    {
        var (x, y) = ((int)place.X, (int)place.Y);
        Person.MoveMouse(x, y);
        RunUntil(() => _window.Input.MousePosition == new Vector2(x, y));
    }

    public void Click(Vector2 place)
    {
        Move(place);
        Person.MouseDown(1);
        RunUntil(() => _window.Input.IsDown(MouseButton.Left));
        Person.MouseUp(1);
        RunUntil(() => !_window.Input.IsDown(MouseButton.Left));
        RunFrames(2);
    }

    public void Drag(Vector2 from, Vector2 to)
    {
        Move(from);
        Person.MouseDown(1);
        RunUntil(() => _window.Input.IsDown(MouseButton.Left));
        for (var i = 1; i <= 4; i++)
            Move(Vector2.Lerp(from, to, i / 4f));
        Person.MouseUp(1);
        RunUntil(() => !_window.Input.IsDown(MouseButton.Left));
        RunFrames(2);
    }

    /// <summary>A widget's place, by its label.</summary>
    public UiRect Widget(string label)
    {
        var box = App.Workspace.Gui.BoxOf(label);
        Assert.False(box.IsEmpty, $"'{label}' is not shown");
        return box;
    }

    /// <summary>Opens a list and takes one of its rows.</summary>
    public void Choose(string label, int row, Action<WindowStage>? look = null)
    {
        var box = Widget(label);
        Click(new Vector2(box.CenterX, box.CenterY));
        Assert.True(App.Workspace.Gui.HasOpenList, $"'{label}' did not open");
        var place = new Vector2(box.X + 20, box.Bottom + 2 + 4 + (row + 0.5f) * 24);
        Move(place);
        look?.Invoke(this);
        Click(place);
    }

    /// <summary>The pixel of the window where a point of the surface is seen.</summary>
    public Vector2 PixelOf(float alpha, float beta)
    {
        var area = View.SceneArea;
        var frame = View.Scene.Frame;
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        Assert.True(projection.TryProject(frame.World(alpha, beta, (float)View.Scene.Landscape.LossAt(alpha, beta)), out var pixel));
        return pixel + new Vector2(area.X, area.Y);
    }

    /// <summary>What the window shows.</summary>
    public Picture Picture()
    {
        var size = _window.FramebufferSize;
        View.Draw(_window.Framebuffer, _window.Input.Time);
        var pixels = new byte[size.Width * size.Height * 4];
        _reader.Read(_window.Framebuffer, size.Width, size.Height, pixels);
        return new Picture(size.Width, size.Height, pixels);
    }

    public float[] Parameters()
    {
        var parameters = new float[Trainer.Session.Shape.ParameterCount];
        Trainer.Session.ReadParameters(parameters);
        return parameters;
    }
}
