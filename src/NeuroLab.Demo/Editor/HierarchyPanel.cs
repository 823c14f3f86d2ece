using NeuroLab.Demo.App;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Editor;

/// <summary>The tree of what there is: the experiment, its runners and the camera. A press selects.</summary>
internal sealed class HierarchyPanel(EditorContext context)
{
    private bool _isExperimentOpen = true, _areRunnersOpen = true;
    private string _data = "", _network = "", _surface = "";
    private object? _experiment, _plane;

    public void Draw(in UiRect bounds)
    {
        var gui = context.Gui;
        NameEntries();
        gui.BeginPanel(bounds, "HIERARCHY");
        gui.BeginScroll("hierarchy", gui.Remaining.Inset(-4, 0));
        if (gui.TreeBranch("Experiment", 0, ref _isExperimentOpen))
        {
            Entry(_data, Selection.Data, "What is learnt: the samples, and which of them training never sees.");
            Entry(_network, Selection.Network, "output = f(W·input + b), layer by layer. All W and b together are the weight vector θ.");
            Entry(_surface, Selection.Surface, "The loss over a plane through the space of weights:\nL(θ* + α·d₁ + β·d₂)");
        }
        if (gui.TreeBranch("Runners", 0, ref _areRunnersOpen))
        {
            for (var i = 0; i < context.Runners.Count; i++)
                Runner(i, context.Runners[i]);
        }
        Entry("Camera", Selection.Camera, "Drag orbits, Shift drag pans, the wheel goes nearer.", depth: 0);
        gui.EndScroll();
        gui.EndPanel();
    }

    private void Entry(string label, Selection selection, string tooltip, int depth = 1)
    {
        if (context.Gui.TreeRow(label, depth, context.Selection == selection))
            context.Selection = selection;
        context.Gui.Tooltip(tooltip);
    }

    private void Runner(int index, RunHistory runner)
    {
        var gui = context.Gui;
        gui.PushId(index);
        var isSelected = context.Selection == Selection.Runner && context.SelectedRunner == index;
        context.Text.Clear();
        if (runner.Trainer.StatusVersion > 0)
            context.Text.AppendMeasure(runner.Trainer.Status.Loss);
        if (gui.TreeRow(runner.Trainer.Optimizer.Title, 1, isSelected, runner.Loss.Color, context.Text.Span))
            (context.Selection, context.SelectedRunner) = (Selection.Runner, index);
        gui.Tooltip(runner.Trainer.Optimizer.Description);
        gui.PopId();
    }

    private void NameEntries()
    {
        var experiment = context.Scene.Trainer.Experiment;
        if (!ReferenceEquals(experiment, _experiment))
        {
            _experiment = experiment;
            _data = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Data · {experiment.Train.Name} ({experiment.Train.Count:N0})");
            _network = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Network · {experiment.Shape.ParameterCount:N0} weights");
        }
        var plane = context.Scene.Landscape.Plane;
        if (!ReferenceEquals(plane, _plane) || _surface.Length == 0)
        {
            _plane = plane;
            _surface = plane is null ? "Surface" : $"Surface · {plane.Description.Split(',')[0].Replace(" plane", "", StringComparison.Ordinal)}";
        }
    }
}
