using NeuroLab.Connectivity;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The loss and the error from one set of weights to another: runners, branches, the start, files. Measured beside the
/// run, on all training and test samples, before and after matching the hidden units, and along a trained curve.
/// </summary>
internal sealed class ConnectionPanel(EditorContext context) : IPanel, IDisposable
{
    private const int Points = 41;
    private const double FadeSeconds = 0.6;
    private const string Start = "The start", OfFile = "A file…";

    private const string Purpose =
        "Are two sets of weights in one valley? Where they are not, the line between them crosses a barrier: its highest "
        + "value minus the mean of the ends. A network with its hidden units in another order does the same and lies "
        + "elsewhere; matching undoes that, and leaves the barriers that are real.";

    private readonly BackgroundWork _work = new();
    private readonly ConnectionChart _loss = new("LOSS", "", PathLosses.Losses), _error = new("ERROR, %", " %", PathLosses.Percent);
    private string[] _ends = [], _places = [];
    private string _firstFile = "", _secondFile = "";
    private int _first, _second, _endsHash;
    private Network[] _networks = []; // the ends, the second as it was matched last
    private string[] _measured = [], _names = []; // their places, and what they are called
    private float[] _unmatched = [];
    private Connection? _shown;
    private string _title = "", _samples = "", _change = "", _slope = "";
    private object? _experiment;
    private double _now, _shownAt;
    private volatile string _doing = "";

    public string Id => "connection";

    public string Title => "Line";

    public Dock Dock => Dock.Right;

    public PanelSize Size => new(Min: 320, Share: 0.27f, MinWindow: 760);

    public bool IsShownAtFirst => false;

    /// <summary>What is shown; null for nothing yet.</summary>
    public Connection? Shown => _shown;

    /// <summary>Whether something is being measured.</summary>
    public bool IsBusy => _work.IsBusy;

    /// <summary>The sets of weights to choose from.</summary>
    public IReadOnlyList<string> Ends => _ends;

    /// <summary>Ends measuring; false if nothing is being measured.</summary>
    public bool Leave()
    {
        var wasBusy = _work.IsBusy;
        _work.Cancel();
        return wasBusy;
    }

    public void Hide()
    {
        _work.Cancel();
        Follow();
    }

    public void Dispose() => _work.Dispose();

    public void Prepare(double time)
    {
        _now = time;
        Follow();
        if (_work.IsDone)
            context.Notices.Try(_work.Update);
    }

    /// <summary>Measures the line between two of the <see cref="Ends"/>. Blocks until the steps enqueued so far are done.</summary>
    public void Measure(int first, int second) => context.Notices.Try(() =>
    {
        (_first, _second) = (first, second);
        _measured = [PlaceOf(first, _firstFile), PlaceOf(second, _secondFile)];
        _networks = [Find(_measured[0]), Find(_measured[1])];
        _unmatched = _networks[1].Parameters;
        _names = [NameOf(first, _firstFile), NameOf(second, _secondFile)];
        _title = $"0: {_names[0]} → 1: {_names[1]}";
        var (a, b) = (_networks[0], _networks[1]);
        Begin(session => (new Connection("", "", Along(session, new WeightCurve(a.Parameters, b.Parameters), "line")), b));
    });

    /// <summary>The same to the weights of a file.</summary>
    public void Measure(int first, string file)
    {
        _secondFile = file;
        Measure(first, Array.IndexOf(_ends, OfFile));
    }

    /// <summary>Orders the hidden units of the second network as the first one's, and measures the line to it.</summary>
    public void Match()
    {
        var (a, b, before, seed) = (_networks[0], new Network(_networks[1].Shape, _unmatched), _shown!, context.Scene.Trainer.Experiment.Seed);
        Begin(session =>
        {
            _doing = "Matching the hidden units";
            var matched = WeightMatching.Match(session, a, b, seed, cancelled: ReadProgress.Cancellation);
            return (before with
            {
                Matched = Along(session, new WeightCurve(a.Parameters, matched.Parameters), "matched line"),
                OutputChange = Connection.OutputDifference(b, matched, session.Data.Evaluation),
                Curve = null,
            }, matched);
        });
    }

    /// <summary>Trains a curve between the networks, matched if they were, and measures it.</summary>
    public void Bend()
    {
        var (a, b, before, seed) = (_networks[0], _networks[1], _shown!, context.Scene.Trainer.Experiment.Seed);
        Begin(session =>
        {
            var training = new CurveTraining { Seed = seed };
            var curve = training.Train(session, new WeightCurve(a.Parameters, b.Parameters), (step, _) =>
            {
                ReadProgress.ThrowIfCancelled();
                if (step % 100 == 0)
                    _doing = $"Training the curve: {step} of {training.Steps} steps";
            });
            return (before with { Curve = Along(session, curve, "curve") }, b);
        });
    }

    /// <summary>Shows the plane through both ends; if they were matched, through the matched one too, which is saved for it.</summary>
    public void ShowPlane() => context.Notices.Try(() =>
    {
        var matched = _networks[1].Parameters;
        if (matched.AsSpan().SequenceEqual(_unmatched))
        {
            context.Commands.ShowPlane(new LinePlane(_measured[0], _measured[1]));
            return;
        }
        var path = FreeName.Of(Path.GetFullPath(Path.Combine(context.Commands.Files.ExportFolder, "matched")), ".safetensors");
        var shape = _networks[1].Shape;
        WeightsFile.Save(path, shape.Sizes.AsSpan(), matched, shape.ActivationNames, null, shape.HasSkips);
        context.Commands.ShowPlane(new MinimaPlane(_measured[0], _measured[1], path));
    });

    /// <summary>Whether the second network was matched.</summary>
    public bool IsMatched => _shown?.Matched is not null && !_work.IsBusy;

    /// <summary>Shows the surfaces over the plane along the line, before and after matching, beside each other.</summary>
    public void Compare()
    {
        var (first, matched, seed) = (_networks[0], _networks[1], context.Scene.NextPlaneSeed);
        context.Commands.Comparison.With(new LinePlane(_measured[0], _measured[1]), "before matching", "after matching", () => new LinePlane().Create(
            new PlaneContext(first, seed, []) { Places = [(_names[0], first.Parameters), ($"{_names[1]}, matched", matched.Parameters)] }));
    }

    public void Draw(in UiRect bounds)
    {
        var gui = context.Gui;
        gui.BeginPanel(bounds);
        DrawEnd("From", "##first", ref _first, ref _firstFile);
        DrawEnd("To", "##second", ref _second, ref _secondFile);
        DrawButtons(gui.NextRow(Gui.ControlHeight));
        if (_work.IsBusy)
            gui.Label(_doing, TextStyle.Small);
        if (IsMatched)
            DrawCompare(gui.NextRow(Gui.ControlHeight));
        if (_shown is not null)
            DrawCharts();
        else if (!_work.IsBusy)
            gui.NextRow(Paragraph.Draw(context.Canvas, Purpose, gui.Remaining, context.Theme.TextSecondary));
        gui.EndPanel();
    }

    private void DrawEnd(string label, string field, ref int end, ref string file)
    {
        context.Gui.ComboBox(label, ref end, _ends);
        if (_ends[end] != OfFile)
            return;
        context.Gui.TextField(field, ref file, "weights.safetensors");
        context.Gui.Tooltip("The path of a network's weights, of the same layer sizes.");
    }

    private void DrawButtons(UiRect row)
    {
        var (gui, width) = (context.Gui, (row.Width - 3 * Theme.Space2) / 4);
        if (gui.Button("Measure", row.TakeLeft(width, out row), isAccented: _shown is null))
            Measure(_first, _second);
        gui.Tooltip("Loss and error at 41 points of the line, on all samples, beside the run.");
        if (_shown is null || _work.IsBusy)
            return;
        row.TakeLeft(Theme.Space2, out row);
        if (gui.Button("Match", row.TakeLeft(width, out row)))
            Match();
        gui.Tooltip("Orders the second network's hidden units as the first one's (Ainsworth et al. 2023). It computes the same, and lies elsewhere: the line to it is another one.");
        row.TakeLeft(Theme.Space2, out row);
        if (gui.Button("Curve", row.TakeLeft(width, out row)))
            Bend();
        gui.Tooltip("Trains a curve of low loss around the barrier (Garipov et al. 2018).");
        row.TakeLeft(Theme.Space2, out row);
        if (gui.Button("Plane", row))
            ShowPlane();
        gui.Tooltip("The surface over the plane along the line; after matching through both ends and the matched one, which is saved as matched.safetensors. An end that trains on is taken where it is now.");
    }

    private void DrawCompare(in UiRect row)
    {
        if (context.Gui.Button("Compare the planes", row))
            Compare();
        context.Gui.Tooltip("Two surfaces on one scale: over the plane along the line as it was, and along the matched one.");
    }

    private void DrawCharts()
    {
        var gui = context.Gui;
        var share = (float)Math.Clamp((_now - _shownAt) / FadeSeconds, 0, 1);
        gui.Label(_title, TextStyle.Small);
        gui.Label(_samples, TextStyle.Small);
        if (_change.Length > 0)
            gui.Label(_change, TextStyle.Small);
        if (_slope.Length > 0)
            gui.Label(_slope, TextStyle.Small);
        var room = gui.Remaining;
        var hasError = !double.IsNaN(_shown!.Line.Train[0].Accuracy);
        var height = MathF.Min(240, hasError ? room.Height / 2 : room.Height);
        var box = new UiRect(room.X - Theme.Space3, room.Y, room.Width + 2 * Theme.Space3, height);
        var pointer = gui.HasOpenList ? (SKPoint?)null : new SKPoint(gui.Input.MouseX, gui.Input.MouseY);
        _loss.Draw(context.Canvas, box, context.Theme, share, pointer);
        if (hasError)
            _error.Draw(context.Canvas, box with { Y = box.Bottom }, context.Theme, share, pointer);
    }

    // Measures on a thread of its own; the frame in which it is done shows it.
    private void Begin(Func<ITrainingSession, (Connection Connection, Network Second)> measure)
    {
        var (open, first, experiment) = (context.Scene.Beside(), _networks[0], context.Scene.Trainer.Experiment);
        _doing = "Measuring";
        _work.Begin(() =>
        {
            using var session = open(first);
            var (connection, second) = measure(session);
            var (train, test) = (session.Data.Train.Count, session.Data.Test?.Count);
            return () =>
            {
                if (!ReferenceEquals(experiment, context.Scene.Trainer.Experiment))
                    return;
                (_shown, _networks[1], _shownAt) = (connection, second, _now);
                _samples = test is null ? FormattableString.Invariant($"All {train:N0} training samples") : FormattableString.Invariant($"All {train:N0} training samples; dashed: {test:N0} test samples");
                _change = connection.Matched is null ? "" : FormattableString.Invariant($"Matching changed no output by more than {connection.OutputChange:G1}");
                _slope = connection.Line.IsHighestAtEnd ? "The loss is highest at an end: half the ends' difference, no hill" : "";
                _loss.Show(connection);
                _error.Show(connection);
            };
        });
    }

    private PathLosses Along(ITrainingSession session, WeightCurve path, string what) => PathLosses.Measure(session, path, Points, done =>
    {
        ReadProgress.ThrowIfCancelled();
        _doing = $"Measuring the {what}: {done} of {Points} points";
    });

    // Of another experiment there is nothing to show.
    private void Follow()
    {
        var experiment = context.Scene.Trainer.Experiment;
        if (!ReferenceEquals(experiment, _experiment))
        {
            _work.Cancel();
            (_experiment, _shown, _networks) = (experiment, null, []);
        }
        var hash = HashCode.Combine(context.Editor.Branch.Number, context.Editor.Branches.Count);
        for (var i = 0; i < context.Editor.Branches.Count; i++)
            hash = HashCode.Combine(hash, context.Editor.Branches[i].Moments.Count);
        for (var i = 0; i < context.Scene.Race.Runners.Count; i++)
            hash = HashCode.Combine(hash, context.Scene.Race.Runners[i].Title.GetHashCode(StringComparison.Ordinal));
        if (hash == _endsHash && _ends.Length > 0)
            return;
        _endsHash = hash;
        var (first, second) = _ends.Length > 0 ? (_ends[_first], _ends[_second]) : ("", Start);
        (string Title, string Place)[] all =
        [
            .. context.Scene.Race.Runners.Select((runner, i) => ($"{runner.Title}, now", i == 0 ? WeightPlace.Now : $"runner{i + 1}")),
            (Start, "@0"),
            .. context.Editor.Branches.Where(branch => branch != context.Editor.Branch).Select(branch => ($"The end of {branch.Name}", branch.Name.Replace(" ", ""))),
            .. context.Editor.Branches.SelectMany(branch => branch.Moments).Select(moment => (moment.Name, moment.Name)),
            (OfFile, ""),
        ];
        (_ends, _places) = (Array.ConvertAll(all, end => end.Title), Array.ConvertAll(all, end => end.Place));
        (_first, _second) = (Math.Max(0, Array.IndexOf(_ends, first)), Math.Max(0, Array.IndexOf(_ends, second)));
    }

    private string NameOf(int end, string file) => _ends[end] == OfFile ? Path.GetFileName(file) : _ends[end];

    private string PlaceOf(int end, string file) => _ends[end] == OfFile
        ? file.Length > 0 ? Path.GetFullPath(file) : throw new UserErrorException("name the file of weights first")
        : _places[end];

    private Network Find(string place)
    {
        var weights = context.Scene.Places.Find(WeightPlace.Parse(place)).Weights;
        return weights.All(float.IsFinite) ? new Network(context.Scene.Trainer.Experiment.Shape, [.. weights])
            : throw new UserErrorException("these weights have diverged; choose others");
    }
}
