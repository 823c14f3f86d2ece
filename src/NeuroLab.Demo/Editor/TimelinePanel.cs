using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// Along the bottom: all steps of the branch so far, with its checkpoints and changes. Drag or arrow keys seek; playing
/// continues from there, and a change there forks a branch.
/// </summary>
internal sealed class TimelinePanel(EditorContext context) : IPanel
{
    // Logical pixels: closer changes are merged into a band; the pointer's reach.
    private const float BandGap = 6, Reach = 4;

    private readonly List<string> _branches = [];
    private readonly TextBuffer _branchText = new();
    private int _branchVersion = -1;
    private long _wanted = -1;

    public string Id => "timeline";

    public string Title => "Timeline";

    public Dock Dock => Dock.Bottom;

    public PanelSize Size => new(Min: 38, MinWindow: 320);

    public void Draw(in UiRect bounds)
    {
        var canvas = context.Canvas;
        var theme = context.Theme;
        context.Gui.Cover(bounds);
        canvas.FillRect(bounds, theme.Panel);
        canvas.HorizontalLine(bounds.X, bounds.Y, bounds.Width, theme.Border);

        var editor = context.Editor;
        var step = context.Scene.Trainer.Status.Step;
        var tip = Math.Max(Math.Max(editor.Branch.Tip, step), 1);
        var room = bounds.Inset(Theme.Space3, 0);
        canvas.Text("0", room.TakeLeft(20, out room), TextStyle.Small, theme.TextSecondary);
        DrawBranches(room.TakeRight(MathF.Min(124, room.Width / 4), out room));
        room.TakeRight(Theme.Space4, out room);
        context.Text.Clear().AppendCount(step);
        canvas.Text(context.Text.Span, room.TakeRight(64, out room), TextStyle.Strong, theme.Text, TextAlign.Right);
        room.TakeRight(Theme.Space3, out room);
        DrawTrack(room, step, tip);
    }

    private void DrawTrack(in UiRect room, long step, long tip)
    {
        var gui = context.Gui;
        var canvas = context.Canvas;
        var theme = context.Theme;
        var state = gui.Area("timeline", room.Inset(0, 6), isFocusable: true);
        gui.Tooltip("Drag back to any step. Playing repeats what was, to the bit; changing something there begins a branch.");
        var track = room.Inset(7, 0);
        var line = new UiRect(track.X, track.CenterY - 1.5f, track.Width, 3);
        canvas.FillRect(line, theme.Track, 1.5f);
        var x = track.X + Math.Clamp(step / (float)tip, 0, 1) * track.Width;
        canvas.FillRect(line with { Width = x - line.X }, theme.Accent, 1.5f);
        DrawCheckpoints(line, tip);
        DrawMarks(track, tip);
        DrawMoments(track, tip);
        canvas.FillCircle(x, line.CenterY, 7, theme.Knob);
        if (state.IsHovered || state.IsHeld)
            ReadUnderPointer(track, tip, state.IsHeld);
        Scrub(state, track, step, tip);
    }

    // A dot per checkpoint, as far as they are distinguishable.
    private void DrawCheckpoints(in UiRect line, long tip)
    {
        var moments = context.Editor.Timeline.Checkpoints;
        var branch = context.Editor.Branch.Number;
        var last = float.NegativeInfinity;
        for (var i = 0; i < moments.Count; i++)
        {
            if (moments[i].Position.Branch != branch || moments[i].Position.Step > tip)
                continue;
            var x = line.X + moments[i].Position.Step / (float)tip * line.Width;
            if (x - last < 6)
                continue;
            last = x;
            context.Canvas.FillRect(new UiRect(x, line.Bottom + 5, 1, 3), context.Theme.TextTertiary);
        }
    }

    // As in the charts, changes whose lines would overlap are drawn as a band.
    private void DrawMarks(in UiRect track, long tip)
    {
        var marks = context.Marks.All;
        for (var i = 0; i < marks.Count;)
        {
            var end = EndOfBand(i, track, tip);
            float from = XOf(marks[i].Step, track, tip), to = XOf(marks[end - 1].Step, track, tip);
            if (end > i + 1)
                context.Canvas.FillRect(new UiRect(from, track.CenterY - 7, to - from, 14), context.Theme.Runner(1).WithAlpha(0x50));
            context.Canvas.FillRect(new UiRect(from - 1, track.CenterY - 7, 2, 14), context.Theme.Runner(1));
            if (end > i + 1)
                context.Canvas.FillRect(new UiRect(to - 1, track.CenterY - 7, 2, 14), context.Theme.Runner(1));
            i = end;
        }
    }

    // Flags with the names of moments; where names would overlap only the first is written.
    private void DrawMoments(in UiRect track, long tip)
    {
        var (last, taken) = (long.MaxValue, float.NegativeInfinity);
        for (var branch = context.Editor.Branch; branch is not null; branch = branch.Parent)
        {
            foreach (var (name, step) in branch.Moments)
            {
                if (step > last || step > tip)
                    continue;
                var x = XOf(step, track, tip);
                context.Canvas.FillRect(new UiRect(x - 1, track.Y + 1, 2, track.CenterY - track.Y + 4), context.Theme.Accent);
                var width = context.Canvas.Measure(name, TextStyle.Tiny);
                var left = x + 4 + width > track.Right ? x - 4 - width : x + 4;
                if (left < taken)
                    continue;
                context.Canvas.Text(name, new UiRect(left, track.Y, width + 1, 11), TextStyle.Tiny, context.Theme.Accent);
                taken = left + width + 4;
            }
            last = Math.Min(last, branch.ForkStep);
        }
    }

    // The index after the last change of the band that starts at an index.
    private int EndOfBand(int first, in UiRect track, long tip)
    {
        var marks = context.Marks.All;
        var end = first + 1;
        while (end < marks.Count && XOf(marks[end].Step, track, tip) - XOf(marks[end - 1].Step, track, tip) < BandGap)
            end++;
        return end;
    }

    // The changes under the pointer; empty if there are none.
    private void AppendChange(float x, in UiRect track, long tip)
    {
        var marks = context.Marks.All;
        for (var i = 0; i < marks.Count;)
        {
            var end = EndOfBand(i, track, tip);
            if (x >= XOf(marks[i].Step, track, tip) - Reach && x <= XOf(marks[end - 1].Step, track, tip) + Reach)
            {
                context.Text.Append(" · ");
                if (end > i + 1)
                    context.Text.AppendCount(end - i).Append(" changes, the last ");
                context.Text.Append(marks[end - 1].Text);
                return;
            }
            i = end;
        }
    }

    private static float XOf(long step, in UiRect track, long tip) => track.X + Math.Min(1, step / (float)tip) * track.Width;

    private void ReadUnderPointer(in UiRect track, long tip, bool isHeld)
    {
        var input = context.Gui.Input;
        if (isHeld)
            return;
        var step = StepAt(input.MouseX, track, tip);
        var text = context.Text.Clear().Append("step ").AppendCount(step);
        AppendChange(input.MouseX, track, tip);
        var width = context.Canvas.Measure(text.Span, TextStyle.Small);
        var left = Math.Clamp(input.MouseX - width / 2, track.X, MathF.Max(track.X, track.Right - width));
        context.Canvas.VerticalLine(Math.Clamp(input.MouseX, track.X, MathF.Max(track.X, track.Right)), track.CenterY - 8, 16, context.Theme.TextTertiary);
        context.Canvas.FillRect(new UiRect(left - 4, track.Y + 1, width + 8, 11), context.Theme.Panel);
        context.Canvas.Text(text.Span, new UiRect(left, track.Y + 1, width + 1, 11), TextStyle.Tiny, context.Theme.TextSecondary);
    }

    private void Scrub(in WidgetState state, in UiRect track, long step, long tip)
    {
        var gui = context.Gui;
        var input = gui.Input;
        var wanted = -1L;
        if (state.IsHeld)
            wanted = StepAt(input.MouseX, track, tip);
        else if (state.IsFocused)
            wanted = Keyed(step, input.IsShiftDown ? 10 : 1);
        if (wanted < 0)
            _wanted = -1;
        if (wanted < 0 || wanted == _wanted)
            return;
        _wanted = wanted;
        if (context.Scene.Trainer.IsPlaying)
            context.Commands.Play(false);
        context.Commands.SeekTo(wanted);
    }

    private long Keyed(long step, long stride)
    {
        var gui = context.Gui;
        if (gui.Take(UiKeys.Home))
            return 0;
        if (gui.Take(UiKeys.End))
            return context.Editor.Branch.Tip;
        if (gui.Take(UiKeys.Left))
            return Math.Max(0, step - stride);
        return gui.Take(UiKeys.Right) ? Math.Min(context.Editor.Branch.Tip, step + stride) : -1;
    }

    private static long StepAt(float x, in UiRect track, long tip) =>
        (long)MathF.Round(Math.Clamp((x - track.X) / MathF.Max(1, track.Width), 0, 1) * tip);

    private void DrawBranches(in UiRect box)
    {
        var editor = context.Editor;
        var isHidden = !context.Scene.Ball.ShowsGhosts;
        if (_branchVersion != editor.Log.Version)
        {
            _branchVersion = editor.Log.Version;
            _branches.Clear();
            foreach (var branch in editor.Branches)
                _branches.Add(branch.Parent is null ? branch.Name : FormattableString.Invariant($"{branch.Name} · from {branch.ForkStep:N0}{Beginning(branch)}"));
            _branches.Add("Branch from here");
            _branches.Add(isHidden ? "Show the other branches" : "Hide the other branches");
        }
        _branchText.Clear();
        if (!editor.Branch.Name.StartsWith("branch", StringComparison.Ordinal))
            _branchText.Append("branch: ");
        _branchText.Append(editor.Branch.Name);
        var chosen = context.Gui.Menu("branch", _branchText.Span, TextStyle.Body, box, _branches, TextAlign.Right,
            isChecked: Shown(editor), groups: 1L << Math.Min(63, editor.Branches.Count));
        context.Gui.Tooltip("Branches: other courses of the training. Each keeps its trail as a ghost on the surface and its curve in the chart.");
        if (chosen < 0)
            return;
        if (chosen < editor.Branches.Count)
            context.Commands.Visit(editor.Branches[chosen]);
        else if (chosen == editor.Branches.Count)
            context.Commands.Fork();
        else
            ToggleOthers(context);
    }

    // What it differs in from the branch that it left.
    private static string Beginning(Branch branch) =>
        branch.Edits.Count > branch.ForkEdits ? $" · {EditWords.Of(branch.Edits[branch.ForkEdits])}"
            : branch.Parent is { } parent && parent.Edits.Count > branch.ForkEdits ? $" · without {EditWords.Of(parent.Edits[branch.ForkEdits])}" : "";

    private static long Shown(SceneEditor editor)
    {
        for (var i = 0; i < editor.Branches.Count && i < 64; i++)
        {
            if (editor.Branches[i] == editor.Branch)
                return 1L << i;
        }
        return 0;
    }

    /// <summary>Shows or hides trails and curves of the other branches.</summary>
    public static void ToggleOthers(EditorContext context) => context.Notices.Try(() =>
    {
        var shows = !context.Scene.Ball.ShowsGhosts;
        context.Editor.BeginGesture();
        foreach (var runner in context.Scene.Race.Runners)
            context.Editor.Set(runner.Ball, nameof(WeightBall.ShowsGhosts), shows ? 1 : 0);
        context.Editor.EndGesture();
    });
}
