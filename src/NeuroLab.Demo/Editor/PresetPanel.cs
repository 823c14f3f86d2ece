using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The card beside a prepared experiment: what is seen and what it does not prove, its depth, and both surfaces in
/// numbers.
/// </summary>
internal sealed class PresetPanel(EditorContext context) : IPanel
{
    private const string Choose = "Prepared experiments, each of which shows one thing, are in Presets in the toolbar. Undo returns to the run before.";

    private const string Explained = "Roughness: the mean of |L₋ − 2·L₀ + L₊| over neighbouring samples along α and along β, in the central half "
        + "of the plane. Below it, divided by the range of the loss there: about the same for both, since a steep wall has a large range too.";

    private readonly Measured _first = new(), _second = new();
    private double _depth = double.NaN;
    private object? _shape;

    public string Id => "preset";

    public string Title => "Preset";

    public Dock Dock => Dock.Right;

    public PanelSize Size => new(Min: 240, Share: 0.22f, MinWindow: 660);

    public bool IsShownAtFirst => false;

    public bool HasTab => Preset.Of(context.Editor.Origin) is not null;

    public void Draw(in UiRect bounds)
    {
        var gui = context.Gui;
        gui.BeginPanel(bounds);
        gui.BeginScroll("preset", gui.Remaining with { Width = gui.Remaining.Width + Theme.Space2 });
        if (Preset.Of(context.Editor.Origin) is { } preset)
            DrawCard(preset);
        else
            gui.NextRow(Paragraph.Draw(context.Canvas, Choose, gui.Remaining, context.Theme.TextSecondary));
        gui.EndScroll();
        gui.EndPanel();
    }

    private void DrawCard(Preset preset)
    {
        var (gui, canvas, theme) = (context.Gui, context.Canvas, context.Theme);
        gui.NextRow(Paragraph.Draw(canvas, preset.Title, gui.Remaining, theme.Text, TextStyle.Strong));
        foreach (var sentence in preset.Words)
            gui.NextRow(Paragraph.Draw(canvas, sentence, gui.Remaining, theme.Text));
        if (preset.Depth > 0)
            DrawDepth(preset);
        if (context.Scene.Comparison is not { Runner: { } runner } comparison)
            return;
        gui.SectionHeader("Both surfaces", canReset: false);
        DrawNumbers(context.Scene.Race.Runners[0], context.Scene.Landscape, _first);
        gui.Space(Theme.Space2);
        DrawNumbers(runner, comparison.Landscape, _second);
    }

    // While it is dragged nothing is built: the value where it rests is.
    private void DrawDepth(Preset preset)
    {
        var shape = context.Scene.Trainer.Experiment.Shape;
        if (!ReferenceEquals(shape, _shape))
            (_shape, _depth) = (shape, shape.Layers.Length - 1);
        context.Gui.Slider("Depth", ref _depth, new(Preset.MinDepth, Preset.MaxDepth, preset.Depth, IsInteger: true));
        context.Gui.Tooltip("Hidden layers of both networks, which start again from the seed with another number of them.");
        if (_depth != shape.Layers.Length - 1 && !context.Gui.Input.IsMouseDown)
            context.Commands.Experiment.ChangeDepth((int)_depth);
    }

    private void DrawNumbers(Runner runner, Landscape landscape, Measured measured)
    {
        var (gui, text) = (context.Gui, context.Text);
        measured.Update(landscape);
        var row = gui.NextRow(18);
        context.Canvas.FillCircle(row.X + 4, row.CenterY, 4, Palette.Of(context.Theme, runner.Ball.Color));
        row.TakeLeft(14, out row);
        context.Canvas.Text(runner.Title, row, TextStyle.Strong, context.Theme.Text);
        Number("Roughness", measured.IsKnown ? text.Clear().AppendMeasure(measured.Roughness.Mean).Span : "–");
        gui.Tooltip(Explained);
        Number("divided by the range", measured.IsKnown ? text.Clear().AppendMeasure(measured.Roughness.OfRange).Span : "–");
        gui.Tooltip(Explained);
    }

    private void Number(string label, ReadOnlySpan<char> value)
    {
        var row = context.Gui.NextRow(17);
        context.Gui.Area(label, row);
        context.Canvas.Text(label, row, TextStyle.Body, context.Theme.TextSecondary);
        context.Canvas.Text(value, row, TextStyle.Body, context.Theme.Text, TextAlign.Right);
    }

    // Of the last complete surface.
    private sealed class Measured
    {
        private SurfaceSamples? _of;

        public (double Mean, double OfRange) Roughness { get; private set; } = (double.NaN, double.NaN);

        public bool IsKnown => _of is not null;

        public void Update(Landscape landscape)
        {
            if (landscape.Progress < 1 || ReferenceEquals(_of, landscape.Samples))
                return;
            _of = landscape.Samples;
            Roughness = _of.Roughness();
        }
    }
}
