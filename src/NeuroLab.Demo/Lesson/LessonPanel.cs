using System.Diagnostics;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Landscapes;
using NeuroLab.Lessons;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Lesson;

/// <summary>
/// The lesson as a panel of the editor: five stations about the training of the selected runner. A host calls
/// <see cref="Prepare"/> before the scene's tick and <see cref="Draw"/> within its interface.
/// </summary>
internal sealed class LessonPanel : IPanel
{
    // Computing a station may use a fifth of the time.
    private const double Rest = 4;

    private readonly EditorContext _context;
    private LessonSubject? _subject;
    private StationPanel[]? _stations;
    private LessonMarks? _marks;
    private double _time = double.NaN, _sinceUpdate, _cost;
    private bool _wasTraining;

    /// <summary>Shows the selected runner, with the first station open.</summary>
    public LessonPanel(EditorContext context) => _context = context;

    public string Id => "lesson";

    public string Title => "Lesson";

    public Dock Dock => Dock.Right;

    public PanelSize Size => new(Min: 400, Share: 0.3125f, MinWindow: 760, IsTall: true);

    public string Keys => "G";

    public bool IsShownAtFirst => false;

    /// <summary>The names of the stations, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["layer", "loop", "naive", "derivative", "gradient"];

    /// <summary>The lesson's data; created when the lesson is first opened.</summary>
    public LessonSubject Subject => _subject ??= new LessonSubject(_context.Runner.Trainer.Session, new EditorHand(_context));

    /// <summary>The open station's index.</summary>
    public int Index { get; private set; }

    /// <summary>The stations.</summary>
    internal StationPanel[] Stations => _stations ??= CreateStations();

    /// <summary>The open station.</summary>
    internal StationPanel Current => Stations[Index];

    /// <summary>Opens a station.</summary>
    public void Open(int index)
    {
        if (index == Index)
            return;
        Current.IsPlaying = false;
        Index = Math.Clamp(index, 0, Stations.Length - 1);
        Current.IsStale = true;
    }

    /// <summary>Moves to the next station, or with −1 to the previous one.</summary>
    public void Turn(int direction) => Open((Index + direction + Stations.Length) % Stations.Length);

    /// <summary>The panel is not shown: removes its marks from the view.</summary>
    public void Hide()
    {
        if (_marks is null)
            return;
        Current.IsPlaying = false;
        _marks.Station = null;
        _context.Commands.Played = null;
        _time = double.NaN;
        // Releases an old session, which would otherwise be kept with all its data until the lesson is shown again.
        if (Subject.Session == _context.Runner.Trainer.Session)
            return;
        _marks.GameObject.Destroy();
        (_subject, _stations, _marks) = (null, null, null);
    }

    /// <summary>Advances the time and reads the current weights.</summary>
    /// <param name="time">Time of a monotonic clock in seconds.</param>
    public void Prepare(double time)
    {
        // After a long frame the loop must not jump.
        if (double.IsNaN(_time) && _context.Scene.Trainer.IsPlaying)
        {
            _context.Commands.Play(false);
            _context.Notices.Say(Current.CanPlay
                ? "Training is paused for the lesson; Space plays the station"
                : "Training is paused for the lesson; Space goes on");
        }
        var seconds = double.IsNaN(_time) ? 0 : Math.Clamp(time - _time, 0, 0.1);
        _time = time;
        _marks ??= _context.Scene.Graph.Add("Lesson").Add(new LessonMarks(_context, Subject));
        _marks.Station = Current;
        if (Current.CanPlay == _context.Commands.Played is null)
            _context.Commands.Played = Current.CanPlay ? (() => Current.IsPlaying, () => Current.IsPlaying = !Current.IsPlaying) : null;
        var session = _context.Runner.Trainer.Session;
        if (Subject.Follow(session))
            Current.IsStale = true;
        ShareTraining();
        try
        {
            Current.Advance(seconds);
            UpdateStation(seconds);
        }
        catch (UserErrorException error)
        {
            Current.IsPlaying = false;
            _context.Notices.ShowError(error.Message);
        }
    }

    /// <summary>Draws the panel and handles its input.</summary>
    public void Draw(in UiRect bounds)
    {
        var gui = _context.Gui;
        gui.BeginPanel(bounds);
        DrawTabs(gui);
        DrawTitle(gui);
        gui.NextRow(Paragraph.Draw(gui.Canvas, Current.Text, gui.Remaining, gui.Theme.TextSecondary));
        DrawFormula(gui);
        gui.PushId(Index);
        try
        {
            // The station was just opened, or the network was replaced.
            if (!Current.IsOfSubject)
                Current.WorkOut();
            Current.Draw(gui);
        }
        catch (UserErrorException error)
        {
            _context.Notices.ShowError(error.Message);
        }
        gui.PopId();
        gui.EndPanel();
    }

    private StationPanel[] CreateStations()
    {
        StationPanel[] stations =
        [
            new LayerPanel(Subject), new LoopPanel(Subject), new NaivePanel(Subject, _context), new DerivativePanel(Subject),
            new GradientPanel(Subject),
        ];
        foreach (var station in stations)
            station.Act = action => _context.Notices.Try(action);
        return stations;
    }

    private void UpdateStation(double seconds)
    {
        _sinceUpdate += seconds;
        if (!Current.IsStale && (_sinceUpdate < Rest * _cost || Subject.Session.PendingSteps > 0))
            return;
        var start = Stopwatch.GetTimestamp();
        // No short circuit: both must be evaluated.
        if (Subject.Read() | Current.IsStale)
            Current.WorkOut();
        _cost = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _sinceUpdate = 0;
    }

    // Either training runs or the station advances it, part by part: the last one started wins.
    private void ShareTraining()
    {
        var isTraining = _context.Scene.Trainer.IsPlaying;
        if (Current.IsPlaying && isTraining)
        {
            if (_wasTraining)
                _context.Commands.Play(false);
            else
                Current.IsPlaying = false;
        }
        _wasTraining = _context.Scene.Trainer.IsPlaying;
        Current.IsTraining = _wasTraining;
    }

    private void DrawTabs(Gui gui)
    {
        var row = gui.NextRow(24);
        var width = row.Width / Stations.Length;
        for (var i = 0; i < Stations.Length; i++)
        {
            var tab = row.TakeLeft(width, out row);
            if (gui.DragArea(Stations[i].Tab, tab) is { IsPressed: true })
                Open(i);
            var isOpen = i == Index;
            gui.Canvas.Text(Stations[i].Tab, tab, isOpen ? TextStyle.Strong : TextStyle.Body,
                isOpen ? gui.Theme.Text : gui.Theme.TextSecondary, TextAlign.Center);
            gui.Canvas.FillRect(new UiRect(tab.X, tab.Bottom - 2, tab.Width, 2), isOpen ? gui.Theme.Accent : gui.Theme.Control);
        }
    }

    private void DrawTitle(Gui gui)
    {
        var row = gui.NextRow(24);
        var isRecording = _context.Commands.IsFilming;
        if (gui.FlatButton("film", isRecording ? Icon.Stop : Icon.Record, row.TakeRight(26, out row), isRecording))
            _context.Commands.Host?.ToggleFilm(Current.Name);
        gui.Tooltip(isRecording ? "End the animation" : "Record the station\nWhat you do here, as an animation, until pressed again.");
        if (gui.FlatButton("picture", Icon.Camera, row.TakeRight(26, out row)))
            _context.Commands.Host?.SavePicture(Current.Name);
        gui.Tooltip("Save the station as a PNG");
        if (gui.FlatButton("plane", Icon.Target, row.TakeRight(26, out row)))
            _context.Commands.ShowPlane(new GradientPlane());
        gui.Tooltip("Surface along the gradient\nThe plane through the weights as they stand that holds their gradient.");
        gui.Canvas.Text(Current.Title, row, TextStyle.Title, gui.Theme.Text);
    }

    private void DrawFormula(Gui gui)
    {
        var card = gui.NextRow(28);
        gui.Canvas.FillRect(card, gui.Theme.Control, Theme.Radius);
        gui.Canvas.FillRect(card with { Width = 2 }, gui.Theme.Accent);
        gui.Canvas.Text(Current.Formula, card.Inset(Theme.Space3, 0), TextStyle.Strong, gui.Theme.Accent);
    }
}
