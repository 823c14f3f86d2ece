using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Editor;

/// <summary>The loss along the cut through the surface, for its chart.</summary>
internal sealed class SurfaceSlice(EditorContext context)
{
    private const double Turned = 45;

    private readonly float[] _losses = new float[129];
    private readonly Dictionary<int, string> _titles = new() { [0] = "CUT ALONG α", [45] = "CUT ALONG α + β", [90] = "CUT ALONG β", [135] = "CUT ALONG β − α" };

    /// <summary>The chart's title.</summary>
    public string Title
    {
        get
        {
            var degrees = (int)Math.Round(Cut.Angle) % 360;
            if (!_titles.TryGetValue(degrees, out var title))
                _titles[degrees] = title = string.Create(CultureInfo.InvariantCulture, $"CUT AT {degrees}°");
            return title;
        }
    }

    /// <summary>The name of the x axis.</summary>
    public string AxisName => Cut.Angle switch { 0 => "α", 90 => "β", _ => "along the cut" };

    /// <summary>Half the length of the cut.</summary>
    public double Extent { get; private set; } = 1;

    /// <summary>At equal intervals from −Extent to Extent.</summary>
    public ReadOnlySpan<float> Losses => _losses;

    /// <summary>The position of the weights along the cut; NaN if they are not on the plane.</summary>
    public double At { get; private set; } = double.NaN;

    /// <summary>The loss of the weights; null if unknown.</summary>
    public double? BallLoss { get; private set; }

    /// <summary>Whether the cut runs from right to left in the view, so that its chart is mirrored.</summary>
    public bool RunsLeft { get; private set; }

    /// <summary>Whether the cut follows the weights.</summary>
    public bool FollowsBall => Cut.FollowsBall;

    private CutLine Cut => context.Scene.Cut;

    /// <summary>Rotates the cut by an eighth of a circle.</summary>
    public void Turn() => context.Notices.Try(
        () => context.Editor.Set(Cut, nameof(CutLine.Angle), (Math.Floor(Cut.Angle / Turned) + 1) * Turned % 360));

    /// <summary>Lets the cut follow the weights, or fixes it.</summary>
    public void Follow(bool follows) => context.Notices.Try(() =>
    {
        var (alpha, beta) = Cut.Pivot;
        context.Editor.Set(Cut, nameof(CutLine.FollowsBall), follows ? 1 : 0);
        if (!follows)
            context.Editor.Set(Cut, nameof(CutLine.Offset), Cut.OffsetThrough(alpha, beta));
    });

    /// <summary>Reads the surface along the cut.</summary>
    public void Update()
    {
        var landscape = context.Scene.Landscape;
        Cut.Trainer = context.Runner.Trainer;
        var cut = Cut.Cut;
        landscape.Slice(cut, _losses);
        Extent = Math.Sqrt(Square(cut.Alpha1 - cut.Alpha0) + Square(cut.Beta1 - cut.Beta0)) / 2;
        ref readonly var status = ref Cut.Trainer.Status;
        var isOnPlane = Cut.Trainer.StatusVersion > 0 && status.Plane is not null && double.IsFinite(status.Alpha + status.Beta);
        BallLoss = Cut.Trainer.StatusVersion > 0 ? status.Loss : null;
        Orient(cut);
        At = isOnPlane && Extent > 0 ? (2 * cut.Nearest(status.Alpha, status.Beta) - 1) * Extent : double.NaN;
        if (!(Extent > 0))
            Extent = landscape.Grid.Extent;
    }

    // As seen by the eye; seen nearly end on, it stays as it was.
    private void Orient(in SurfaceCut cut)
    {
        var (area, frame) = (context.View.FirstArea, context.Scene.Frame);
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        if (!TryProject(cut.At(0), out var start) || !TryProject(cut.At(1), out var end))
            return;
        if (MathF.Abs(end - start) > 0.02f * area.Width)
            RunsLeft = end < start;

        bool TryProject((double Alpha, double Beta) at, out float x)
        {
            var isSeen = projection.TryProject(
                frame.World((float)at.Alpha, (float)at.Beta, frame.Scale.LossAt(0.5f)), out var pixel);
            x = pixel.X;
            return isSeen;
        }
    }

    private static double Square(double value) => value * value;
}
