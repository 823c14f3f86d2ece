using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.App;

/// <summary>
/// Fits a recording to its whole run before the first frame: the extent of the surface, the range of the colours, and
/// the camera pose, so that nothing jumps or leaves the image later.
/// </summary>
internal sealed class TakeFit
{
    // The same fraction of the image that the descent plane uses for its path.
    private const double Fill = 0.62;

    private readonly TakeOptions _options;
    private readonly List<Vector3> _path = []; // α, loss, β
    private double _reach;
    private float _low = float.PositiveInfinity, _high = float.NegativeInfinity;
    private Vector3 _min = new(float.PositiveInfinity), _max = new(float.NegativeInfinity);

    private TakeFit(TakeOptions options) => _options = options;

    /// <summary>Runs a scene once, without drawing, to the end of the recording. Blocks.</summary>
    /// <param name="scene">A scene at step 0, not to be used afterwards, since its history is consumed.</param>
    /// <param name="options">The recording.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static TakeFit Of(DescentScene scene, TakeOptions options, CancellationToken cancellation)
    {
        var fit = new TakeFit(options);
        var frames = options.SkippedFrames + options.Frames;
        for (var frame = 0; frame < frames && !cancellation.IsCancellationRequested; frame++)
        {
            scene.Trainer.StepsPerFrame = frame == 0 ? 0 : options.StepsPerFrame;
            scene.Graph.Tick(0);
            foreach (var runner in scene.Race.Runners)
                fit.Add(runner.Trainer);
        }
        return fit;
    }

    /// <summary>Fits a scene at step 0. Blocks until its surface is complete.</summary>
    public void Apply(DescentScene scene)
    {
        var steps = scene.Trainer.StepsPerFrame;
        scene.Landscape.Extent = ExtentFrom(scene.Landscape.Extent);
        scene.Landscape.BetaExtent = ExtentFrom(scene.Landscape.BetaExtent);
        scene.Trainer.StepsPerFrame = 0;
        scene.Graph.Tick(0);
        scene.Trainer.StepsPerFrame = steps;
        FitRange(scene.Landscape);
        FitCamera(scene);
    }

    private void Add(Trainer trainer)
    {
        ref readonly var status = ref trainer.Status;
        if (trainer.StatusVersion == 0 || !double.IsFinite(status.Alpha + status.Beta + status.Loss))
            return;
        _reach = Math.Max(_reach, Math.Max(Math.Abs(status.Alpha), Math.Abs(status.Beta)));
        (_low, _high) = (MathF.Min(_low, (float)status.Loss), MathF.Max(_high, (float)status.Loss));
        var position = new Vector3((float)status.Alpha, (float)status.Loss, (float)status.Beta);
        _path.Add(position);
        (_min, _max) = (Vector3.Min(_min, position), Vector3.Max(_max, position));
    }

    // Grows if the path needs it; a requested extent never shrinks.
    private double ExtentFrom(double extent) => _reach > extent * 0.95 ? _reach / Fill : extent;

    private void FitRange(Landscape landscape)
    {
        var scale = landscape.Scale;
        landscape.FixedRange = (MathF.Min(scale.Minimum, _low), MathF.Max(scale.Maximum, _high));
    }

    private void FitCamera(DescentScene scene)
    {
        if (!(_max.X >= _min.X))
            return;
        var landscape = scene.Landscape;
        var (low, high) = landscape.FixedRange!.Value;
        var scale = new HeightScale(low, high, landscape.IsLogarithmic);
        var (extent, betaExtent) = ((float)landscape.Grid.Extent, (float)landscape.Grid.BetaExtent);
        var from = new Vector3(_min.X / extent, scale.Height(_min.Y), _min.Z / betaExtent);
        var to = new Vector3(_max.X / extent, scale.Height(_max.Y), _max.Z / betaExtent);
        var home = scene.Camera.Pose;
        // Between the whole landscape and the path alone: both stay visible.
        var pose = home with { Target = Vector3.Lerp(home.Target, (from + to) / 2, 0.35f) };
        var (format, direction) = (_options.Format, _options.Direction);
        var turn = direction.Camera == TakeCamera.Orbit ? direction.TurnRate * _options.Frames / format.FramesPerSecond : 0;
        var framing = new CameraFraming(landscape.Samples, scale, format.Width / (float)format.Height);
        var path = _path.ConvertAll(p => new Vector3(p.X / extent, scale.Height(p.Y), p.Z / betaExtent));
        scene.Camera.Pose = framing.Fit(pose, path, turn);
    }
}
