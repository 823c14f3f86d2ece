using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Numerics;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// Labelled points painted and erased by hand in the data plot. A stroke is one change: when the button is released,
/// training continues with the new points.
/// </summary>
internal sealed class PointPainter(EditorContext context)
{
    private const int MaxClasses = 6;
    private const float MinBrush = 3, MaxBrush = 48;

    private static readonly string[] Commands = ["Clear all points", "Save points as CSV"];

    private readonly List<Vector2> _points = [];
    private readonly List<int> _labels = [];
    private readonly SeededRandom _random = new(1, stream: 7);
    private string[] _classes = [];
    private string[] _names = [];
    private Dataset? _data, _painted; // the original points; the result of the last stroke
    private Vector2 _last;
    private float _radius = 8;
    private int _class;
    private bool _isErasing, _isStroking, _isChanged;
    private bool _isStrokeCancelled; // the stroke, until the button is pressed again

    /// <summary>Whether the brush is active.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Incremented with each point added or removed.</summary>
    public int Version { get; private set; }

    /// <summary>The current points.</summary>
    public ReadOnlySpan<Vector2> Points => CollectionsMarshal.AsSpan(_points);

    /// <summary>Their classes.</summary>
    public ReadOnlySpan<int> Labels => CollectionsMarshal.AsSpan(_labels);

    /// <summary>Whether its points represent the data: they are the same, or being painted over.</summary>
    public bool Fits(Dataset data) => PlanePoints.Fits(data) && ReferenceEquals(data, _data);

    /// <summary>
    /// Switches to the current training data. A stroke continues only over its own earlier ones, and ends if the data
    /// change.
    /// </summary>
    public void Follow(Dataset data)
    {
        if (ReferenceEquals(data, _data))
            return;
        if (_isStroking && ReferenceEquals(data, _painted))
        {
            _data = data;
            return;
        }
        CancelStroke();
        var isFit = PlanePoints.Fits(data);
        IsOn &= isFit;
        _data = data;
        _isChanged = false;
        _points.Clear();
        _labels.Clear();
        Version++;
        if (!isFit)
            return;
        Name(data.ClassNames);
        for (var i = 0; i < data.Count; i++)
        {
            _points.Add(new Vector2(data.Sample(i)[0], data.Sample(i)[1]));
            _labels.Add(data.Labels![i]);
        }
    }

    /// <summary>Deactivates the brush; false if it was not active.</summary>
    public bool Leave()
    {
        var was = IsOn;
        IsOn = false;
        return was;
    }

    /// <summary>The toggle, on the right of the panel's title.</summary>
    public void DrawSwitch(in UiRect title, Dataset data)
    {
        if (!PlanePoints.Fits(data))
            return;
        // The first Escape, while a button still has the keyboard focus.
        IsOn &= (context.Gui.Input.Keys & UiKeys.Escape) == 0;
        if (context.Gui.FlatButton("paint", Icon.Brush, new UiRect(title.Right - 20, title.Y, 20, 20), IsOn))
            IsOn = !IsOn;
        context.Gui.Tooltip("Paint points of your own into the data. When a stroke ends, training goes on with them from the present weights.");
    }

    /// <summary>Brushes, eraser and menu in a row.</summary>
    public void DrawTools(UiRect row)
    {
        var gui = context.Gui;
        for (var i = 0; i < _classes.Length; i++)
        {
            gui.PushId(i);
            var box = row.TakeLeft(21, out row).Inset(1.5f, 1);
            var state = gui.Area("class", box, isFocusable: true);
            gui.Tooltip(_names[i]);
            var isChosen = i == _class && !_isErasing;
            context.Canvas.FillCircle(box.CenterX, box.CenterY, isChosen || state.IsHovered ? 7 : 5.5f, Palette.Class(context.Theme, i));
            if (isChosen)
                context.Canvas.StrokeRect(new UiRect(box.CenterX - 9.5f, box.CenterY - 9.5f, 19, 19), context.Theme.Text, 1.5f, 9.5f);
            gui.PopId();
            if (state.IsClicked)
                (_class, _isErasing) = (i, false);
        }
        if (_classes.Length < MaxClasses)
        {
            if (gui.FlatButton("class", Icon.Plus, row.TakeLeft(20, out row)))
                AddClass();
            gui.Tooltip("One class more. Its first points need another network, which starts from the seed.");
        }
        if (gui.FlatButton("erase", Icon.Eraser, row.TakeLeft(22, out row), _isErasing))
            _isErasing = !_isErasing;
        gui.Tooltip("Erases the points under the brush (or hold Shift). The wheel makes the brush wider.");
        switch (gui.Menu("points", Icon.More, row.TakeRight(20, out _), Commands))
        {
            case 0: Clear(); break;
            case 1: context.Commands.Experiment.SavePoints(); break;
        }
    }

    /// <summary>Handles the brush in the plot and draws its outline.</summary>
    /// <param name="box">The plot's bounds.</param>
    /// <param name="low">The inputs at its lower left corner.</param>
    /// <param name="high">The inputs at its upper right corner.</param>
    public void Work(in UiRect box, Vector2 low, Vector2 high)
    {
        var gui = context.Gui;
        var state = gui.DragArea("canvas", box);
        var position = new Vector2(state.X, state.Y);
        var erases = _isErasing || state.IsFine;
        if (state.IsHovered)
            _radius = Math.Clamp(_radius * MathF.Pow(1.2f, gui.TakeWheel()), MinBrush, MaxBrush);
        var isNew = state.IsPressed || Vector2.Distance(position, _last) >= MathF.Max(3, _radius * 0.5f);
        _isStrokeCancelled &= !state.IsPressed;
        // The plot lags behind the training data by some frames: do not paint other points over it.
        if (context.Scene.Trainer.Experiment.Train is var learnt && !ReferenceEquals(learnt, _data) && !ReferenceEquals(learnt, _painted))
            CancelStroke();
        if ((state.IsHeld || state.IsPressed) && isNew && !_isStrokeCancelled && box.Contains(position.X, position.Y))
        {
            _isStroking = true;
            _last = position;
            if (erases)
                Erase(position, box, low, high);
            else
                Stamp(position, box, low, high);
        }
        if (_isStroking && !state.IsHeld)
        {
            _isStroking = false;
            Commit();
        }
        if (!state.IsHovered && !state.IsHeld)
            return;
        var ring = new UiRect(position.X - _radius, position.Y - _radius, 2 * _radius, 2 * _radius);
        context.Canvas.PushClip(box);
        context.Canvas.StrokeRect(ring, erases ? context.Theme.Text : SKColors.White, 1.5f, _radius);
        context.Canvas.PopClip();
    }

    private void CancelStroke() => (_isStrokeCancelled, _isStroking) = (_isStrokeCancelled | _isStroking, false);

    // A small brush sets a single point; a wide one sprays several evenly over its disc.
    private void Stamp(Vector2 position, in UiRect box, Vector2 low, Vector2 high)
    {
        var count = Math.Max(1, (int)(_radius * _radius / 80));
        for (var i = 0; i < count; i++)
        {
            var offset = count == 1 ? Vector2.Zero : Disc() * _radius;
            var at = position + offset;
            if (!box.Contains(at.X, at.Y))
                continue;
            if (_points.Count == PlanePoints.Capacity)
            {
                context.Notices.ShowError($"At most {PlanePoints.Capacity} points; erase some first");
                return;
            }
            var share = new Vector2((at.X - box.X) / box.Width, (box.Bottom - at.Y) / box.Height);
            _points.Add(low + share * (high - low));
            _labels.Add(_class);
            _isChanged = true;
            Version++;
        }
    }

    private void Erase(Vector2 position, in UiRect box, Vector2 low, Vector2 high)
    {
        var scale = new Vector2(box.Width, -box.Height) / (high - low);
        var corner = new Vector2(box.X, box.Bottom);
        for (var i = _points.Count - 1; i >= 0; i--)
        {
            if (Vector2.Distance(corner + (_points[i] - low) * scale, position) > _radius + 1)
                continue;
            _points.RemoveAt(i);
            _labels.RemoveAt(i);
            _isChanged = true;
            Version++;
        }
    }

    private Vector2 Disc()
    {
        var angle = 2 * MathF.PI * (float)_random.NextDouble();
        return MathF.Sqrt((float)_random.NextDouble()) * new Vector2(MathF.Cos(angle), MathF.Sin(angle));
    }

    private void AddClass()
    {
        Name([.. _classes, FreeName()]);
        (_class, _isErasing) = (_classes.Length - 1, false);
    }

    private string FreeName()
    {
        var number = _classes.Length;
        while (_classes.Contains(number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            number++;
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Name(string[] classes)
    {
        _classes = classes;
        _names = [.. classes.Select(name => $"Paints points of class {name}. The wheel makes the brush wider; Shift erases.")];
        _class = Math.Min(_class, classes.Length - 1);
    }

    private void Clear()
    {
        _points.Clear();
        _labels.Clear();
        _isChanged = true;
        Version++;
        context.Notices.Say("An empty canvas: training keeps the old points until there are two classes");
    }

    private void Commit()
    {
        if (!_isChanged)
            return;
        var used = _classes.Where((_, i) => _labels.Contains(i)).Count();
        if (used < 2)
        {
            context.Notices.Say("Paint a second class too: until then training keeps the old points");
            return;
        }
        _isChanged = false;
        var inputs = new float[2 * _points.Count];
        for (var i = 0; i < _points.Count; i++)
            (inputs[2 * i], inputs[2 * i + 1]) = (_points[i].X, _points[i].Y);
        // An added class without points does not count.
        var classes = _classes;
        while (classes.Length > 2 && classes.Length > (_data?.ClassCount ?? 2) && !_labels.Contains(classes.Length - 1))
            classes = classes[..^1];
        _painted = PlanePoints.Create(inputs, [.. _labels], classes);
        context.Commands.Experiment.Paint(_painted);
    }
}
