using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>The object tree: the experiment, its runners and the camera. A press selects.</summary>
internal sealed class HierarchyPanel(EditorContext context) : IPanel
{
    private static readonly string[] Optimizers = [.. Catalog.Optimizers.Select(optimizer => optimizer.Title)];
    private static readonly string[] Explained = [.. Catalog.Optimizers.Select(optimizer => optimizer.Description)];

    private bool _isExperimentOpen = true, _areRunnersOpen = true;
    private string[] _data = [], _network = [], _surface = [];
    private object? _experiment, _plane;

    public string Id => "hierarchy";

    public string Title => "Hierarchy";

    public Dock Dock => Dock.Left;

    public PanelSize Size => new(Min: 80, Share: 0.61f, MinWindow: 760);

    /// <summary>Clears the selected runner; false if none was selected.</summary>
    public bool Leave()
    {
        if (!context.IsRunnerChosen)
            return false;
        (context.Selection, context.SelectedRunner, context.IsRunnerChosen) = (Selection.Runner, 0, false);
        foreach (var runner in context.Scene.Race.Runners)
            runner.Ball.IsSelected = false;
        return true;
    }

    // What the labels were made of would be kept with its data.
    public void Hide() => _experiment = null;

    public void Draw(in UiRect bounds)
    {
        var gui = context.Gui;
        NameEntries();
        gui.BeginPanel(bounds, "HIERARCHY");
        gui.BeginScroll("hierarchy", gui.Remaining.Inset(-4, 0));
        if (gui.TreeBranch("Experiment", 0, ref _isExperimentOpen))
        {
            Entry(Fitting(_data), Selection.Data, "What is learnt: the samples, and which of them training never sees.");
            Entry(Fitting(_network), Selection.Network, "output = f(W·input + b), layer by layer. All W and b together are the weight vector θ.");
            Entry(Fitting(_surface), Selection.Surface, "The loss over a plane through the space of weights:\nL(θ* + α·d₁ + β·d₂)");
        }
        // Before the runners, whose number grows.
        Entry("Camera", Selection.Camera, "Drag orbits, Shift drag pans, the wheel goes nearer.", depth: 0);
        Entry("Recorder", Selection.Recorder, "Settings of the next recording; F10 starts and stops it.", depth: 0);
        if (gui.TreeBranch("Runners", 0, ref _areRunnersOpen))
        {
            for (var i = 0; i < context.Scene.Race.Runners.Count; i++)
                DrawRunner(i, context.Scene.Race.Runners[i]);
            DrawAdd();
        }
        gui.EndScroll();
        gui.EndPanel();
    }

    // Of the spellings of an entry, the longest that the row has room for.
    private string Fitting(string[] spellings)
    {
        var width = context.Gui.Remaining.Width - Theme.Space4 - 2 * Theme.Space1 - Theme.Space2;
        foreach (var spelling in spellings)
        {
            if (context.Canvas.Measure(Gui.Visible(spelling), TextStyle.Body) <= width)
                return spelling;
        }
        return spellings[^1];
    }

    private void Entry(string label, Selection selection, string tooltip, int depth = 1)
    {
        if (context.Gui.TreeRow(label, depth, context.Selection == selection))
            context.Selection = selection;
        context.Gui.Tooltip(tooltip);
    }

    private void DrawRunner(int index, Runner runner)
    {
        var gui = context.Gui;
        gui.PushId(index);
        var isSelected = context.Selection == Selection.Runner && context.SelectedRunner == index;
        context.Text.Clear();
        var isPointedAt = IsPointedAt(gui.Remaining with { Height = 22 });
        if (runner.Trainer.IsCatchingUp && !isPointedAt)
            context.Text.Append("step ").AppendCount(runner.Trainer.EnqueuedSteps);
        else if (runner.Trainer.StatusVersion > 0 && !isPointedAt)
            context.Text.AppendMeasure(runner.Loss);
        var color = Palette.Of(context.Theme, runner.Ball.Color);
        if (gui.TreeRow(runner.Title, 1, isSelected, runner.Ball.IsVisible ? color : color.WithAlpha(0x50), context.Text.Span))
            Select(index, runner);
        gui.Tooltip(runner.Trainer.Optimizer.Description);
        if (isPointedAt || runner.IsMuted || runner.IsSolo)
            DrawSwitches(gui.LastRow, index, runner, isPointedAt);
        gui.PopId();
    }

    /// <summary>Selects a runner.</summary>
    public void Select(int index) => Select(index, context.Scene.Race.Runners[index]);

    private void Select(int index, Runner runner) => context.Notices.Try(() =>
    {
        (context.Selection, context.SelectedRunner, context.IsRunnerChosen) = (Selection.Runner, index, true);
        foreach (var other in context.Scene.Race.Runners)
            other.Ball.IsSelected = ReferenceEquals(other, runner) && context.Scene.Race.Runners.Count > 1;
    });

    private void DrawSwitches(in UiRect row, int index, Runner runner, bool isPointedAt)
    {
        var gui = context.Gui;
        var box = new UiRect(row.Right - 22, row.Y + 1, 20, 20);
        if (isPointedAt && index > 0)
        {
            if (gui.FlatButton("remove", Icon.Trash, box))
                context.Commands.RemoveRunner(runner);
            gui.Tooltip("Takes this runner out of the race.");
        }
        if (isPointedAt || runner.IsSolo)
        {
            if (gui.FlatButton("solo", Icon.Target, box with { X = box.X - 21 }, runner.IsSolo))
                context.Commands.Toggle(runner, nameof(Runner.IsSolo), runner.IsSolo);
            gui.Tooltip("Solo: shows this runner alone.");
        }
        if (isPointedAt || runner.IsMuted)
        {
            if (gui.FlatButton("mute", runner.IsMuted ? Icon.EyeOff : Icon.Eye, box with { X = box.X - 42 }, runner.IsMuted))
                context.Commands.Toggle(runner, nameof(Runner.IsMuted), runner.IsMuted);
            gui.Tooltip("Mute: hides this runner. It keeps training, so it is at the same step when it returns.");
        }
    }

    private bool IsPointedAt(in UiRect row)
    {
        var input = context.Gui.Input;
        return row.Contains(input.MouseX, input.MouseY) && context.Canvas.Clip.Contains(input.MouseX, input.MouseY)
            && !context.Gui.HasOpenList;
    }

    private void DrawAdd()
    {
        var row = context.Gui.NextRow(22);
        context.Gui.Space(-4);
        row.TakeLeft(Theme.Space4 + Theme.Space1, out row);
        var chosen = context.Gui.Menu("add", "Add runner", TextStyle.Body, row, Optimizers, explained: Explained);
        context.Gui.Tooltip("Races another optimizer from the same start, in the same batches, on the same surface. Up to eight.");
        if (chosen >= 0)
            context.Commands.AddRunner(Catalog.Optimizers[chosen]);
    }

    private void NameEntries()
    {
        var experiment = context.Scene.Trainer.Experiment;
        if (!ReferenceEquals(experiment, _experiment))
        {
            _experiment = experiment;
            var (samples, weights) = (Count(experiment.Train.Count), Count(experiment.Shape.ParameterCount));
            _data = [$"Data · {experiment.Train.Name} ({samples})##data", $"Data · {experiment.Train.Name}##data", "Data##data"];
            _network = [$"Network · {weights} weights##network", $"Network · {weights}##network", "Network##network"];
        }
        var plane = context.Scene.Landscape.Plane;
        if (!ReferenceEquals(plane, _plane) || _surface.Length == 0)
        {
            _plane = plane;
            _surface = plane is null ? ["Surface"] : [$"Surface · {context.Scene.ShownPlane?.Kind.Name.Split(':')[0]}##surface", "Surface##surface"];
        }
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
