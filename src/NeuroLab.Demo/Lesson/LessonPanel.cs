using System.Diagnostics;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>
/// The lesson beside the 3D view: five stations about the training that runs there. A host calls <see cref="Tick"/>
/// before the scene's tick and <see cref="Draw"/> within its interface.
/// </summary>
internal sealed class LessonPanel
{
    /// <summary>Its width in logical pixels.</summary>
    public const float Width = 400;

    // Looking closely may take a fifth of the time and no more.
    private const double Rest = 4;

    private double _sinceUpdate, _cost;

    /// <summary>Looks at a session, with the first station open.</summary>
    /// <param name="session">The session.</param>
    /// <param name="train">Takes that many steps and waits for them; null lets the session do it directly.</param>
    public LessonPanel(ITrainingSession session, Action<int>? train = null)
    {
        Subject = new LessonSubject(session);
        Stations =
        [
            new LayerPanel(Subject), new LoopPanel(Subject, train), new NaivePanel(Subject), new DerivativePanel(Subject),
            new GradientPanel(Subject),
        ];
    }

    /// <summary>The names of the stations, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["layer", "loop", "naive", "derivative", "gradient"];

    /// <summary>What it looks at.</summary>
    public LessonSubject Subject { get; }

    /// <summary>The stations.</summary>
    public IReadOnlyList<StationPanel> Stations { get; }

    /// <summary>The open station's number, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>The open station.</summary>
    public StationPanel Current => Stations[Index];

    /// <summary>Opens a station.</summary>
    public void Open(int index)
    {
        if (index == Index)
            return;
        Current.IsPlaying = false;
        Index = Math.Clamp(index, 0, Stations.Count - 1);
        Current.IsStale = true;
    }

    /// <summary>Lets time pass and looks at the weights as they are now.</summary>
    /// <param name="session">The session, which may be another than before.</param>
    /// <param name="seconds">Since the last tick.</param>
    public void Tick(ITrainingSession session, double seconds)
    {
        if (session != Subject.Session)
        {
            Subject.Attach(session);
            Current.IsStale = true;
        }
        Current.Advance(seconds);
        _sinceUpdate += seconds;
        if (!Current.IsStale && (_sinceUpdate < Rest * _cost || session.PendingSteps > 0))
            return;
        var start = Stopwatch.GetTimestamp();
        // Not a short circuit: both have to happen.
        if (Subject.Read() | Current.IsStale)
            Current.Update();
        Current.IsStale = false;
        _cost = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _sinceUpdate = 0;
    }

    /// <summary>Draws the panel and handles what is done with it.</summary>
    public void Draw(Gui gui, in UiRect bounds, double time)
    {
        gui.BeginPanel(bounds);
        gui.Canvas.VerticalLine(bounds.X, bounds.Y, bounds.Height, gui.Theme.Border);
        DrawTabs(gui);
        gui.Space(4);
        gui.Canvas.Text(Current.Title, gui.NextRow(20), TextStyle.Title, gui.Theme.Text);
        gui.NextRow(Paragraph.Draw(gui.Canvas, Current.Text, gui.Remaining, gui.Theme.TextSecondary));
        DrawFormula(gui);
        gui.PushId(Index);
        try
        {
            Current.Draw(gui);
        }
        catch (UserErrorException error)
        {
            Current.Message = error.Message;
        }
        gui.PopId();
        gui.EndPanel();
        if (Current.Message is { } message)
        {
            gui.Toast.Show(message, time, seconds: 6, isError: true);
            Current.Message = null;
        }
    }

    private void DrawTabs(Gui gui)
    {
        UiRect row = gui.NextRow(26);
        float width = row.Width / Stations.Count;
        for (int i = 0; i < Stations.Count; i++)
        {
            UiRect tab = row.TakeLeft(width, out row);
            if (gui.DragArea(Stations[i].Tab, tab) is { IsPressed: true })
                Open(i);
            bool isOpen = i == Index;
            gui.Canvas.Text(Stations[i].Tab, tab, isOpen ? TextStyle.Strong : TextStyle.Body,
                isOpen ? gui.Theme.Text : gui.Theme.TextSecondary, TextAlign.Center);
            gui.Canvas.FillRect(new UiRect(tab.X, tab.Bottom - 2, tab.Width, 2), isOpen ? gui.Theme.Accent : gui.Theme.Control);
        }
    }

    private void DrawFormula(Gui gui)
    {
        UiRect card = gui.NextRow(30);
        gui.Canvas.FillRect(card, gui.Theme.Control, Theme.Radius);
        gui.Canvas.FillRect(card with { Width = 2 }, gui.Theme.Accent);
        gui.Canvas.Text(Current.Formula, card.Inset(Theme.Space3, 0), TextStyle.Strong, gui.Theme.Accent);
    }
}
