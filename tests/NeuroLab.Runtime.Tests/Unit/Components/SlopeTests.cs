using System.Numerics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Training;

namespace NeuroLab.Runtime.Tests.Unit.Components;

/// <summary>The arrows that lie on a surface: where they are, where they point, how long they are.</summary>
public sealed class SlopeTests : IDisposable
{
    private readonly CpuBackend _backend = new();
    private readonly DescentScene _scene;

    public SlopeTests()
    {
        _scene = new DescentScene(SmallExperiment.Create(), _backend);
        _scene.Landscape.WaitsForSurface = true;
        (_scene.Landscape.Resolution, _scene.Landscape.Extent) = (33, 2);
        _scene.Show(new RandomPlane());
        _scene.Trainer.IsPlaying = false;
        // The ball's place on the plane comes from the training thread.
        while (_scene.Trainer.Status.Plane is not { } plane || !ReferenceEquals(plane, _scene.Landscape.Plane))
        {
            _scene.Tick(0.02);
            Thread.Yield();
        }
        _scene.Tick(0.02);
    }

    public void Dispose()
    {
        _scene.Dispose();
        _backend.Dispose();
    }

    [Fact]
    public void AFieldHasAnArrowACellAndAnotherCountIsSeenAtOnce()
    {
        var field = new SlopeField(_scene.Landscape, _scene.Camera) { IsForTopOnly = false };
        foreach (var count in new[] { 5, 9, 4 })
        {
            field.Count = count;
            var arrows = Show(field).Arrows.ToArray();
            Assert.Equal(count * count, arrows.Length);
            var cell = 4f / count;
            for (var i = 0; i < arrows.Length; i++)
            {
                // Its middle is the middle of its cell, and it stays within.
                Assert.Equal(-2 + (i % count + 0.5f) * cell, arrows[i].Alpha + arrows[i].DeltaAlpha / 2, 1e-4f);
                Assert.Equal(-2 + (i / count + 0.5f) * cell, arrows[i].Beta + arrows[i].DeltaBeta / 2, 1e-4f);
                Assert.InRange(Length(arrows[i]), 0.3f * cell - 1e-4f, 0.8f * cell + 1e-4f);
            }
            Assert.Equal(0.8f * cell, arrows.Max(Length), 1e-4f);
        }
    }

    [Fact]
    public void EveryArrowPointsDownhillAndTheSteeperOneIsLonger()
    {
        var arrows = Show(new SlopeField(_scene.Landscape, _scene.Camera) { IsForTopOnly = false, Count = 7 }).Arrows.ToArray();
        var slopes = new List<(double Slope, float Length)>();
        foreach (var arrow in arrows)
        {
            double alpha = arrow.Alpha + arrow.DeltaAlpha / 2, beta = arrow.Beta + arrow.DeltaBeta / 2;
            const double H = 2.0 * 2 / 32;
            double a = Loss(alpha + H, beta) - Loss(alpha - H, beta), b = Loss(alpha, beta + H) - Loss(alpha, beta - H);
            var down = -(a * arrow.DeltaAlpha + b * arrow.DeltaBeta);
            // Random directions are nearly orthogonal and of nearly one length.
            Assert.True(down > 0.9 * Math.Sqrt(a * a + b * b) * Length(arrow), $"({alpha}, {beta}): {arrow}");
            slopes.Add((Math.Sqrt(a * a + b * b), Length(arrow)));
        }
        slopes.Sort();
        Assert.All(slopes.Zip(slopes.Skip(1)), pair => Assert.True(pair.Second.Length >= pair.First.Length - 1e-4f));
        Assert.True(slopes[^1].Length > 1.3f * slopes[0].Length);
    }

    [Fact]
    public void AFieldForTheTopViewIsNotSeenFromTheSide()
    {
        var field = new SlopeField(_scene.Landscape, _scene.Camera);
        Assert.Equal(0, Show(field).Arrows.Length);
        _scene.Camera.IsTop = true;
        Assert.Equal(169, Show(field).Arrows.Length);
    }

    [Fact]
    public void TheBallsArrowPointsDownhillAndIsAsLongAsAsked()
    {
        var arrow = new SlopeArrow(_scene.Trainer, _scene.Landscape) { Length = 0.4f, Color = new Vector3(1, 0, 0) };
        var shown = Assert.NotNull(Show(arrow).Arrow);
        Assert.Equal(((float)_scene.Trainer.Status.Alpha, (float)_scene.Trainer.Status.Beta), (shown.Alpha, shown.Beta));
        Assert.Equal(0.8f, Length(shown), 1e-4f);
        Assert.Equal(new Vector3(1, 0, 0), shown.Color);
        Assert.True(Loss(shown.Alpha + 0.3 * shown.DeltaAlpha, shown.Beta + 0.3 * shown.DeltaBeta) < Loss(shown.Alpha, shown.Beta));
        // Of another plane it has no coordinates yet.
        _scene.Show(new RandomPlane());
        Assert.Null(Show(arrow).Arrow);
    }

    private double Loss(double alpha, double beta) => _scene.Landscape.LossAt(alpha, beta);

    private static float Length(GradientArrow arrow) => new Vector2(arrow.DeltaAlpha, arrow.DeltaBeta).Length();

    private static FrameView Show(IVisual visual)
    {
        var frame = new FrameView();
        visual.Show(frame);
        return frame;
    }
}
