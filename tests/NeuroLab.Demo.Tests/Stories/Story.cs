using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>
/// Somebody works the app, and after each action it is written down what has changed on the canvas and in the state as a
/// whole. The clock stands still while something is computed in the background, so that a story is always the same.
/// </summary>
internal sealed class Story : IDisposable
{
    private const double Rest = 0.3;

    private readonly List<string> _written = [];
    private readonly string? _panel;
    private readonly bool _tellsAll;
    private List<string> _drawn = [], _state = [];

    public Story(StoryPlan plan)
    {
        (_panel, _tellsAll) = (plan.Panel, plan.TellsAll);
        var stage = Stage = new EditorStage(width: plan.Width, height: plan.Height, file: plan.File);
        stage.App.View.DrawsPixels = plan.DrawsPixels;
        stage.App.View.Scene.Landscape.WaitsForSurface = true;
        stage.App.View.Scene.Camera.Smoothing = 0;
        Settle();
    }

    public EditorStage Stage { get; }

    public IReadOnlyList<string> Written => _written;

    /// <summary>Writes down all that is drawn, and the state; what was done before is not told.</summary>
    public Story Begin(bool writes = true)
    {
        Settle();
        Look();
        _written.Clear();
        if (!writes)
            return this;
        _written.Add("# at first");
        _written.AddRange(_state.Concat(_drawn));
        return this;
    }

    /// <summary>Trains to a step, so slowly that the curves see every other one.</summary>
    public Story Steps(long last) => Then(FormattableString.Invariant($"trained to step {last}"), stage =>
    {
        for (var step = Math.Min(last, stage.Trainer.EnqueuedSteps + 2); ; step = Math.Min(last, step + 2))
        {
            stage.Editor.AdvanceTo(step);
            FinishSteps();
            Wait(Rest);
            if (step == last)
                return;
        }
    });

    /// <summary>Acts, and writes down what is different then.</summary>
    public Story Then(string what, Action<EditorStage> act)
    {
        // What was said before has been read.
        Wait(12);
        Look();
        act(Stage);
        Settle();
        Tell(what);
        return this;
    }

    /// <summary>Undoes the last change, redoes it and undoes it again: twice there and twice back is the same.</summary>
    public void ThereAndBack(string what)
    {
        var states = new List<string[]>();
        for (var i = 0; i < 4; i++)
        {
            // What was said before has been read.
            Wait(12);
            (i % 2 == 0 ? Stage.Commands.Undo : (Action)Stage.Commands.Redo)();
            Settle();
            states.Add([.. StageState.All(Stage).ConvertAll(Masked).Where(line => Kept.Any(kind => line.StartsWith(kind, StringComparison.Ordinal))).Prepend(what)]);
        }
        Assert.Equal(states[0], states[2]);
        Assert.Equal(states[1], states[3]);
        Assert.NotEqual(states[0], states[1]);
        Stage.Commands.Undo();
        Settle();
    }

    // What an undo restores, of the lines of the state.
    private static readonly string[] Kept = ["training:", "file", "runner", "race:", "curve", "camera:", "frame:", "set"];

    /// <summary>Writes down what is different.</summary>
    public void Tell(string what)
    {
        var (state, drawn) = (_state, _drawn);
        Look();
        _written.Add($"# {what}");
        _written.AddRange(Changes(state, _state));
        _written.AddRange(Changes(drawn, _drawn));
    }

    /// <summary>Rests the pointer on every widget of a panel, and writes down what each brings up.</summary>
    public Story Hover(string panel)
    {
        Away();
        var places = Widgets(panel);
        for (var i = 0; i < places.Count; i++)
            Point(FormattableString.Invariant($"{panel}: pointer on widget {i}"), places[i]);
        Away();
        return this;
    }

    /// <summary>Presses every widget of a panel; of a list that opens, its next entry is taken.</summary>
    public Story PressAll(string panel, params int[] except)
    {
        for (var i = 0; i < Widgets(panel).Count; i++)
        {
            if (except.Contains(i))
                continue;
            Away();
            var places = Widgets(panel);
            if (i >= places.Count)
                break;
            Then(FormattableString.Invariant($"{panel}: widget {i} pressed"), stage => stage.Click(places[i]));
            if (Stage.App.Workspace.Gui.HasOpenList)
            {
                Then("the next entry", stage =>
                {
                    stage.Press(Key.Down);
                    stage.Press(Key.Enter);
                });
            }
            if (Stage.App.Workspace.Gui.WantsText)
            {
                Then("a 2 is typed", stage =>
                {
                    stage.Script.Type(new System.Text.Rune('2'));
                    stage.Run();
                    stage.Press(Key.Enter);
                });
            }
        }
        return this;
    }

    /// <summary>Rests the pointer at shares of a panel's width, in its middle.</summary>
    public Story Sweep(string panel, params float[] shares)
    {
        Away();
        foreach (var share in shares)
            Point(FormattableString.Invariant($"{panel}: pointer at {share:0.##}"), EditorStage.At(Bounds(panel), share));
        Away();
        return this;
    }

    /// <summary>Rests the pointer at a place; what is different then from where it is nowhere.</summary>
    public Story Point(string what, Vector2 place)
    {
        var (state, drawn) = (_state, _drawn);
        Stage.Move(place);
        Wait(0.7);
        Tell(what);
        (_state, _drawn) = (state, drawn);
        return this;
    }

    /// <summary>Opens a list and takes one of its entries.</summary>
    public Story Choose(string label, int row, int? scope = null) => Then($"{label}: entry {row}", stage =>
    {
        stage.Click(stage.Widget(label, scope).Center());
        for (var i = 0; i < 20; i++)
            stage.Press(Key.Up);
        for (var i = 0; i < row; i++)
            stage.Press(Key.Down);
        stage.Press(Key.Enter);
        stage.Script.MoveMouse(new Vector2(-10, -10));
    });

    public Story Press(Key key, Key modifier = Key.Unknown) =>
        Then(modifier == Key.Unknown ? $"{key} pressed" : $"{modifier} {key} pressed", stage => stage.Press(key, modifier));

    /// <summary>Runs a command by its title, as somebody who looks for it would.</summary>
    public Story Command(string title) => Then($"command '{title}'", stage =>
    {
        stage.Press(Key.P, Key.LeftControl);
        foreach (var letter in title.EnumerateRunes())
            stage.Script.Type(letter);
        stage.Run(3);
        stage.Press(Key.Enter);
    });

    public Story Away()
    {
        Stage.Script.MoveMouse(new Vector2(-10, -10));
        Wait(0.1);
        Wait(0.7);
        Look();
        return this;
    }

    private List<Vector2> Widgets(string panel)
    {
        var (gui, box) = (Stage.App.Workspace.Gui, Bounds(panel));
        return [.. Enumerable.Range(0, gui.WidgetCount).Select(gui.WidgetBox)
            .Where(widget => box.Contains(widget.CenterX, widget.CenterY)).Select(widget => widget.Center())];
    }

    public UiRect Bounds(string panel) => Stage.App.Workspace.Layout.BoundsOf(panel);

    /// <summary>Lets seconds pass in one frame.</summary>
    public void Wait(double seconds)
    {
        Stage.Script.Time += seconds;
        Stage.Run();
    }

    /// <summary>Waits, at one moment of the clock, for all that is being computed; then lets the panels look.</summary>
    public void Settle()
    {
        FinishSteps();
        // Together less than the shortest message is shown.
        for (var round = 0; round < 2; round++)
        {
            Stage.RunUntil(() =>
            {
                Stage.Script.Time -= HeadlessWindow.FrameSeconds;
                return IsIdle;
            });
            FinishSteps();
            // How often a station is worked out depends on the time that it takes.
            if (Stage.App.Workspace.Layout.IsOpen("lesson"))
                Stage.App.Workspace.Panel<LessonPanel>().Current.IsStale = true;
            for (var i = 0; i < 3; i++)
                Wait(Rest);
        }
    }

    private void FinishSteps()
    {
        foreach (var runner in Stage.App.View.Scene.Race.Runners)
            runner.Trainer.Session.Finish();
    }

    public void Dispose() => Stage.Dispose();

    private bool IsIdle => !Stage.Commands.Loader.IsBusy && !Stage.Commands.Planes.IsBusy && Stage.App.View.Scene.Landscape.Progress >= 1
        && !Stage.App.Workspace.Panel<ConnectionPanel>().IsBusy && Stage.Trainer.Session.PendingSteps == 0
        && (!Stage.App.Workspace.Layout.IsOpen("lesson") || Stage.App.Workspace.Panel<LessonPanel>().Current is not GradientPanel { Station.Curvature.IsResting: false });

    private void Look() => (_drawn, _state) = (
        Drawing.Of(Stage.App.View.Canvas, IsTold).ConvertAll(Masked).FindAll(line => !IsTracked(line)), (_tellsAll ? StageState.All(Stage) : StageState.Of(Stage)).ConvertAll(Masked));

    // What a panel draws, its tooltip, and its list where one is open.
    private bool IsTold(SKRectI bounds)
    {
        if (_panel is null || Stage.App.Workspace.Gui.HasOpenList)
            return true;
        var place = new Vector2(bounds.MidX, bounds.MidY) / Stage.App.View.Scale;
        var tooltip = Stage.App.Workspace.Gui.TooltipCard.Bounds;
        return Bounds(_panel).Contains(place.X, place.Y) || (!tooltip.IsEmpty && tooltip.Inset(-2).Contains(place.X, place.Y));
    }

    // The station's largest eigenvalue follows the weights as fast as time allows, and stops where it is near enough.
    private static bool IsTracked(string line) => Regex.IsMatch(line, @"'2/λ = |'for a quadratic loss'|^row \d+ 1x3 0: .*#FF6B6B");

    // Folders, threads, instructions and measured times are the machine's.
    private string Masked(string line)
    {
        line = Regex.Replace(line.Replace(Stage.Folder, "FOLDER", StringComparison.Ordinal).Replace(Path.GetFileName(Stage.Folder), "FOLDER", StringComparison.Ordinal), @"CPU · [^·']*(· \d+ fps)?", "CPU");
        // For tiny ε the station of the derivative shows what rounding leaves of a difference: another processor rounds otherwise.
        line = Regex.Replace(line, @"^(line 33 [\d.]+ #\w+):.*", "$1 of rounding errors");
        return Regex.IsMatch(line, @"'[\d.]+ ms'$") ? "text of a measured time" : line;
    }

    // What is gone, as short as it can be known by from what was written before; then what is new.
    private static IEnumerable<string> Changes(List<string> before, List<string> after)
    {
        var gone = Without(before, after);
        if (gone.Count > 0)
            yield return $"- {string.Join(", ", gone.Where(line => !line.EndsWith('\'')).GroupBy(line => line.Split(' ')[0]).Select(kind => $"{kind.Count()} {kind.Key}").Concat(gone.Where(line => line.EndsWith('\'')).Select(line => line[line.IndexOf('\'')..])))}";
        foreach (var line in Without(after, before))
            yield return "+ " + line;
    }

    private static List<string> Without(List<string> lines, List<string> others)
    {
        var counts = new Dictionary<string, int>();
        foreach (var line in others)
            counts[line] = counts.GetValueOrDefault(line) + 1;
        return lines.FindAll(line => --CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _) < 0);
    }
}
