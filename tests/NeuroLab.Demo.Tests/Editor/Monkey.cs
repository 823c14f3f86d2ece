using System.Globalization;
using System.Numerics;
using System.Text;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>
/// Somebody who works the whole app at random, always in the same way for one seed: mouse, wheel, keys, text, files good
/// and bad, sizes, scales. It goes for the widgets rather often, or it would seldom meet one.
/// </summary>
internal sealed class Monkey(EditorStage stage, ulong seed)
{
    private const int MaxSteps = 8, MaxResolution = 17, MaxRunners = 4, MaxRecorded = 40, MaxMinimized = 3;

    private static readonly Key[] Keys =
    [
        Key.Space, Key.S, Key.R, Key.Up, Key.Down, Key.Left, Key.Right, Key.Digit1, Key.Digit3, Key.Digit6, Key.F, Key.T,
        Key.L, Key.C, Key.P, Key.D, Key.H, Key.Tab, Key.Tab, Key.F6, Key.Enter, Key.Escape, Key.Minus, Key.Equal,
        Key.Home, Key.End, Key.Backspace, Key.Delete, Key.A, Key.W, Key.F11, Key.PageUp, Key.KeypadEnter,
    ];

    private static readonly Key[] Chords = [Key.Z, Key.Z, Key.Y, Key.S, Key.O, Key.C, Key.A, Key.V, Key.V, Key.X, Key.Digit2, Key.Digit5];
    private static readonly Key[] Modifiers = [Key.LeftShift, Key.LeftControl, Key.LeftAlt];
    private static readonly string[] Rubbish = ["", "ten", "1e999", "NaN", "0.05", "a\nb\0c\U0001F600\uD800", new string('9', 1000), "16-16", "-0"];
    private static readonly float[] Scales = [1, 1, 1.25f, 1.5f, 2];
    private static readonly (int Width, int Height)[] Sizes =
        [(640, 400), (800, 480), (480, 300), (480, 300), (320, 200), (760, 420), (200, 700), (60, 40), (960, 540)];

    private readonly SeededRandom _random = new(seed);
    private readonly Queue<string> _last = new();
    private readonly string[] _files = WriteFiles(stage.Folder);
    private Vector2 _place = new(400, 240);
    private int _recorded, _minimized;

    /// <summary>What it did last, the newest at the end.</summary>
    public string Recently => string.Join(", ", _last);

    /// <summary>Does something, lets a frame pass, and looks whether all still stands.</summary>
    public void Step()
    {
        Act();
        stage.Run();
        KeepAffordable();
        CheckPicture();
    }

    private void Act()
    {
        var script = stage.Script;
        switch (Pick(40))
        {
            case < 8: MoveTo(_place + 120 * new Vector2(Signed(), Signed()), "moves"); break;
            case < 14: PointAtWidget(); break;
            case < 20: Press((MouseButton)(Pick(8) < 6 ? 0 : 1 + Pick(2))); break;
            case < 25: ReleaseAll(); break;
            case 25 or 26: Note("wheel", () => script.Scroll(new Vector2(Signed(), Signed() * 3))); break;
            case < 31: Type((char)('!' + Pick(90))); break;
            case < 36: PressKey(Keys[Pick(Keys.Length)], Pick(8) == 0 ? Modifiers[Pick(3)] : Key.Unknown); break;
            case 36 or 37: PressKey(Chords[Pick(Chords.Length)], Key.LeftControl); break;
            default: DoSomethingRare(); break;
        }
    }

    private void DoSomethingRare()
    {
        var window = stage.Window;
        switch (Pick(12))
        {
            case < 3:
                var file = _files[Pick(_files.Length)];
                Note($"drops {Path.GetFileName(file)}", () => stage.Script.Drop(file));
                break;
            case < 5:
                var (width, height) = Sizes[Pick(Sizes.Length)];
                Note($"resizes to {width}x{height}", () => window.Resize(width, height));
                break;
            case 5: Note("minimizes", () => (window.IsMinimized, _minimized) = (true, 0)); break;
            case 6: Note("scales", () => window.ContentScale = Scales[Pick(Scales.Length)]); break;
            case 7: Note("turns the lights", () => stage.App.View.IsLight = !stage.App.View.IsLight); break;
            case 8: PressKey(Pick(3) == 0 ? Key.N : Key.F10, Key.Unknown); break;
            case 9: Note("looks elsewhere", () => stage.Script.SetFocus(false)); break;
            case 10: Note("copies rubbish", () => window.Clipboard = Rubbish[Pick(Rubbish.Length)]); break;
            default: TypeText("1e999"); break;
        }
    }

    private void PointAtWidget()
    {
        var gui = stage.App.Workspace.Gui;
        if (gui.WidgetCount == 0)
            return;
        var box = gui.WidgetBox(Pick(gui.WidgetCount));
        var inside = new Vector2(box.X + box.Width * Share(), box.Y + box.Height * Share());
        MoveTo(inside * stage.App.View.Scale, "points at a widget");
        if (Pick(2) == 0)
            Press(MouseButton.Left);
    }

    private void MoveTo(Vector2 place, string how)
    {
        var size = stage.Window.FramebufferSize;
        var most = new Vector2(Math.Max(1, size.Width) - 1, Math.Max(1, size.Height) - 1);
        _place = Vector2.Clamp(place, Vector2.Zero, most);
        stage.Script.SetMouseInside(true);
        Note($"{how} ({_place.X:F0} {_place.Y:F0})", () => stage.Script.MoveMouse(_place));
    }

    private void Press(MouseButton button) => Note($"presses {button}", () => stage.Script.Press(button));

    private void ReleaseAll() => Note("lets go", () =>
    {
        stage.Script.Release(MouseButton.Left);
        stage.Script.Release(MouseButton.Right);
        stage.Script.Release(MouseButton.Middle);
    });

    private void Type(char character) => Note($"types {character}", () => stage.Script.Type(new Rune(character)));

    private void TypeText(string text)
    {
        foreach (var character in text)
            Type(character);
    }

    private void PressKey(Key key, Key modifier) => Note($"key {modifier}+{key}", () =>
    {
        stage.Script.Press(modifier);
        stage.Script.Press(key);
        stage.Script.Release(key);
        stage.Script.Release(modifier);
    });

    // What it chose must make neither time nor disk run out.
    private void KeepAffordable()
    {
        var scene = stage.App.View.Scene;
        stage.Trainer.StepsPerFrame = Math.Min(stage.Trainer.StepsPerFrame, MaxSteps);
        scene.Landscape.Resolution = Math.Min(scene.Landscape.Resolution, MaxResolution);
        while (scene.Race.Runners.Count > MaxRunners)
            stage.Commands.RemoveRunner(scene.Race.Runners[^1]);
        if (stage.Window.IsMinimized && ++_minimized > MaxMinimized)
            stage.Window.IsMinimized = false;
        if (!stage.App.Recorder.IsRecording)
        {
            _recorded = 0;
            return;
        }
        stage.App.Recorder.Settings.Format = new FrameFormat(320, 180, 30);
        if (++_recorded < MaxRecorded)
            return;
        stage.App.Recorder.Toggle();
        try
        {
            Directory.Delete(Path.Combine(stage.Folder, "recordings"), recursive: true);
        }
        catch (IOException)
        {
            // A take that is just being finished renames its files under our hands; the next one's end clears them away.
        }
    }

    private void CheckPicture()
    {
        var gui = stage.App.Workspace.Gui;
        for (var i = 0; i < gui.WidgetCount; i++)
        {
            var box = gui.WidgetBox(i);
            Assert.True(float.IsFinite(box.X + box.Y + box.Width + box.Height), $"widget {i} is at {box}");
        }
        var layout = stage.App.Workspace.Layout;
        foreach (var box in (ReadOnlySpan<UiRect>)[.. layout.Panels.Select(docked => docked.Bounds), layout.Viewport])
            Assert.True(float.IsFinite(box.X + box.Y) && box.Width >= 0 && box.Height >= 0, $"a panel is at {box}");
        var pose = stage.App.View.Scene.Camera.Pose;
        Assert.True(float.IsFinite(pose.Eye.X + pose.Eye.Y + pose.Eye.Z), $"the camera is at {pose.Eye}");
    }

    private void Note(string what, Action act)
    {
        _last.Enqueue(what);
        if (_last.Count > 60)
            _last.Dequeue();
        act();
    }

    private static string[] WriteFiles(string folder)
    {
        string Write(string name, string text)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            return path;
        }
        var good = new StringBuilder("x,y,kind\n");
        for (var i = 0; i < 60; i++)
            good.AppendLine(CultureInfo.InvariantCulture, $"{i % 9 - 4},{i % 7 - 3},{(i % 9 > 4 ? "far" : "near")}");
        return
        [
            Write("points.csv", good.ToString()), Write("short.csv", "a,b\n1,2\n3,4,5\n"), Write("nan.csv", "x,y\n1,NaN\n2,3\n"),
            Write("empty.csv", ""), Write("broken.neurolab.json", "{ \"neurolab\": 1, "), Write("newer.neurolab.json", "{ \"neurolab\": 999 }"),
            Write("rubbish.npz", "PK rubbish"), Write("rubbish.safetensors", "12345678"), Path.Combine(folder, "vanished.csv"), folder,
        ];
    }

    private int Pick(int count) => (int)(_random.NextUInt64() % (ulong)count);

    private float Share() => Pick(1001) / 1000f;

    private float Signed() => 2 * Share() - 1;
}
