using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public sealed class DecisionMapTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void AGridCoversTheDataWithAMarginFromTheHighestRowDown()
    {
        var trainer = Train(SmallExperiment.Create());
        var view = Complete(new DecisionMap(trainer));
        var data = trainer.Experiment.Train;
        foreach (var (input, range) in new[] { (0, view.RangeX), (1, view.RangeY) })
        {
            float low = Enumerable.Range(0, data.Count).Min(i => data.Sample(i)[input]), high = Enumerable.Range(0, data.Count).Max(i => data.Sample(i)[input]);
            Assert.Equal((low - 0.12f * (high - low), high + 0.12f * (high - low)), range);
        }
        const int Side = DecisionMap.GridSide;
        Assert.Equal(Side * Side, view.Count);
        var cell = (view.RangeX.High - view.RangeX.Low) / Side;
        Assert.Equal(view.RangeX.Low + 0.5f * cell, view.Points[0], 1e-5f);
        Assert.Equal(view.RangeX.Low + 1.5f * cell, view.Points[2], 1e-5f);
        Assert.Equal(view.Points[0], view.Points[2 * Side]);
        var height = (view.RangeY.High - view.RangeY.Low) / Side;
        Assert.Equal(view.RangeY.High - 0.5f * height, view.Points[1], 1e-5f);
        Assert.Equal(view.RangeY.High - 1.5f * height, view.Points[2 * Side + 1], 1e-5f);
    }

    [Fact]
    public void AViewIsOfTheWeightsOfOneMomentHoweverManyPassesItTakes()
    {
        var trainer = Train(SmallExperiment.Create());
        var map = new DecisionMap(trainer) { Budget = 1000 * trainer.Session.Shape.ParameterCount };
        var before = trainer.Session.Parameters();
        map.Advance();
        // The weights move on while the view is being made: five passes of at most a thousand points.
        trainer.Session.Train(10);
        trainer.Session.Finish();
        var passes = 1;
        for (; map.Shown is null; passes++) map.Advance();
        Assert.Equal(5, passes);
        Assert.Equal(1, map.Shown.Version);
        AssertOutputs(trainer, map.Shown, before);

        _scene.Tick(0.02);
        var first = map.Shown;
        while (ReferenceEquals(map.Shown, first)) map.Advance();
        Assert.Equal(2, map.Shown.Version);
        AssertOutputs(trainer, map.Shown, trainer.Session.Parameters());
    }

    [Fact]
    public void OtherDataTakeTheViewAwayAndPaintedPointsWithinItDoNot()
    {
        var trainer = Train(SmallExperiment.Create());
        var map = new DecisionMap(trainer) { Budget = 1000 * trainer.Session.Shape.ParameterCount };
        var view = Complete(map);
        var data = trainer.Experiment.Train;
        trainer.Learn(new Dataset("fewer", data.Inputs.Pick([.. Enumerable.Range(0, data.Count).Select(i => i < 20)], true, 2), 2, data.Labels![..20], data.ClassNames));
        map.Advance();
        Assert.Same(view, map.Shown);
        while (ReferenceEquals(map.Shown, view)) map.Advance();
        Assert.Equal(view.RangeX, map.Shown!.RangeX);
        Assert.Same(trainer.Experiment.Train, map.Shown.Data);

        trainer.Learn(new Dataset("wider", new InputValues([-9, 0, 9, 1]), 2, [0, 1], data.ClassNames));
        map.Advance();
        Assert.NotSame(view, map.Shown);
        Assert.InRange(Complete(map).RangeX.High, 9.1f, 12);
        map.Release();
        Assert.NotNull(map.Shown);
        trainer.Learn(new Dataset("again", new InputValues([-9, 0, 9, 1]), 2, [0, 1], data.ClassNames));
        map.Release();
        Assert.Null(map.Shown);
    }

    [Fact]
    public void OneInputIsACurveAndMoreAreTheFirstSamplesOfTheTestSet()
    {
        var sine = new Sine().Load(new DatasetOptions { Seed = 3, Count = 40 });
        var curve = Complete(new DecisionMap(Train(Of(sine))));
        Assert.Equal(DecisionMap.CurvePoints, curve.Count);
        Assert.Equal((curve.RangeX.Low, curve.RangeX.High), (curve.Points[0], MathF.Round(curve.Points[^1], 5)), new Near());
        Assert.Equal((curve.Points[0] + curve.Points[^1]) / 2, (curve.Points[63] + curve.Points[64]) / 2, 1e-4f);

        var iris = new Iris().Load(new DatasetOptions { Seed = 3 });
        var trainer = Train(Of(iris));
        var samples = Complete(new DecisionMap(trainer));
        Assert.Same(iris.Test, samples.Samples);
        Assert.Equal(Math.Min(iris.Test!.Count, DecisionMap.MaxSamples), samples.Count);
        for (var i = 0; i < samples.Count; i++)
            Assert.Equal(iris.Test.Sample(i), samples.Points.Slice(i * 4, 4));
        AssertOutputs(trainer, samples, trainer.Session.Parameters());
    }

    [Theory]
    [InlineData("softmax_cross_entropy", new[] { 1f, 3f, 2f }, 1, 0.66524094f)]
    [InlineData("softmax_cross_entropy", new[] { 200f, 100f, 0f }, 0, 1f)]
    [InlineData("mse", new[] { 0.1f, 0.2f, 0.7f }, 2, 0.7f)]
    [InlineData("mse", new[] { 0.1f, 1.7f, 0.7f }, 1, 1f)]
    [InlineData("binary_cross_entropy", new[] { 1f }, 1, 0.73105858f)]
    [InlineData("binary_cross_entropy", new[] { -1f }, 0, 0.73105858f)]
    [InlineData("mse", new[] { 0.3f }, 0, 0.7f)]
    [InlineData("mse", new[] { 1.3f }, 1, 1f)]
    public void TheClassOfAPointIsTheLikeliestWithItsProbability(string loss, float[] outputs, int expected, float share)
    {
        var data = new Dataset("two points", new InputValues([0, 0]), 1, [0, 1]);
        var shape = new NetworkShape([1, outputs.Length], [], false);
        var view = new DecisionView(data, data, shape, Catalog.Loss(loss), [0, 0], (0, 1), (0, 1));
        outputs.CopyTo(view.Unfinished[outputs.Length..]);
        var (best, probability) = view.Classify(1);
        Assert.Equal(expected, best);
        Assert.Equal(share, probability, 1e-6f);
    }

    private static Experiment Of(DatasetSplit data)
    {
        var loss = Experiment.DefaultLoss(data.Train);
        return SmallExperiment.Create() with
        {
            Train = data.Train,
            Test = data.Test,
            Loss = loss,
            Shape = Experiment.ShapeFor(data.Train, loss, [4], Catalog.Activation("tanh")),
        };
    }

    private Trainer Train(Experiment experiment)
    {
        var trainer = _scene.Add("trainer").Add(new Trainer(experiment, new CpuBackend()) { WaitsForSteps = true, StepsPerFrame = 4 });
        _scene.Tick(0.02);
        return trainer;
    }

    private static DecisionView Complete(DecisionMap map)
    {
        do map.Advance();
        while (map.Shown is null);
        return map.Shown;
    }

    private static void AssertOutputs(Trainer trainer, DecisionView view, float[] parameters)
    {
        var outputs = new float[view.Count * view.OutputCount];
        trainer.Session.Predict(view.Points, outputs, parameters);
        Assert.Equal(outputs, view.Outputs.ToArray());
    }

    private sealed class Near : IEqualityComparer<(float, float)>
    {
        public bool Equals((float, float) a, (float, float) b) => MathF.Abs(a.Item1 - b.Item1) + MathF.Abs(a.Item2 - b.Item2) < 1e-4f;

        public int GetHashCode((float, float) value) => 0;
    }
}
