using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Editor.Tests.Unit.Editing;
using NeuroLab.Experiments;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Components;

public sealed class LandscapeTests : IDisposable
{
    private readonly EditorFixture _run = new();

    public LandscapeTests()
    {
        _run.Scene.Landscape.WaitsForSurface = true;
        _run.Trainer.IsPlaying = false;
        _run.Editor.Tick(0.02);
    }

    private Landscape Landscape => _run.Scene.Landscape;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_loss_between_samples_is_bilinear_and_outside_there_is_none()
    {
        var n = Landscape.Resolution;
        var losses = Landscape.Samples.Losses;
        Assert.Equal(losses[0], Landscape.LossAt(-1, -1));
        Assert.Equal(losses[^1], Landscape.LossAt(1, 1));
        var half = 1.0 / (n - 1);
        Assert.Equal(
            (losses[0] + losses[1] + losses[n] + losses[n + 1]) / 4, Landscape.LossAt(-1 + half, -1 + half), 1e-5);
        Assert.True(double.IsNaN(Landscape.LossAt(1.01, 0)));
        Assert.True(double.IsNaN(Landscape.LossAt(double.NaN, 0)));
    }

    [Fact]
    public void A_cut_reads_the_surface_from_edge_to_edge()
    {
        var cut = SurfaceCut.Through(0.2, 0.5, 0, Landscape.Extent, Landscape.Extent);
        Assert.Equal(new SurfaceCut(-1, 0.5, 1, 0.5), cut);
        Assert.Equal(0.6, cut.Nearest(0.2, 0.9), 12);
        var losses = new float[5];
        Landscape.Slice(cut, losses);
        for (var i = 0; i < losses.Length; i++)
            Assert.Equal((float)Landscape.LossAt(-1 + 0.5 * i, 0.5), losses[i]);
    }

    [Fact]
    public void A_slanted_cut_ends_at_the_border()
    {
        var cut = SurfaceCut.Through(0, 0, Math.PI / 4, 2, 2);
        Assert.Equal((-2.0, -2.0, 2.0, 2.0), (
            Math.Round(cut.Alpha0, 9), Math.Round(cut.Beta0, 9), Math.Round(cut.Alpha1, 9), Math.Round(cut.Beta1, 9)));
    }

    [Fact]
    public void Another_extent_samples_the_same_plane_anew()
    {
        var plane = Landscape.Plane;
        _run.Editor.Set(Landscape, nameof(Landscape.Extent), 2);
        _run.Editor.Tick(0.02);
        Assert.Same(plane, Landscape.Plane);
        Assert.Equal(2, Landscape.Grid.Extent);
        Assert.True(float.IsFinite(Landscape.Samples.Losses[0]));
    }

    [Fact]
    public void A_surface_may_be_long_and_narrow()
    {
        var square = Landscape.Samples;
        _run.Editor.Set(Landscape, nameof(Landscape.HasOwnBeta), 1);
        _run.Editor.Set(Landscape, nameof(Landscape.BetaResolution), Landscape.Resolution);
        _run.Editor.Tick(0.02);
        Assert.Equal(square.Losses, Landscape.Samples.Losses);
        var n = Landscape.Resolution;
        _run.Editor.Set(Landscape, nameof(Landscape.BetaResolution), 17);
        _run.Editor.Set(Landscape, nameof(Landscape.BetaExtent), 0.25);
        _run.Editor.Tick(0.02);
        var samples = Landscape.Samples;
        Assert.Equal((17, n), (samples.Rows, samples.Columns));
        Assert.StartsWith($"{n} × 17 points", Landscape.Caption!.Sampling);
        // The points in the middle row are the same ones.
        Assert.Equal(square.Losses.Slice(n / 2 * n, n), samples.Losses.Slice(8 * n, n));
        Assert.Equal(square.LossAt(0.5, 0.25), samples.LossAt(0.5, 0.25), 0.02 * square.LossAt(0.5, 0.25));
        Assert.True(double.IsNaN(Landscape.LossAt(0, 0.26)));
        Assert.Equal((1f, 1f), (_run.Scene.Frame.World(1, 0.25f, 1).X, _run.Scene.Frame.World(1, 0.25f, 1).Z));
        var cut = SurfaceCut.Through(0, 0, Math.PI / 2, Landscape.Grid.Extent, Landscape.Grid.BetaExtent);
        Assert.Equal((-0.25, 0.25), (cut.Beta0, cut.Beta1));

        var file = _run.Editor.CurrentFile;
        Assert.Equal((17, 0.25), (file.Plane.BetaResolution, file.Plane.BetaExtent));
        Assert.Equal(file.ToJson(), ExperimentFile.Parse(System.Text.Encoding.UTF8.GetBytes(file.ToJson()), "file").ToJson());
        _run.Editor.Load(file);
        Assert.True(Landscape.HasOwnBeta);
        _run.Editor.Set(Landscape, nameof(Landscape.HasOwnBeta), 0);
        Assert.DoesNotContain("beta", _run.Editor.CurrentFile.ToJson(), StringComparison.OrdinalIgnoreCase);
        var error = Assert.Throws<Numerics.UserErrorException>(() => _run.Editor.Load(file with { Plane = file.Plane with { BetaExtent = 0 } }));
        Assert.Contains("17 points along a side of ±0 cannot be drawn", error.Message);
    }

    [Fact]
    public void Another_evaluation_set_changes_surface_and_ball_and_not_the_descent()
    {
        var weights = _run.Parameters();
        var plane = Landscape.Plane!;
        _run.Editor.Set(Landscape, nameof(Landscape.EvaluationCount), 17);
        _run.Editor.Tick(0.02);

        var set = _run.Trainer.Session.Data.Evaluation;
        Assert.Equal(17, set.Count);
        Assert.Equal(weights, _run.Parameters());
        var edit = Assert.IsType<PropertyEdit>(Assert.Single(_run.Editor.Log.Edits));
        Assert.Equal(("EvaluationCount", "48", "17"), (edit.Property, edit.Old, edit.New));
        Assert.Equal(17, _run.Editor.CurrentFile.Network.EvaluationSamples);
        // Surface and ball are of the loss on those samples: the naive one, worked out here.
        Assert.Same(plane, Landscape.Plane);
        Assert.Equal(LossOn(set, plane.Origin), Landscape.LossAt(0, 0), 1e-5);
        Assert.Equal(LossOn(set, weights), _run.Trainer.Status.Loss, 1e-5);

        Assert.True(_run.Editor.Undo());
        _run.Editor.Tick(0.02);
        Assert.Equal(48, _run.Trainer.Session.Data.Evaluation.Count);
        Assert.Equal(LossOn(_run.Trainer.Session.Data.Evaluation, plane.Origin), Landscape.LossAt(0, 0), 1e-5);
        // More than there are takes all there are, without a second copy.
        _run.Editor.Set(Landscape, nameof(Landscape.EvaluationCount), 65536);
        Assert.Same(_run.Trainer.Session.Data.Train, _run.Trainer.Session.Data.Evaluation);
    }

    private double LossOn(SampleSet set, float[] parameters) => NaiveNetwork.Evaluate(
        _run.Trainer.Session.Shape, Array.ConvertAll(parameters, p => (double)p), set, _run.Trainer.Options.Loss, default);

    [Fact]
    public void The_arrow_points_along_the_gradient_projected_on_the_plane()
    {
        var arrow = Landscape.GameObject.Get<SlopeArrow>()!;
        arrow.Enabled = true;
        _run.Editor.Set(Landscape, nameof(Landscape.Resolution), 129);
        _run.Editor.Tick(0.02);
        _run.Editor.Drop(0.3, -0.2);
        _run.Editor.Tick(0.02);

        var gradient = new float[_run.Parameters().Length];
        _run.Trainer.Session.Evaluate(DataPart.Evaluation, gradient);
        var plane = Landscape.Plane!;
        var downhill = new float[gradient.Length];
        for (var i = 0; i < gradient.Length; i++)
            downhill[i] = plane.Origin[i] - gradient[i];
        var expected = plane.Project(downhill);
        var shown = _run.Scene.Frame.Arrow!.Value;
        Assert.Equal(Math.Atan2(expected.Beta, expected.Alpha), Math.Atan2(shown.DeltaBeta, shown.DeltaAlpha), 0.05);
        Assert.Equal(0.25, Math.Sqrt(shown.DeltaAlpha * shown.DeltaAlpha + shown.DeltaBeta * shown.DeltaBeta), 1e-5);
    }
}
