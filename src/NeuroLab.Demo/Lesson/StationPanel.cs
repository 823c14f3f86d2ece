using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Lessons;
using NeuroLab.Networks;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Lesson;

/// <summary>A station of the lesson: its text, its content, and its controls.</summary>
internal abstract class StationPanel(LessonSubject subject)
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The name on its tab.</summary>
    public abstract string Tab { get; }

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>An explanation in two sentences.</summary>
    public abstract string Text { get; }

    /// <summary>The formula.</summary>
    public abstract string Formula { get; }

    private NetworkTrace? _seen;

    /// <summary>The lesson's data.</summary>
    protected LessonSubject Subject => subject;

    /// <summary>Scratch buffer for texts of the current frame.</summary>
    protected TextBuffer Buffer { get; } = new();

    /// <summary>Whether the station must be recomputed.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>
    /// Runs an action that changes the network: a host with other panels defers it until they are drawn.
    /// </summary>
    public Action<Action> Act { get; set; } = action => action();

    /// <summary>Whether the network trains in the background at full speed.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Whether it advances with time.</summary>
    public virtual bool IsPlaying { get; set; }

    /// <summary>Whether it can be played: then the play button applies to it instead of training.</summary>
    public virtual bool CanPlay => false;

    /// <summary>Whether its numbers are those of the current data: only then they are shown.</summary>
    public bool IsOfSubject => ReferenceEquals(_seen, subject.Trace);

    /// <summary>Computes the station's numbers.</summary>
    public void WorkOut()
    {
        Update();
        (_seen, IsStale) = (subject.Trace, false);
    }

    /// <summary>Recomputes the station from the current weights.</summary>
    public abstract void Update();

    /// <summary>Draws it and handles its input.</summary>
    public abstract void Draw(Gui gui);

    /// <summary>Advances the time.</summary>
    public virtual void Advance(double seconds)
    {
    }

    /// <summary>Completes what takes several frames, for an image. Blocks.</summary>
    public virtual void FinishPendingWork()
    {
    }

    /// <summary>Draws marks in the 3D view.</summary>
    public virtual void Mark(FrameView frame, LessonMarks marks)
    {
    }

    /// <summary>
    /// Operates the controls as a user would, for a recording; <paramref name="share"/> runs from 0 to 1.
    /// </summary>
    public abstract void Demonstrate(double share);

    /// <summary>A layer menu; true when the layer changed.</summary>
    protected bool ChooseLayer(Gui gui, IReadOnlyList<string> names)
    {
        var index = subject.Layer.Index;
        if (!gui.ComboBox("Layer", ref index, names))
            return false;
        subject.Layer = subject.Shape.Layers[index];
        // The rest of the panel shows the new layer.
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
