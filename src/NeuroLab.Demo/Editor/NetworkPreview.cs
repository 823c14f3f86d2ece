using NeuroLab.Backends.Cpu;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The loss of a network that is about to be opened, and its surface from above, computed in the background from a part
/// of the samples.
/// </summary>
/// <param name="bind">Reads the network with its data; called on a background thread.</param>
internal sealed class NetworkPreview(Func<IReadOnlyList<string>, OpenedNetwork> bind) : IDisposable
{
    /// <summary>Height of the picture in logical pixels.</summary>
    public const float Side = 92;

    // So that networks of a million weights take about a second.
    private const int Resolution = 17, Samples = 128;

    private readonly BackgroundWork _work = new();
    private string _text = "", _folder = "";
    private bool _isError;
    private SKColor[] _picture = [];

    /// <summary>What was read for the current arguments; null while it is being read, or if it cannot be.</summary>
    public OpenedNetwork? Bound { get; private set; }

    /// <summary>Starts to read, or says what is missing for that.</summary>
    public void Show(IReadOnlyList<string> arguments, string? missing)
    {
        Stop();
        _text = missing ?? "Reading…";
        if (missing is not null)
            return;
        _folder = Path.GetDirectoryName(Path.GetFullPath(arguments[0]))!;
        _work.Begin(() =>
        {
            var bound = bind(arguments);
            var (text, picture) = Compute(bound.Experiment);
            return () => (Bound, _text, _picture) = (bound, text, picture);
        });
    }

    /// <summary>Cancels, and shows nothing.</summary>
    public void Stop()
    {
        _work.Cancel();
        (Bound, _text, _isError, _picture) = (null, "", false, []);
    }

    /// <summary>Takes what is ready. Call once per frame.</summary>
    public void Update()
    {
        if (!_work.IsDone)
            return;
        try
        {
            _work.Update();
        }
        catch (Exception error) when (Notices.IsExpected(error))
        {
            (_text, _isError) = (error.Message.Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), true);
        }
    }

    /// <summary>Draws picture and text.</summary>
    public void Draw(EditorContext context)
    {
        var row = context.Gui.NextRow(Side);
        var box = row.TakeLeft(Side, out var rest);
        context.Canvas.FillRect(box, context.Theme.Control, Theme.Radius);
        if (_picture.Length > 0)
            context.Canvas.Image(box, _picture, Resolution, smooth: true);
        rest.TakeLeft(Theme.Space3, out rest);
        context.Canvas.PushClip(rest);
        Paragraph.Draw(context.Canvas, _text, rest, _isError ? context.Theme.Danger : context.Theme.Text, TextStyle.Small);
        context.Canvas.PopClip();
    }

    public void Dispose() => _work.Dispose();

    private static (string Text, SKColor[] Picture) Compute(Experiment experiment)
    {
        using var backend = new CpuBackend(1);
        var few = experiment with { EvaluationCount = Samples };
        var network = few.CreateNetwork();
        using var session = backend.CreateSession(network, few.CreateData(), few.CreateOptions());
        var result = session.Evaluate(DataPart.Train);
        var text = new TextBuffer(256).Append("loss ").AppendMeasure(result.Loss).Append(" (").Append(experiment.Loss.Name).Append(")");
        if (double.IsFinite(result.Accuracy))
            text.Append(", accuracy ").AppendFixed(100 * result.Accuracy, 1).Append(" %");
        text.Append(" on ").AppendCount(result.Samples).Append(" samples of ").Append(experiment.Train.Name).Append("; ")
            .Append(experiment.Shape.ToString()).Append(". Left: the loss around it over a random, filter-normalized plane, roughly.");
        var plane = new RandomPlane().Create(new PlaneContext(network, experiment.Seed, []));
        using var surface = session.Sample(plane, new SurfaceGrid(Resolution, 1));
        return (text.Span.ToString(), Picture(surface.Finish().Losses.ToArray()));
    }

    // β upwards; holes are transparent.
    private static SKColor[] Picture(float[] losses)
    {
        var scale = HeightScale.Fit(losses);
        var colors = new SKColor[losses.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            if (!float.IsFinite(losses[i]))
                continue;
            var color = ColorMap.Viridis.Evaluate(scale.Coordinate(losses[i])) * 255;
            colors[(Resolution - 1 - i / Resolution) * Resolution + i % Resolution] = new SKColor((byte)color.X, (byte)color.Y, (byte)color.Z);
        }
        return colors;
    }
}
