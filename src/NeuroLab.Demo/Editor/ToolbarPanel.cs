using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Training;

namespace NeuroLab.Demo.Editor;

/// <summary>Along the top: the experiment, play and pause, speed, backend, record, and the menu.</summary>
internal sealed class ToolbarPanel(EditorContext context) : IPanel
{
    private const float ButtonWidth = 32, ButtonHeight = 26, Gap = 8;

    private static readonly string[] Speeds =
        ["1 step / frame", "2 steps / frame", "4 steps / frame", "8 steps / frame", "16 steps / frame", "32 steps / frame",
         "64 steps / frame", "128 steps / frame", "256 steps / frame"];

    private static readonly string[] Presets = [.. Preset.All.Select(preset => preset.Title)];

    private static readonly string[] Backends = ["Auto", "CPU", "GPU"];

    private Command[] _commands = [];
    private string[] _menu = [];
    private double _shownRate;
    private double _rateTime = double.NegativeInfinity;

    public string Id => "toolbar";

    public string Title => "Toolbar";

    public Dock Dock => Dock.Top;

    public PanelSize Size => new(Min: 40);

    private WorkspaceLayout Layout => context.Layout;

    public void Draw(in UiRect bounds)
    {
        var bar = bounds;
        var canvas = context.Canvas;
        var theme = context.Theme;
        context.Gui.Cover(bar);
        canvas.FillRect(bar, theme.Panel);
        canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, theme.Border);

        var middle = bar.CenterX - 1.5f * ButtonWidth - Gap;
        var end = DrawTransport(bar, middle);
        DrawSummary(bar with { X = 14, Width = middle - 30 });
        var right = DrawRight(bar, bar.Right - 12, end + 24 + canvas.Measure(Pace(), TextStyle.Body) + 26);
        DrawSpeed(bar with { X = end + 14, Width = MathF.Max(0, right - end - 24) });
    }

    private float DrawTransport(in UiRect bar, float x)
    {
        var gui = context.Gui;
        if (gui.IconButton("restart", Icon.Restart, Button(bar, x)))
            context.Commands.Restart();
        gui.Tooltip("Back to the first weights (R)\nThe same seed draws the same weights and the same batches again.");
        x += ButtonWidth + Gap;
        var isPlaying = context.Commands.IsPlaying;
        if (gui.IconButton("play", isPlaying ? Icon.Pause : Icon.Play, Button(bar, x), isAccented: true))
            context.Commands.TogglePlay();
        gui.Tooltip(isPlaying ? "Pause (Space)" : "Play (Space)\nDraw a batch, forward, loss, gradient, update, and again.");
        x += ButtonWidth + Gap;
        if (gui.IconButton("step", Icon.StepForward, Button(bar, x)))
            context.Commands.StepOnce();
        gui.Tooltip("One step (S)\nDraws one batch, works out its loss and gradient, and moves the weights once.");
        return x + ButtonWidth;
    }

    private void DrawSummary(UiRect room)
    {
        var name = context.Canvas.Text("NeuroLab", room, TextStyle.Strong, context.Theme.Text);
        room.TakeLeft(name + Theme.Space4, out room);
        if (room.Width < 60)
            return;
        var experiment = context.Scene.Trainer.Experiment;
        context.Text.Clear().Append(context.Model.DataSet).Append(" · ").Append(context.Model.Network)
            .Append(" · seed ").AppendCount((long)experiment.Seed);
        context.Canvas.Text(context.Text.Span, room, TextStyle.Body, context.Theme.TextSecondary);
    }

    private void DrawSpeed(in UiRect room)
    {
        if (room.Width < 70)
            return;
        var chosen = context.Gui.Menu("pace", Pace(), TextStyle.Body, room, Speeds);
        context.Gui.Tooltip("Training steps between two pictures (+ and −)\nChanges what you see, not what is learnt.");
        if (chosen >= 0)
            context.Commands.SetSteps(1 << chosen);
    }

    private ReadOnlySpan<char> Pace()
    {
        var steps = context.Scene.Trainer.StepsPerFrame;
        return context.Text.Clear().AppendCount(steps).Append(steps == 1 ? " step / frame" : " steps / frame").Span;
    }

    /// <returns>The left end of the right part; the presets, which are in the palette too, yield to what is before <paramref name="least"/>.</returns>
    private float DrawRight(in UiRect bar, float right, float least)
    {
        var gui = context.Gui;
        var model = context.Model;
        right -= ButtonWidth;
        if (gui.IconButton("record", model.IsRecording ? Icon.Stop : Icon.Record, Button(bar, right), color: context.Theme.Danger))
            context.Commands.Host?.ToggleRecording();
        gui.Tooltip("Record (F10)\nWrites the view as a video, from now until pressed again.");
        right -= 20;
        if (gui.FlatButton("recorder", Icon.ChevronDown, new UiRect(right, bar.CenterY - 10, 18, 20), context.Selection == Selection.Recorder))
        {
            context.Selection = Selection.Recorder;
            Layout.Show("inspector");
        }
        gui.Tooltip("Settings of the next recording: format, length, size, camera.");
        right -= Gap + ButtonWidth;
        if (gui.IconButton("lesson", Icon.Book, Button(bar, right), isAccented: Layout.IsOpen("lesson")))
            Layout.Toggle("lesson");
        gui.Tooltip("Lesson (G)\nFive stations about the training that runs here, to take it apart.");
        right -= Gap + 26;
        if (_menu.Length == 0)
        {
            _commands = [.. context.Table.All.Where(command => command.InMenu)];
            _menu = [.. _commands.Select(command => command.Keys.Length == 0 ? command.Title : $"{command.Title}   {command.Keys.Split(',')[0]}")];
        }
        var command = gui.Menu("menu", Icon.More, new UiRect(right, bar.CenterY - 13, 26, 26), _menu, isChecked: Switched());
        gui.Tooltip("Files, undo, panels and theme");
        if (command >= 0 && _commands[command].IsEnabled)
            _commands[command].Run();
        right -= 12;
        if (model.Time - _rateTime > 0.5)
            (_shownRate, _rateTime) = (model.FramesPerSecond, model.Time);
        var text = context.Text.Clear().Append(model.Backend).Append(" · ").AppendFixed(_shownRate, 0).Append(" fps");
        if (bar.Width < 900)
            return right;
        var width = context.Canvas.Measure(text.Span, TextStyle.Body) + 26;
        var presets = context.Canvas.Measure("Presets", TextStyle.Body) + 26;
        if (right - presets - Gap - width >= least)
        {
            DrawPresets(new UiRect(right - presets, bar.CenterY - 13, presets, 26));
            right -= presets + Gap;
        }
        var box = new UiRect(right - width, bar.CenterY - 13, width, 26);
        if (!context.Scene.Trainer.HasBackendChoice)
        {
            context.Canvas.Text(text.Span, box, TextStyle.Body, context.Theme.TextSecondary);
            return box.X;
        }
        var chosen = gui.Menu("backend", text.Span, TextStyle.Body, box, Backends);
        gui.Tooltip("Where it trains\nOn the CPU or in compute shaders on the GPU; training continues from the same state.");
        if (chosen >= 0)
            context.Commands.Choose((BackendKind)chosen);
        return box.X;
    }

    private void DrawPresets(in UiRect box)
    {
        var chosen = context.Gui.Menu("presets", "Presets", TextStyle.Body, box, Presets);
        context.Gui.Tooltip("Prepared experiments, each of which shows one thing.");
        if (chosen >= 0)
            context.Commands.Experiment.LoadPreset(Preset.All[chosen]);
    }

    private long Switched()
    {
        var bits = 0L;
        for (var i = 0; i < Math.Min(64, _commands.Length); i++)
            bits |= _commands[i].IsOn?.Invoke() == true ? 1L << i : 0;
        return bits;
    }

    private static UiRect Button(in UiRect bar, float x) => new(x, bar.CenterY - ButtonHeight / 2, ButtonWidth, ButtonHeight);
}
