using System.Globalization;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Shell;

/// <summary>Copies the state of the scene to the HUD's model, each frame; a steady frame allocates nothing.</summary>
internal sealed class HudBinding
{
    private const float MinShownDepth = 0.012f; // world units, like the stem

    private const float MarkOffset = 22;

    private readonly DescentScene _scene;
    private readonly AxisLabel[] _axisLabels = new AxisLabel[AxisLabels.Capacity];
    private readonly HudSecond _second = new();
    private readonly Dictionary<float, string> _numbers = [];
    private readonly List<(float Depth, string Text)> _depths = [];
    private int _run = -1;

    public HudBinding(DescentScene scene)
    {
        _scene = scene;
        History = new RunHistory(scene.Trainer, "loss", Theme.Dark.Accent);
        Model.LossSeries.Add(History.BatchLoss);
        Model.LossSeries.Add(History.Loss);
        Model.GradientNormSeries.Add(History.GradientNorm);
        Model.ColorScale.ColorAt = ColorAt;
        AddHints();
    }

    public HudModel Model { get; } = new();

    public RunHistory History { get; }

    public void Fill(SceneRenderer renderer, in PixelRectangle area, float scale, double time)
    {
        var trainer = _scene.Trainer;
        if (_run != trainer.Run)
            Begin(trainer);
        ref readonly var status = ref trainer.Status;

        Model.Time = time;
        Model.Optimizer = trainer.Optimizer.Title;
        Model.Backend = trainer.BackendName;
        Model.StepsPerFrame = trainer.StepsPerFrame;
        Model.IsPaused = !trainer.IsPlaying;
        Model.IsDiverged = trainer.HasDiverged;
        Model.LearningRate = trainer.RateInForce;
        Model.BatchSize = trainer.BatchSize;
        Model.HasLoss = trainer.StatusVersion > 0;
        Model.Step = status.Step;
        Model.Loss = status.Loss;
        Model.Accuracy = trainer.StatusVersion > 0 ? status.Accuracy : double.NaN;
        var isOnPlane = trainer.StatusVersion > 0 && status.Plane is not null;
        Model.IsFollowed = _scene.Landscape.FollowSteps > 0;
        Model.OffPlane = isOnPlane ? status.Residual : double.NaN;
        Model.Gap = isOnPlane ? status.Gap : double.NaN;
        Model.IsLogHeight = _scene.Landscape.IsLogarithmic;
        Model.IsLossLogarithmic = _scene.Landscape.IsLogarithmic;
        Model.Caption = _scene.Landscape.Caption;
        Model.SamplingProgress = (float)_scene.Landscape.Progress;
        FillColorScale();
        Model.Labels.Clear();
        Model.Balls.Clear();
        Model.Second = null;
        if (_scene.Comparison is not { ShowsDifference: true })
        {
            FillAxisLabels(_scene.Frame, _scene.Landscape, area, scale);
            FillBalls(renderer, _scene.Frame, area, scale);
        }
        Model.BetterPlane = _scene.ShownPlane?.Kind switch
        {
            _ when _scene.Comparison is not null => "C moves it to the weights",
            DescentPlane => "Shift D lays one along the path so far",
            PathPlane => "Shift D fits it again",
            _ => "D lays one along the descent",
        };
    }

    private void Begin(Trainer trainer)
    {
        _run = trainer.Run;
        Model.DataSet = trainer.Experiment.Run is { } run ? $"{run.Name} · {trainer.Experiment.Train.Name}" : trainer.Experiment.Train.Name;
        Model.Network = trainer.Experiment.Shape.ToString();
        Model.AccuracySeries.Clear();
        if (trainer.Session.Data.Evaluation.IsClassification)
            Model.AccuracySeries.Add(History.Accuracy);
    }

    private void FillColorScale()
    {
        var isDifference = _scene.Comparison is { ShowsDifference: true };
        var scale = isDifference ? _scene.Comparison!.Frame.Scale : _scene.Landscape.Scale;
        var isShown = _scene.Landscape.Plane is not null && _scene.Landscape.Progress > 0;
        Model.ColorScale.Low = isShown ? scale.LossAt(0) : double.NaN;
        Model.ColorScale.Middle = isShown ? scale.LossAt(0.5f) : double.NaN;
        Model.ColorScale.High = isShown ? scale.LossAt(1) : double.NaN;
        Model.ColorScale.IsCut = isDifference ? default : _scene.Landscape.IsCut;
    }

    /// <summary>The same of a second surface; its renderer is null until it was drawn.</summary>
    public void FillSecond(SceneRenderer? renderer, in PixelRectangle area, float scale)
    {
        if (_scene.Comparison is not { } comparison || renderer is null)
            return;
        FillAxisLabels(comparison.Frame, comparison.Landscape, area, scale);
        FillBalls(renderer, comparison.Frame, area, scale);
        var second = Model.Second = _second;
        (second.FirstTitle, second.Title, second.IsDifference) = (comparison.FirstTitle, comparison.SecondTitle, comparison.ShowsDifference);
        second.Caption = comparison.Landscape.Caption;
        second.X = area.X / scale;
        var isLive = comparison.Trainer is { StatusVersion: > 0 };
        second.Loss = isLive ? comparison.Trainer!.Status.Loss : comparison.HasWeights ? comparison.Landscape.LossAt(0, 0) : null;
        second.Step = isLive ? comparison.Trainer!.Status.Step : -1;
        second.SamplingProgress = (float)comparison.Landscape.Progress;
        Model.SamplingProgress = MathF.Min(Model.SamplingProgress, second.SamplingProgress);
        second.HoverLoss = Model.IsHovering ? comparison.Landscape.LossAt(Model.HoverAlpha, Model.HoverBeta) : double.NaN;
        second.HoverFirstLoss = Model.IsHovering ? _scene.Landscape.LossAt(Model.HoverAlpha, Model.HoverBeta) : double.NaN;
        second.Rings.Clear();
        if (!Model.IsHovering)
            return;
        if (!comparison.ShowsDifference)
            AddRing(_scene.Frame, area with { X = area.X - area.Width }, scale, second.HoverFirstLoss);
        AddRing(comparison.Frame, area, scale, comparison.ShowsDifference ? second.HoverLoss - second.HoverFirstLoss : second.HoverLoss);
    }

    private void AddRing(FrameView frame, in PixelRectangle area, float scale, double loss)
    {
        var world = frame.World((float)Model.HoverAlpha, (float)Model.HoverBeta, (float)loss);
        if (float.IsFinite(world.Y) && new SceneProjection(frame.Camera, area.Width, area.Height).TryProject(world, out var pixel))
            _second.Rings.Add(new Vector2(pixel.X + area.X, pixel.Y + area.Y) / scale);
    }

    private void FillAxisLabels(FrameView frame, Landscape landscape, in PixelRectangle area, float scale)
    {
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        var names = landscape.Plane?.AxisNames ?? ("α", "β");
        if (_scene.Comparison is not { ShowsDifference: true })
            FillMarks(frame, landscape, projection, area, scale);
        var count = AxisLabels.Fill(frame, _axisLabels);
        foreach (ref readonly var label in _axisLabels.AsSpan(0, count))
        {
            if (!projection.TryProject(label.World, out var pixel))
                continue;
            var text = label.IsName ? label.Axis == 0 ? names.First : names.Second : Number(label.Value);
            Model.Labels.Add(new HudLabel(
                text, (pixel.X + area.X) / scale, (pixel.Y + area.Y) / scale, LabelAnchor.Center, label.IsName));
        }
    }

    private void FillMarks(FrameView frame, Landscape landscape, in SceneProjection projection, in PixelRectangle area, float scale)
    {
        if (landscape.Plane is not { } plane)
            return;
        for (var i = 0; i < plane.Marks.Count; i++)
        {
            var (title, alpha, beta) = plane.Marks[i];
            var world = frame.World((float)alpha, (float)beta, (float)landscape.LossAt(alpha, beta));
            if (projection.TryProject(world, out var pixel))
                Model.Labels.Add(new HudLabel(title, (pixel.X + area.X) / scale, (pixel.Y + area.Y) / scale - MarkOffset, LabelAnchor.Center, IsName: true));
        }
    }

    private void FillBalls(SceneRenderer renderer, FrameView frame, in PixelRectangle area, float scale)
    {
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        var middle = new Vector2(area.Width, area.Height) / 2;
        for (var i = 0; i < frame.Balls.Length; i++)
        {
            ref readonly var ball = ref frame.Balls[i];
            var center = renderer.BallCenter(frame, ball);
            if (!float.IsFinite(center.X + center.Y + center.Z))
                continue;
            if (!projection.TryProject(center, out var pixel))
            {
                // Behind the eye: off-screen on the side where the ball is.
                var toBall = Vector3.TransformNormal(center - frame.Camera.Eye, frame.Camera.View);
                pixel = middle + Vector2.Normalize(new Vector2(toBall.X, -toBall.Y)) * 2 * (area.Width + area.Height);
            }
            var color = ball.Color * 255;
            Model.Balls.Add(new BallMark(
                (pixel.X + area.X) / scale, (pixel.Y + area.Y) / scale,
                new SKColor((byte)color.X, (byte)color.Y, (byte)color.Z), DepthOf(Model.Balls.Count, frame, ball)));
        }
    }

    // A ball's depth below the surface, if visible; the string is rebuilt only when it changes.
    private string DepthOf(int index, FrameView frame, in Ball ball)
    {
        var depth = ball.SurfaceLoss - ball.Loss;
        var shown = frame.Scale.Height(ball.SurfaceLoss) - frame.Scale.Height(ball.Loss);
        if (!(shown > MinShownDepth))
            return "";
        while (_depths.Count <= index)
            _depths.Add((0, ""));
        if (MathF.Abs(depth - _depths[index].Depth) > 0.005f * depth)
            _depths[index] = (depth, new TextBuffer(48).AppendMeasure(depth).Append(" below the surface").ToString());
        return _depths[index].Text;
    }

    // Ticks have few values: each string is created once.
    private string Number(float value)
    {
        if (!_numbers.TryGetValue(value, out var text))
            _numbers[value] = text = value.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
        return text;
    }

    private SKColor ColorAt(float t)
    {
        var c = (_scene.Comparison?.Frame ?? _scene.Frame).ColorMap.Evaluate(t) * 255;
        return new SKColor((byte)c.X, (byte)c.Y, (byte)c.Z);
    }

    private void AddHints()
    {
        Model.Hints.AddRange(
        [
            new("drag", "to look around"),
            new("click", "to drop the weights"),
            new("H", "for all keys"),
        ]);
    }
}
