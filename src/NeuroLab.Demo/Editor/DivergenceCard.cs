using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Editing;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Editor;

/// <summary>After training has diverged, or the network died: explains what happened, and offers two remedies.</summary>
internal sealed class DivergenceCard(EditorContext context) : IPanel
{
    private const float Width = 480, LineHeight = 18, ButtonHeight = 26;

    private Divergence? _described;
    private string[] _lines = [];
    private string _change = "", _halveTip = "", _undoTip = "";

    public string Id => "divergence";

    public string Title => "Divergence";

    public Dock Dock => Dock.View;

    // Animations show the training, not its repair.
    private Divergence? Current => context.Commands.IsFilming ? null : context.Editor.Divergences.Current;

    public bool Leave()
    {
        if (Current is not { } divergence)
            return false;
        context.Editor.Divergences.Close(divergence);
        return true;
    }

    public void Draw(in UiRect bounds)
    {
        if (Current is not { } divergence)
            return;
        if (!ReferenceEquals(divergence, _described))
            Describe(divergence);
        var (gui, canvas, theme) = (context.Gui, context.Canvas, context.Theme);
        var height = 2 * Theme.Space3 + _lines.Length * LineHeight + Theme.Space2 + ButtonHeight;
        var card = ViewCard.Place(bounds, Width, height);
        ViewCard.DrawFrame(context, card, theme.Danger);
        var row = card.Inset(Theme.Space3, Theme.Space3);
        var head = row.TakeTop(LineHeight, out row);
        if (gui.FlatButton("close divergence", Icon.Close, head.TakeRight(20, out head)))
            Leave();
        gui.Tooltip("Close; training goes on as it is (Esc)");
        canvas.Icon(Icon.Warning, head.TakeLeft(15, out head), theme.Danger);
        head.TakeLeft(6, out head);
        canvas.Text(_lines[0], head, TextStyle.Strong, theme.Text);
        foreach (var line in _lines.AsSpan(1))
            canvas.Text(line, row.TakeTop(LineHeight, out row), TextStyle.Body, theme.Text);
        row = row.TakeBottom(ButtonHeight, out _);
        if (gui.Button("Halve the rate", row.TakeLeft(116, out row), isAccented: true))
            Act(divergence, divergence.HalveRate, _halveTip);
        gui.Tooltip(_halveTip);
        row.TakeLeft(Theme.Space2, out row);
        if (gui.Button("Undo##divergence", row.TakeLeft(64, out row)))
            Act(divergence, divergence.Undo, _undoTip);
        gui.Tooltip(_undoTip);
        row.TakeLeft(Theme.Space2, out row);
        canvas.Text(_change, row, TextStyle.Small, theme.TextSecondary);
    }

    private void Act(Divergence divergence, Action<SceneEditor> act, string said) => context.Commands.Notices.Try(() =>
    {
        act(context.Editor);
        context.Editor.Divergences.Close(divergence);
        context.Commands.Notices.Say(said.Split('\n')[0]);
    });

    private void Describe(Divergence divergence)
    {
        _described = divergence;
        var text = context.Text;
        var what = divergence.DeadLayer is { } dead ? $"layer {dead + 1} is dead since step " : "diverged at step ";
        var who = context.Scene.Race.Runners.Count > 1 ? $"{divergence.Runner.Title}: {what}" : char.ToUpperInvariant(what[0]) + what[1..];
        text.Clear().Append(who).AppendCount(divergence.At.Step).Append(", learning rate ").AppendSetting(divergence.LearningRate);
        var title = text.ToString();
        text.Clear();
        if (divergence.DeadLayer is not null)
            text.Append("All its units output 0 for every sample: no gradient passes them any more.");
        else if (double.IsFinite(divergence.Loss))
            text.Append("The training loss rose to ").AppendMeasure(divergence.Loss).Append(", more than 10 times its start (").AppendMeasure(divergence.StartLoss).Append(").");
        else
            text.Append("The training loss is ").AppendMeasure(divergence.Loss).Append("; it began at ").AppendMeasure(divergence.StartLoss).Append('.');
        var loss = text.ToString();
        text.Clear().Append("Full-batch steps overshoot above the rate ").AppendSetting(divergence.CriticalRate).Append(", the edge at its λ₁.");
        _lines = double.IsNaN(divergence.CriticalRate) ? [title, loss] : [title, loss, text.ToString()];
        text.Clear().Append("Back at step ").AppendCount(divergence.Best.Step)
            .Append(divergence.Rate == Hyperparameter.EdgeShare ? " with half the share of the edge, c = " : " with half the learning rate, ")
            .AppendSetting(divergence.HalfRate);
        _halveTip = text.Append("\nCtrl Z returns here.").ToString();
        _change = EditWords.Of(divergence.Change);
        text.Clear().Append("Back at step ").AppendCount(divergence.BeforeChange.Step)
            .Append(divergence.Change.Count > 0 ? ", before that change" : ", before the loss rose; paused");
        _undoTip = text.Append("\nCtrl Z returns here.").ToString();
    }
}
