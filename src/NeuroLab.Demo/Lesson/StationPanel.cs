using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Networks;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Lesson;

/// <summary>One station of the lesson: what it says, what it shows, and what can be grabbed there.</summary>
internal abstract class StationPanel(LessonSubject subject)
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The name on its tab.</summary>
    public abstract string Tab { get; }

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>What it is about, in two sentences.</summary>
    public abstract string Text { get; }

    /// <summary>The one formula.</summary>
    public abstract string Formula { get; }

    private NetworkTrace? _seen;

    /// <summary>What it looks at.</summary>
    protected LessonSubject Subject => subject;

    /// <summary>Texts of the present frame.</summary>
    protected TextBuffer Buffer { get; } = new();

    /// <summary>Set where something was turned, so that the station is worked out anew.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>Does what changes the network: a host that draws other panels too does it after them.</summary>
    public Action<Action> Act { get; set; } = action => action();

    /// <summary>Whether the network trains meanwhile, at full speed.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Whether time moves it.</summary>
    public virtual bool IsPlaying { get; set; }

    /// <summary>Whether its numbers are of what the subject looks at: only then they are shown.</summary>
    public bool IsOfSubject => ReferenceEquals(_seen, subject.Trace);

    /// <summary>Works the station out, so that it can be shown.</summary>
    public void WorkOut()
    {
        Update();
        (_seen, IsStale) = (subject.Trace, false);
    }

    /// <summary>Works the station out from the subject's present weights.</summary>
    public abstract void Update();

    /// <summary>Draws it and handles what is done with it.</summary>
    public abstract void Draw(Gui gui);

    /// <summary>Lets time pass.</summary>
    public virtual void Advance(double seconds)
    {
    }

    /// <summary>Brings what takes several frames to its end, for a picture. Blocks.</summary>
    public virtual void FinishPendingWork()
    {
    }

    /// <summary>Shows something in the 3D view.</summary>
    public virtual void Mark(FrameView frame, LessonMarks marks)
    {
    }

    /// <summary>Turns what a person would turn, for a recording; <paramref name="share"/> runs from 0 to 1.</summary>
    public abstract void Demonstrate(double share);

    /// <summary>Chooses a layer; true when it changed.</summary>
    protected bool ChooseLayer(Gui gui, IReadOnlyList<string> names)
    {
        var index = subject.Layer.Index;
        if (!gui.ComboBox("Layer", ref index, names))
            return false;
        subject.Layer = subject.Shape.Layers[index];
        // What is drawn below is the new layer's.
        WorkOut();
        return true;
    }

    /// <summary>A small heading within a station.</summary>
    protected static void Caption(Gui gui, ReadOnlySpan<char> text, in UiRect box, TextAlign align = TextAlign.Left) =>
        gui.Canvas.Text(text, box, TextStyle.Tiny, gui.Theme.TextSecondary, align);

    /// <summary>A name on the left and the buffer's text on the right.</summary>
    protected void Row(Gui gui, ReadOnlySpan<char> name)
    {
        var row = gui.NextRow(16);
        gui.Space(-4);
        gui.Canvas.Text(name, row, TextStyle.Body, gui.Theme.TextSecondary);
        gui.Canvas.Text(Buffer.Span, row, TextStyle.Strong, gui.Theme.Text, TextAlign.Right);
    }

    /// <summary>Writes the name of an entry of θ: W2[3, 5] or b2[3].</summary>
    protected TextBuffer WriteName(int coefficient)
    {
        foreach (var layer in subject.Shape.Layers)
        {
            if (coefficient >= layer.End)
                continue;
            var isBias = coefficient >= layer.BiasOffset;
            Buffer.Append(isBias ? 'b' : 'W').AppendCount(layer.Index + 1).Append('[');
            if (isBias)
                return Buffer.AppendCount(coefficient - layer.BiasOffset).Append(']');
            var at = coefficient - layer.WeightOffset;
            return Buffer.AppendCount(at / layer.Inputs).Append(", ").AppendCount(at % layer.Inputs).Append(']');
        }
        return Buffer;
    }
}
