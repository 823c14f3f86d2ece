using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Ui.Widgets;

/// <summary>Runs a small interface with a person made of calls.</summary>
internal sealed class GuiHarness : IDisposable
{
    private readonly Action<Gui> _draw;
    private UiInput _input;

    public GuiHarness(Action<Gui> draw)
    {
        Canvas = new UiCanvas(240, 320);
        Gui = new Gui(Canvas);
        _draw = draw;
        _input.MouseX = _input.MouseY = -100;
        Frame();
    }

    public UiCanvas Canvas { get; }

    public Gui Gui { get; }

    public bool IsShiftDown
    {
        set => _input.IsShiftDown = value;
    }

    public void Frame()
    {
        _input.Time += 1.0 / 60;
        Canvas.BeginFrame();
        Gui.Begin(_input);
        _draw(Gui);
        Gui.End();
        Canvas.EndFrame();
        _input.IsMousePressed = _input.IsMouseReleased = false;
        _input.Wheel = 0;
        _input.Keys = UiKeys.None;
        _input.Text = default;
    }

    public void Wait(double seconds)
    {
        _input.Time += seconds;
        Frame();
    }

    public void MoveTo(float x, float y)
    {
        (_input.MouseX, _input.MouseY) = (x, y);
        Frame();
    }

    public void Press(float x, float y)
    {
        (_input.MouseX, _input.MouseY) = (x, y);
        _input.IsMousePressed = _input.IsMouseDown = true;
        Frame();
    }

    public void Release()
    {
        _input.IsMouseReleased = true;
        _input.IsMouseDown = false;
        Frame();
    }

    public void Click(float x, float y)
    {
        Press(x, y);
        Release();
    }

    public void Wheel(float x, float y, float notches)
    {
        MoveTo(x, y);
        _input.Wheel = notches;
        Frame();
    }

    public void Key(UiKeys key, bool isControlDown = false)
    {
        _input.Keys = key;
        _input.IsControlDown = isControlDown;
        Frame();
        _input.IsControlDown = false;
    }

    public void Type(string text)
    {
        _input.Text = text.AsMemory();
        Frame();
    }

    public void Dispose() => Canvas.Dispose();
}
