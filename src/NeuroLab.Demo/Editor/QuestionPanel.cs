using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>Asks a question over the view, and waits for the answer.</summary>
internal sealed class QuestionPanel : IPanel
{
    private readonly EditorContext _context;
    private Question? _question;

    public QuestionPanel(EditorContext context)
    {
        _context = context;
        context.Notices.Ask = question =>
        {
            context.OpenDialog();
            _question = question;
            context.Gui.Focus(question.Answers[0].Label);
        };
    }

    public string Id => "question";

    public string Title => "Question";

    public Dock Dock => Dock.View;

    public bool IsModal => _question is not null;

    public bool Leave()
    {
        var wasOpen = _question is not null;
        _question = null;
        return wasOpen;
    }

    public void Draw(in UiRect bounds)
    {
        if (_question is not { } question)
            return;
        var gui = _context.Gui;
        gui.BeginDialog(bounds, question.Answers[0].Label);
        var width = MathF.Min(MathF.Max(340, _context.Canvas.Measure(question.Text, TextStyle.Body) + 40), bounds.Width - 16);
        var card = new UiRect(bounds.CenterX - width / 2, bounds.Y + 48, width, 84);
        _context.Canvas.FillRect(card.Inset(-1), _context.Theme.ControlBorder, 9);
        var isEscaped = gui.Take(UiKeys.Escape);
        gui.BeginPanel(card);
        gui.Label(question.Text);
        gui.Space(8);
        var row = gui.NextRow(26);
        Action? chosen = null;
        // Cancel is on the right, the default answer on the left.
        for (var i = 0; i < question.Answers.Length; i++)
        {
            if (gui.Button(question.Answers[i].Label, row.TakeLeft(92, out row), isAccented: i == 0))
                chosen = question.Answers[i].Run;
            row.TakeLeft(8, out row);
        }
        isEscaped |= gui.Button("Cancel", row.TakeRight(MathF.Min(84, row.Width), out _));
        gui.EndPanel();
        gui.EndDialog();
        if (chosen is null && !isEscaped)
            return;
        _question = null;
        gui.Unfocus();
        chosen?.Invoke();
    }
}
