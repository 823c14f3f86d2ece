using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public class TrainingDataTests
{
    [Fact]
    public void The_evaluation_set_is_a_fixed_part_of_the_training_set()
    {
        var (train, test, _) = new Spirals().Load(new DatasetOptions { Seed = 1, Count = 100 });
        var data = TrainingData.Create(train, test, new BinaryCrossEntropy(), 30, seed: 2);
        Assert.Equal((100, 25, 30), (data.Train.Count, data.Test!.Count, data.Evaluation.Count));
        Assert.Equal(data.Evaluation.Inputs, TrainingData.Create(train, test, new BinaryCrossEntropy(), 30, 2).Evaluation.Inputs);
        for (var i = 0; i < 30; i++)
        {
            var x = data.Evaluation.Inputs[2 * i];
            var at = Enumerable.Range(0, 100).First(row => train.Inputs[2 * row] == x);
            Assert.Equal(data.Train.Targets[at], data.Evaluation.Targets[i]);
        }
    }

    [Fact]
    public void A_small_training_set_is_its_own_evaluation_set()
    {
        var (train, _, _) = new Spirals().Load(new DatasetOptions { Seed = 1, Count = 100 });
        var data = TrainingData.Create(train, null, new BinaryCrossEntropy(), 100, 2);
        Assert.Same(data.Train, data.Evaluation);
        Assert.Null(data.Test);
    }

    [Theory]
    [InlineData("spirals", "binary_cross_entropy", 1)]
    [InlineData("iris", "softmax_cross_entropy", 3)]
    [InlineData("sine", "mse", 1)]
    public void The_usual_loss_and_shape_follow_the_targets(string name, string loss, int outputs)
    {
        var data = Catalog.Dataset(name).Load(new DatasetOptions { Seed = 1 }).Train;
        var usual = Experiment.DefaultLoss(data);
        Assert.Equal(loss, usual.Name);
        var shape = Experiment.ShapeFor(data, usual, [7], new NeuroLab.Activations.Relu());
        Assert.Equal([data.InputCount, 7, outputs], shape.Sizes.AsEnumerable());
        Assert.Equal(outputs, SampleSet.Create(data, usual).OutputCount);
        Assert.Equal(name != "sine", SampleSet.Create(data, usual).IsClassification);
    }

    [Fact]
    public void A_rehearsal_is_the_path_that_training_takes()
    {
        var experiment = SmallExperiment.Create();
        var path = experiment.RecordTrajectory(new NeuroLab.Backends.Cpu.CpuBackend(), steps: 40, points: 10);
        Assert.Equal(11, path.Count);
        using var session = SmallExperiment.Open(experiment);
        Assert.Equal(session.Parameters(), path[0]);
        session.Train(20);
        Assert.Equal(session.Parameters(), path[5]);
        session.Train(20);
        Assert.Equal(session.Parameters(), path[10]);
    }
}
