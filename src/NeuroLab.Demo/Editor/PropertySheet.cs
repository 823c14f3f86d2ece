using System.Globalization;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Editor;

/// <summary>Draws the widgets for an object's properties.</summary>
internal sealed class PropertySheet
{
    private readonly EditorContext _context;
    private readonly Row[] _rows;

    public PropertySheet(EditorContext context, IReadOnlyList<InspectedProperty> properties)
    {
        _context = context;
        Properties = properties;
        _rows = [.. properties.Select(property => new Row(property))];
    }

    /// <summary>The properties.</summary>
    public IReadOnlyList<InspectedProperty> Properties { get; }

    /// <summary>Draws all properties, or only those below (or not below) one heading.</summary>
    /// <param name="heading">The heading; null for all.</param>
    /// <param name="isAlone">Whether to draw only that one, or all but that one.</param>
    public void Draw(string? heading = null, bool isAlone = true)
    {
        string? current = null;
        for (var i = 0; i < _rows.Length; i++)
        {
            var property = _rows[i].Property;
            current = property.Header ?? current;
            if (heading is not null && current == heading != isAlone)
                continue;
            if (property.Header is { } header && IsAnyShown(i))
            {
                if (_context.Gui.SectionHeader(header))
                    Reset(i);
                _context.Gui.Tooltip("Restores the defaults of these settings.");
            }
            if (!property.IsShown)
                continue;
            Draw(_rows[i]);
            var tooltip = double.IsNaN(_rows[i].Mark) ? property.Tooltip : _rows[i].MarkedTooltip;
            if (tooltip.Length > 0)
                _context.Gui.Tooltip(tooltip);
        }
    }

    // Under the heading of a property.
    private bool IsAnyShown(int first)
    {
        for (var i = first; i < _rows.Length && (i == first || _rows[i].Property.Header is null); i++)
        {
            if (_rows[i].Property.IsShown)
                return true;
        }
        return false;
    }

    private void Draw(Row row)
    {
        var gui = _context.Gui;
        var property = row.Property;
        switch (property.Kind)
        {
            case PropertyKind.Number when property.HasRange:
                var value = property.Value;
                if (gui.Slider(property.Label, ref value, row.Marked))
                    _context.Commands.Change(property, value);
                gui.Space(-3);
                break;
            case PropertyKind.Number:
                value = property.Value;
                if (gui.NumberField(property.Label, ref value, original: row.Slider.Default))
                    _context.Commands.Change(property, value);
                break;
            case PropertyKind.Toggle:
                var isOn = property.IsOn;
                if (gui.Checkbox(property.Label, ref isOn))
                    _context.Commands.Change(property, isOn ? 1 : 0);
                break;
            case PropertyKind.Choice:
                var choice = (int)property.Value;
                if (gui.ComboBox(row.ChoiceLabel, ref choice, row.Choices, explained: row.Explained))
                    _context.Commands.Change(property, choice);
                break;
            case PropertyKind.Color:
                DrawColor(property);
                break;
            case PropertyKind.Text:
                var text = property.Text;
                if (gui.TextField(property.Label, ref text))
                    _context.Commands.Change(property, text);
                break;
            case PropertyKind.Button:
                if (gui.Button(property.Label))
                    _context.Commands.Press(property);
                break;
        }
    }

    // Colours are chosen from those that are distinguishable in both themes.
    private void DrawColor(InspectedProperty property)
    {
        var gui = _context.Gui;
        var row = gui.NextRow(24);
        _context.Canvas.Text(property.Label, row.TakeLeft(row.Width - 19 * Race.Palette.Count - 2, out row), TextStyle.Body, _context.Theme.Text);
        for (var i = 0; i < Race.Palette.Count; i++)
        {
            var swatch = row.TakeLeft(19, out row).Inset(2, 4);
            gui.PushId(i);
            var state = gui.Area(property.Name, swatch, isFocusable: true);
            gui.PopId();
            var color = Race.Palette[i];
            _context.Canvas.FillRect(swatch, _context.Theme.Runner(i), Theme.Radius);
            if (Vector3.DistanceSquared(property.Color, color) < 1e-4f)
                _context.Canvas.StrokeRect(swatch.Inset(-2), _context.Theme.Text, 1.5f, Theme.Radius + 1);
            if (state.IsClicked)
                _context.Commands.Change(property, FormattableString.Invariant($"{color.X:R} {color.Y:R} {color.Z:R}"));
        }
    }

    // Resets everything from this heading to the next.
    private void Reset(int first)
    {
        for (var i = first; i < _rows.Length && (i == first || _rows[i].Property.Header is null); i++)
        {
            var property = _rows[i].Property;
            if (property.Kind != PropertyKind.Button && property.Text != property.Default)
                _context.Commands.Change(property, property.Default);
        }
    }

    private sealed class Row
    {
        private readonly SharpnessTracker? _sharpness;

        public Row(InspectedProperty property)
        {
            Property = property;
            double.TryParse(property.Default, NumberStyles.Float, CultureInfo.InvariantCulture, out var original);
            Slider = new SliderOptions(0, 1, original);
            if (property.HasRange)
                Slider = new SliderOptions(property.SliderRange.Low, property.SliderRange.High, original, property.IsLogarithmic, property.IsInteger)
                {
                    Typed = (property.Minimum, property.Maximum),
                    ZeroText = property.ZeroText,
                };
            Choices = [.. property.Entries.Select(DisplayName)];
            Explained = [.. property.Entries.Select(entry => Catalog.Describe(entry).Description)];
            if (property.Owner is Trainer trainer && property.Name == Hyperparameter.LearningRate.PropertyName)
            {
                _sharpness = trainer.GameObject.Get<SharpnessTracker>();
                MarkedTooltip = property.Tooltip + " The red mark: beyond it, steps along the loss' sharpest direction overshoot and grow. "
                    + "That is full-batch theory; with mini-batches it is no hard limit.";
            }
            // The heading above names the choice; the box gets the full row.
            ChoiceLabel = property.Header == property.Label ? "##" + property.Name : property.Label;
        }

        public InspectedProperty Property { get; }

        /// <summary>
        /// The learning rate whose edge is the largest eigenvalue; NaN for other rows, and if unknown.
        /// </summary>
        public double Mark => _sharpness?.CriticalRate ?? double.NaN;

        public SliderOptions Marked => _sharpness is null ? Slider : Slider with { Mark = Mark, MarkText = "edge" };

        public string MarkedTooltip { get; } = "";

        public SliderOptions Slider { get; }

        public IReadOnlyList<string> Choices { get; }

        public IReadOnlyList<string> Explained { get; }

        public string ChoiceLabel { get; }

        // Some have titles; other names are as in code, capitalized.
        private static string DisplayName(object entry)
        {
            var name = Catalog.Describe(entry).Title;
            if (name != entry.ToString())
                return name;
            if (name is "Cpu" or "Gpu")
                return name.ToUpperInvariant();
            return name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
        }
    }
}
