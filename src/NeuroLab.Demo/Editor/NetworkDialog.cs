using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// Asks what a network from elsewhere leaves open: its data, its activation, its loss. Shows what its file says, and, once
/// that suffices, its loss and a small picture of its surface.
/// </summary>
internal sealed class NetworkDialog : IPanel, IDisposable
{
    private const string Data = "Data", FileField = "File", Activation = "Activation", Loss = "Loss", Options = "Options", Open = "Open", Auto = "auto (by the targets)";
    private const float Width = 480, RowHeight = Gui.ControlHeight + Columns.RowGap, LineHeight = 18 + Columns.RowGap;

    private static readonly string[] Datasets = [.. Catalog.Datasets.Select(each => each.Name), "a file of yours"];
    private static readonly string[] Activations = [.. Catalog.Activations.Select(each => each.Name)];
    private static readonly string[] Losses = [Auto, .. Catalog.Losses.Select(each => each.Name)];

    private readonly EditorContext _context;
    private readonly NetworkPreview _preview;
    private NetworkSketch? _network;
    private string _heading = "", _path = "", _options = "";
    private int _data, _activation, _loss;
    private string[] _arguments = [];

    public NetworkDialog(EditorContext context)
    {
        _context = context;
        _preview = new NetworkPreview(arguments => context.Commands.Files.BindNetwork!(arguments));
        context.Commands.Files.AskAbout = Ask;
    }

    public string Id => "network";

    public string Title => "Network from elsewhere";

    public Dock Dock => Dock.View;

    public bool IsModal => _network is not null;

    private bool AsksForData => _network!.Data is null;

    private bool IsFile => _data == Datasets.Length - 1;

    public bool Leave()
    {
        var wasOpen = IsModal;
        Close();
        return wasOpen;
    }

    public void Dispose() => _preview.Dispose();

    public void Prepare(double time) => _preview.Update();

    public void Draw(in UiRect bounds)
    {
        if (_network is not { } network)
            return;
        var gui = _context.Gui;
        gui.BeginDialog(bounds, FirstQuestion());
        var rows = (AsksForData ? IsFile ? 2 : 1 : 0) + (network.LacksActivation ? 1 : 0) + (network.Loss is null ? 1 : 0) + 1;
        var width = MathF.Min(Width, bounds.Width - 24);
        var height = 20 + network.Known.Count * LineHeight + rows * RowHeight + NetworkPreview.Side + 4 * Columns.RowGap + Gui.ControlHeight + 2 * Theme.Space2;
        var card = new UiRect(bounds.CenterX - width / 2, bounds.Y + MathF.Max(8, MathF.Min(48, bounds.Height - height - 8)), width, height);
        _context.Canvas.FillRect(card.Inset(-1), _context.Theme.ControlBorder, 9);
        gui.BeginPanel(card, _heading);
        foreach (var line in network.Known)
            gui.Label(line, TextStyle.Small);
        DrawQuestions(network);
        _preview.Draw(_context);
        var (isEntered, isEscaped) = DrawAnswers();
        gui.EndPanel();
        gui.EndDialog();
        if (isEscaped)
            Close();
        else if (isEntered && FirstMissing() is { } missing)
            gui.Focus(missing);
        else if (isEntered)
            Accept(network);
    }

    private void Ask(NetworkSketch network, string? options)
    {
        (_network, _heading, _options, _path) = (network, $"OPEN {Path.GetFileName(Path.TrimEndingDirectorySeparator(network.Path))}", options ?? "", "");
        (_data, _activation, _loss) = (-1, -1, 0);
        if (AsksForData && options is null)
            TakePresentData(network);
        _context.OpenDialog();
        Ask();
        _context.Gui.Focus(FirstQuestion());
    }

    // What is on show is the first choice where it fits.
    private void TakePresentData(NetworkSketch network)
    {
        var (shape, data) = (_context.Scene.Trainer.Experiment.Shape, _context.Editor.Origin.Data);
        if (data.Points is not null || shape.Sizes[0] != network.Sizes[0] || shape.Sizes[^1] != network.Sizes[^1])
            return;
        _data = Array.IndexOf(Datasets, data.Source);
        if (_data < 0)
            (_data, _path, _options) = (Datasets.Length - 1, data.Source, $"{data.ReadingText()}{(data.TestShare is null ? " --test-share 0" : "")}".Trim());
        _activation = network.LacksActivation ? Array.IndexOf(Activations, _context.Scene.Trainer.Experiment.Shape.ActivationNames) : -1;
    }

    private void DrawQuestions(NetworkSketch network)
    {
        var gui = _context.Gui;
        var isChanged = false;
        if (AsksForData)
        {
            isChanged |= gui.ComboBox(Data, ref _data, Datasets, "choose");
            gui.Tooltip("The samples that the loss is computed on: those that the network was trained on, read as they were then.");
            if (IsFile)
            {
                isChanged |= gui.TextField(FileField, ref _path, "path of a .csv, .npz, .safetensors or IDX file");
                gui.Tooltip("A table of your own, arrays x and y, or images beside their labels.");
            }
        }
        if (network.LacksActivation)
        {
            isChanged |= gui.ComboBox(Activation, ref _activation, Activations, "choose");
            gui.Tooltip("The function behind each hidden layer, which files of weights do not hold. Where layers differ, leave it open and name them below: --activation tanh,relu");
        }
        if (network.Loss is null)
        {
            isChanged |= gui.ComboBox(Loss, ref _loss, Losses);
            gui.Tooltip("What the network was trained to minimize.");
        }
        isChanged |= gui.TextField(Options, ref _options, "such as --target price --skip");
        gui.Tooltip("Any options of the command line: how a table is read, --prefix for a file with several networks, --activation tanh,relu, --optimizer.");
        if (isChanged)
            Ask();
    }

    private (bool IsEntered, bool IsEscaped) DrawAnswers()
    {
        var gui = _context.Gui;
        gui.Space(Columns.RowGap);
        var row = gui.NextRow(Gui.ControlHeight);
        var isEntered = gui.Button(Open, row.TakeRight(84, out row), isAccented: true);
        row.TakeRight(8, out row);
        var isEscaped = gui.Button("Cancel", row.TakeRight(84, out row));
        _context.Canvas.Text("Tab: next, arrows: choose, Enter: press, Esc: leave", row, TextStyle.Small, _context.Theme.TextTertiary);
        return (isEntered, isEscaped || (!gui.HasOpenList && gui.TextEdit.Id == 0 && gui.Take(UiKeys.Escape)));
    }

    // The first open question; the answer if there is none.
    private string FirstQuestion() => FirstMissing() ?? Open;

    private string? FirstMissing() =>
        AsksForData && !Says("--data") && _data < 0 ? Data
        : AsksForData && IsFile && _path.Length == 0 ? FileField
        : _network!.LacksActivation && !Says("--activation") && _activation < 0 ? Activation
        : null;

    private bool Says(string option) => _options.Contains(option, StringComparison.Ordinal);

    private void Ask()
    {
        var words = new List<string> { _network!.Path };
        Add("--data", !AsksForData || _data < 0 ? null : IsFile ? FullPath(_path) : Datasets[_data]);
        Add("--activation", _activation < 0 ? null : Activations[_activation]);
        Add("--loss", _loss == 0 ? null : Losses[_loss]);
        _arguments = [.. words, _options];
        _preview.Show(_arguments, FirstMissing() switch
        {
            null => null,
            Activation => "Choose the activation: a file of weights does not hold it.",
            _ => "Choose the data to see the loss on.",
        });

        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }
    }

    // A word without a dot or slash would be taken for a data set's name.
    private static string FullPath(string path) => File.Exists(path) ? Path.GetFullPath(path) : path;

    private void Accept(NetworkSketch network)
    {
        var bound = _preview.Bound;
        Close();
        _context.Notices.Deferred.Do(() => _context.Commands.Files.OpenNetwork(network.Path, _arguments, bound));
    }

    private void Close()
    {
        if (_network is null)
            return;
        _network = null;
        _preview.Stop();
        _context.Gui.Unfocus();
    }
}
