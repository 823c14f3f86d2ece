using System.Numerics;
using NeuroLab.Components;

namespace NeuroLab.Demo.App;

/// <summary>
/// What a take learns from its whole run before the first picture: how far the surface must reach, which losses the
/// colours span, and where the camera stands. So nothing jumps or leaves the picture later.
/// </summary>
internal sealed class TakeFit
{
    // As much of the picture as the descent plane itself gives its path.
    private const double Fill = 0.62;

    private double _reach;
    private float _low = float.PositiveInfinity, _high = float.NegativeInfinity;
    private Vector3 _least = new(float.PositiveInfinity), _most = new(float.NegativeInfinity);

    private TakeFit()
    {
    }

    /// <summary>Runs the scene once without pictures, fits it, and leaves it at step 0. Blocks.</summary>
    public static void Apply(DescentScene scene, TakeOptions options, CancellationToken cancellation)
    {
        var fit = new TakeFit();
        var frames = options.SkippedFrames + options.Frames;
        for (var frame = 0; frame < frames && !cancellation.IsCancellationRequested; frame++)
        {
            scene.Trainer.StepsPerFrame = frame == 0 ? 0 : options.StepsPerFrame;
            scene.Scene.Tick(0);
            foreach (var runner in scene.Race.Runners)
                fit.Add(runner.Trainer);
        }
        scene.Landscape.Extent = fit.ExtentFrom(scene.Landscape.Extent);
        scene.Scene.Tick(0); // samples anew where the extent changed
        fit.FitRange(scene.Landscape);
        fit.FitCamera(scene);
        scene.Trainer.Restart();
    }

    private void Add(Trainer trainer)
    {
        ref readonly var status = ref trainer.Status;
        if (trainer.StatusVersion == 0 || !double.IsFinite(status.Alpha + status.Beta + status.Loss))
            return;
        _reach = Math.Max(_reach, Math.Max(Math.Abs(status.Alpha), Math.Abs(status.Beta)));
        (_low, _high) = (MathF.Min(_low, (float)status.Loss), MathF.Max(_high, (float)status.Loss));
        var place = new Vector3((float)status.Alpha, (float)status.Loss, (float)status.Beta);
        (_least, _most) = (Vector3.Min(_least, place), Vector3.Max(_most, place));
    }

    // Grows where the path needs it; a surface that was asked for never shrinks.
    private double ExtentFrom(double extent) => _reach > extent * 0.95 ? _reach / Fill : extent;

    private void FitRange(Landscape landscape)
    {
        var scale = landscape.Scale;
        landscape.FixedRange = (MathF.Min(scale.Minimum, _low), MathF.Max(scale.Maximum, _high));
    }

    private void FitCamera(DescentScene scene)
    {
        if (!(_most.X >= _least.X))
            return;
        var (low, high) = scene.Landscape.FixedRange!.Value;
        var scale = new Rendering.HeightScale(low, high, scene.Landscape.IsLogarithmic);
        var extent = (float)scene.Landscape.Grid.Extent;
        var from = new Vector3(_least.X / extent, scale.Height(_least.Y), _least.Z / extent);
        var to = new Vector3(_most.X / extent, scale.Height(_most.Y), _most.Z / extent);
        var home = scene.Camera.Pose;
        // Between the whole landscape and the path alone: both stay in the picture.
        var target = Vector3.Lerp(home.Target, (from + to) / 2, 0.35f);
        var distance = Math.Clamp(2.2f * Vector3.Distance(from, to), 0.86f * home.Distance, home.Distance);
        scene.Camera.Pose = home with { Target = target, Distance = distance };
    }
}
