using System.Globalization;
using NeuroLab.Connectivity;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// Loss and accuracy on all training and test samples along the line of the line plane, for its chart: computed once for
/// each line, in the background and on the CPU. Frame thread.
/// </summary>
internal sealed class LineProfile(EditorContext context)
{
    private const int Points = 41;

    private readonly BackgroundWork _work = new();
    private Plane? _plane;

    /// <summary>The chart's title, with the barrier when it is known.</summary>
    public string Title { get; private set; } = "LINE";

    /// <summary>The losses at evenly spaced points from one end to the other; empty until they are known.</summary>
    public float[] TrainLoss { get; private set; } = [];

    /// <summary>The same on the test set; empty without one.</summary>
    public float[] TestLoss { get; private set; } = [];

    /// <summary>Shares classified correctly; empty for regression.</summary>
    public float[] TrainAccuracy { get; private set; } = [];

    /// <summary>The same on the test set.</summary>
    public float[] TestAccuracy { get; private set; } = [];

    /// <summary>Whether the plane is one along a line.</summary>
    public bool IsOnLine => context.Scene.ShownPlane?.Kind is LinePlane && context.Scene.Landscape.Plane is { Marks.Count: 2 };

    /// <summary>Takes what was computed, and begins with another line. Call once per frame.</summary>
    public void Update()
    {
        if (_work.IsDone)
            context.Notices.Try(_work.Update);
        var plane = IsOnLine ? context.Scene.Landscape.Plane : null;
        if (ReferenceEquals(plane, _plane))
            return;
        _plane = plane;
        _work.Cancel();
        (Title, TrainLoss, TestLoss, TrainAccuracy, TestAccuracy) = (plane is null ? "LINE" : "LINE · COMPUTING", [], [], [], []);
        if (plane is not null)
            Begin(plane);
    }

    private void Begin(Plane plane)
    {
        var (scene, session) = (context.Scene, context.Scene.Trainer.Session);
        var (processor, shape, data, options) = (scene.Processor, session.Shape, session.Data, session.Options);
        _work.Begin(() =>
        {
            var line = new WeightCurve(End(plane, 0), End(plane, 1));
            using var own = processor.CreateSession(new Network(shape, (float[])line.Start.Clone()), data, options);
            var losses = PathLosses.Measure(own, line, Points, _ => ReadProgress.ThrowIfCancelled());
            return () => Take(losses);
        });
    }

    private void Take(PathLosses losses)
    {
        (TrainLoss, TestLoss) = (Floats(PathLosses.Losses(losses.Train)), Floats(PathLosses.Losses(losses.Test)));
        (TrainAccuracy, TestAccuracy) = (Accuracies(losses.Train), Accuracies(losses.Test));
        Title = string.Create(CultureInfo.InvariantCulture, $"LINE · BARRIER {losses.LossBarrier:G3}").Replace('-', Ui.Drawing.TextBuffer.Minus);
    }

    private static float[] Accuracies(Training.Evaluation[] set) =>
        Array.TrueForAll(set, each => double.IsFinite(each.Accuracy)) ? Floats(Array.ConvertAll(set, each => each.Accuracy)) : [];

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static float[] End(Plane plane, int mark)
    {
        var weights = new float[plane.Origin.Length];
        plane.PointAt(plane.Marks[mark].Alpha, plane.Marks[mark].Beta, weights);
        return weights;
    }
}
