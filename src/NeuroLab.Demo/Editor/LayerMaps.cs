using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// Weights and gradient of each layer as tiles: blue for negative, amber for positive values, in rows of W.
/// </summary>
internal sealed class LayerMaps(EditorContext context)
{
    private const double Seconds = 0.25;
    private const int MaxColumns = 40, MaxRows = 24;
    private const long MaxProducts = 12_000_000;

    private float[] _weights = [], _gradient = [];
    private SKColor[][] _weightTiles = [], _gradientTiles = [];
    private string[] _titles = [];
    private NetworkShape? _shape;
    private Trainer? _trainer;
    private double _time = double.NegativeInfinity, _norm;
    private int _seen = -1, _run = -1;
    private bool _isDark, _hasGradient;
    private DeadUnits? _dead;

    /// <summary>The number of dead units of each layer: their output is 0 for every evaluation sample.</summary>
    public ReadOnlySpan<int> Dead => _dead is null ? [] : _dead.Counts;

    /// <summary>The displayed weights, [parameters].</summary>
    public ReadOnlySpan<float> Weights => _weights;

    public void Prepare(Trainer trainer, double time)
    {
        var session = trainer.Session;
        var isSame = ReferenceEquals(_shape, session.Shape) && ReferenceEquals(_trainer, trainer);
        var isShown = isSame && _seen == trainer.StatusVersion && _run == trainer.Run && _isDark == context.Theme.IsDark;
        if (isShown || (isSame && time - _time < Seconds) || session.PendingSteps > 0 || trainer.StatusVersion == 0)
            return;
        if (!ReferenceEquals(_shape, session.Shape))
            Begin(session.Shape);
        (_trainer, _time, _seen, _run, _isDark) = (trainer, time, trainer.StatusVersion, trainer.Run, context.Theme.IsDark);
        session.ReadParameters(_weights);
        _hasGradient = HasGradient(session);
        if (_hasGradient)
            session.Evaluate(DataPart.Evaluation, _gradient);
        _dead!.Count(_weights, session.Data.Evaluation);
        var sum = 0.0;
        foreach (var g in _gradient)
            sum += (double)g * g;
        _norm = Math.Sqrt(sum);
        foreach (var layer in session.Shape.Layers)
        {
            Paint(_weights.AsSpan(layer.WeightOffset, layer.WeightCount), layer, _weightTiles[layer.Index]);
            Paint(_gradient.AsSpan(layer.WeightOffset, layer.WeightCount), layer, _gradientTiles[layer.Index]);
        }
    }

    /// <summary>Keeps no trainer: it may have left the race when the maps are shown again.</summary>
    public void Release() => _trainer = null;

    /// <summary>
    /// Draws a trainer's last weights; nothing if they belong to another trainer, or another network.
    /// </summary>
    public void Draw(Trainer trainer)
    {
        if (_shape is null || !ReferenceEquals(_trainer, trainer) || !ReferenceEquals(_shape, trainer.Session.Shape))
            return;
        var gui = context.Gui;
        var hasGradient = _hasGradient;
        const string both = "Weights · gradient";
        gui.SectionHeader(hasGradient ? both : "Weights", canReset: false);
        gui.Area("maps", gui.LastRow);
        gui.Tooltip("One tile for each weight, a row for each unit: blue is negative, amber positive, dark near 0. On the right ∂L/∂w over all evaluation samples at these weights; ‖∂L/∂θ‖ is the length of that gradient.");
        if (hasGradient)
        {
            var head = gui.LastRow with { Y = gui.LastRow.Y + 8, Height = gui.LastRow.Height - 8 };
            context.Text.Clear().Append("‖∂L/∂θ‖ ").AppendMeasure(_norm);
            // Where there is no room for both the number stays.
            if (context.Canvas.Measure(both, TextStyle.Strong) + context.Canvas.Measure(context.Text.Span, TextStyle.Body) + Theme.Space2 > head.Width)
                context.Text.Clear().AppendMeasure(_norm);
            context.Canvas.Text(context.Text.Span, head, TextStyle.Body, context.Theme.TextSecondary, TextAlign.Right);
        }
        foreach (var layer in _shape.Layers)
            DrawLayer(layer, hasGradient);
    }

    private void DrawLayer(DenseLayer layer, bool hasGradient)
    {
        var gui = context.Gui;
        var (columns, rows) = SizeOf(layer);
        var height = Math.Clamp(rows * 4f, 14, 72);
        var row = gui.NextRow(height + 15);
        var caption = row.TakeTop(15, out row);
        context.Canvas.Text(_titles[layer.Index], caption, TextStyle.Tiny, context.Theme.TextTertiary);
        DrawDead(layer, caption);
        var left = hasGradient ? row.TakeLeft((row.Width - 8) / 2, out var right) : row;
        context.Canvas.Image(left, _weightTiles[layer.Index], columns, smooth: false);
        gui.PushId(layer.Index);
        Explain(layer, left, _weights, "w");
        if (hasGradient)
        {
            right = row with { X = left.Right + 8, Width = left.Width };
            context.Canvas.Image(right, _gradientTiles[layer.Index], columns, smooth: false);
            Explain(layer, right, _gradient, "∂L/∂w");
        }
        gui.PopId();
    }

    private void DrawDead(DenseLayer layer, in UiRect caption)
    {
        if (Dead[layer.Index] == 0)
            return;
        var text = context.Text.Clear().AppendCount(Dead[layer.Index]).Append(" of ").AppendCount(layer.Outputs).Append(" units dead");
        var width = context.Canvas.Measure(text.Span, TextStyle.Tiny);
        if (context.Canvas.Measure(_titles[layer.Index], TextStyle.Tiny) + Theme.Space2 + width > caption.Width)
            width = context.Canvas.Measure(text.Clear().AppendCount(Dead[layer.Index]).Append(" dead").Span, TextStyle.Tiny);
        var box = caption with { X = caption.Right - width, Width = width };
        context.Canvas.Text(text.Span, box, TextStyle.Tiny, context.Theme.Danger);
        context.Gui.PushId(layer.Index);
        context.Gui.Area("dead", box);
        context.Gui.Tooltip("Units whose output is 0 for every evaluation sample: no gradient reaches their weights, so they stay as they are. A smaller learning rate from the start, or leaky_relu, keeps them alive.");
        context.Gui.PopId();
    }

    // The value under the pointer, next to it.
    private void Explain(DenseLayer layer, in UiRect box, float[] values, string name)
    {
        var input = context.Gui.Input;
        var area = context.Gui.Area(name, box);
        if (!area.IsHovered)
            return;
        var output = Math.Clamp((int)((input.MouseY - box.Y) / box.Height * layer.Outputs), 0, layer.Outputs - 1);
        var unit = Math.Clamp((int)((input.MouseX - box.X) / box.Width * layer.Inputs), 0, layer.Inputs - 1);
        if (area.IsPressed)
            context.Commands.ChooseWeight(new WeightName(layer.Index, output, unit));
        var text = context.Text.Clear().Append(name).Append('[').AppendCount(output).Append(", ").AppendCount(unit)
            .Append("] ").AppendMeasure(values[layer.WeightOffset + output * layer.Inputs + unit]);
        var width = context.Canvas.Measure(text.Span, TextStyle.Small) + 13;
        var row = context.Gui.LastRow;
        var card = new UiRect(Math.Clamp(input.MouseX - width / 2, row.X, MathF.Max(row.X, row.Right - width)), box.Y - 20, width, 19);
        context.Canvas.FillRect(card, context.Theme.ControlHover, Theme.Radius);
        context.Canvas.Text(text.Span, card.Inset(6, 0), TextStyle.Small, context.Theme.Text);
    }

    private void Begin(NetworkShape shape)
    {
        _shape = shape;
        _weights = new float[shape.ParameterCount];
        _gradient = new float[shape.ParameterCount];
        _weightTiles = new SKColor[shape.Layers.Length][];
        _gradientTiles = new SKColor[shape.Layers.Length][];
        _titles = new string[shape.Layers.Length];
        _dead = new DeadUnits(shape);
        foreach (var layer in shape.Layers)
        {
            var (columns, rows) = SizeOf(layer);
            _weightTiles[layer.Index] = new SKColor[columns * rows];
            _gradientTiles[layer.Index] = new SKColor[columns * rows];
            _titles[layer.Index] = $"layer {layer.Index + 1} · {layer.Inputs} → {layer.Outputs}";
        }
    }

    private static bool HasGradient(ITrainingSession session) =>
        (long)session.Data.Evaluation.Count * session.Shape.ParameterCount <= MaxProducts;

    private static (int Columns, int Rows) SizeOf(DenseLayer layer) =>
        (Math.Min(layer.Inputs, MaxColumns), Math.Min(layer.Outputs, MaxRows));

    // A tile that represents several weights shows the one with the largest magnitude.
    private void Paint(ReadOnlySpan<float> values, DenseLayer layer, SKColor[] tiles)
    {
        var (columns, rows) = SizeOf(layer);
        var squares = 0.0;
        foreach (var value in values)
            squares += (double)value * value;
        var scale = (float)(1 / (2.2 * Math.Sqrt(squares / values.Length) + 1e-30));
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var largest = 0f;
                for (var o = row * layer.Outputs / rows; o < (row + 1) * layer.Outputs / rows; o++)
                    for (var i = column * layer.Inputs / columns; i < (column + 1) * layer.Inputs / columns; i++)
                    {
                        var value = values[o * layer.Inputs + i];
                        if (!(MathF.Abs(value) <= MathF.Abs(largest)))
                            largest = value;
                    }
                tiles[row * columns + column] = float.IsNaN(largest)
                    ? context.Theme.Danger
                    : Palette.Signed(context.Theme, largest * scale);
            }
    }
}
