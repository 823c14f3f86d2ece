using NeuroLab.Backends.Cpu;
using NeuroLab.Lessons;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Reference;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class GradientStationTests
{
    [Theory, InlineData(0.01), InlineData(0.5), InlineData(20)]
    public void The_predicted_loss_is_the_loss_after_the_step(double step)
    {
        using var run = new LessonRun();
        var station = new GradientStation(run.Subject) { Step = step };
        station.Update();
        var predicted = station.LossAfter;
        station.TakeStep();
        Assert.Equal(predicted, run.Session.Evaluate(DataPart.Evaluation).Loss, 1e-5 * Math.Max(1, predicted));
        Assert.Equal(predicted, station.LossBefore, 1e-5 * Math.Max(1, predicted));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_predicted_loss_is_that_of_a_full_batch_training_step(bool isResidual)
    {
        using var run = new LessonRun(batchSize: 0, learningRate: 0.3, isResidual: isResidual);
        var station = new GradientStation(run.Subject) { Step = 0.3 };
        station.Update();
        run.Session.Train(1);
        Assert.Equal(station.LossAfter, run.Session.Evaluate(DataPart.Evaluation).Loss, 1e-5);
        var theta = run.Parameters();
        for (var i = 0; i < theta.Length; i++)
            Assert.Equal(station.Next[i], theta[i], 1e-6);
    }

    [Fact]
    public void Gradient_and_next_weights_have_the_shape_of_W()
    {
        using var run = new LessonRun();
        run.Subject.Layer = run.Shape.Layers[1];
        var station = new GradientStation(run.Subject);
        station.Update();
        Assert.Equal(30, station.Weight.Length);
        for (var i = 0; i < 30; i++)
            Assert.Equal(station.Weight[i] - station.Step * station.Gradient[i], station.NextWeight[i], 12);
    }

    [Fact]
    public void Steps_are_judged_by_what_they_do()
    {
        using var run = new LessonRun();
        var station = new GradientStation(run.Subject);
        StepVerdict At(double step)
        {
            station.Step = step;
            station.Update();
            return station.Verdict;
        }
        Assert.Equal(StepVerdict.TooSmall, At(0.001));
        Assert.Equal(StepVerdict.Right, At(station.BestStep));
        Assert.Equal(StepVerdict.TooLarge, At(100));
    }

    [Fact]
    public void The_curve_is_the_loss_after_each_step()
    {
        using var run = new LessonRun();
        var station = new GradientStation(run.Subject);
        station.Update();
        var theta = run.Parameters();
        var gradient = run.OracleGradient(theta);
        for (var k = 0; k < station.Steps.Length; k += 10)
        {
            double[] moved = [.. theta.Select((w, i) => w - station.Steps[k] * gradient[i])];
            Assert.Equal(run.OracleLoss(moved), station.Curve[k], 9);
        }
    }

    [Theory, InlineData("tanh_mse"), InlineData("linear_mse"), InlineData("sigmoid_bce")]
    public void The_limit_of_the_step_is_two_over_the_largest_eigenvalue(string name)
    {
        var reference = ReferenceCase.Load(name);
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(reference.Network, reference.Data, new TrainingOptions(
            reference.Loss, new Adam(), new Adam().Defaults, BatchSize: 0, Seed: 1));
        var station = new GradientStation(new LessonSubject(session));
        Assert.True(double.IsNaN(station.StabilityLimit));
        for (var frame = 0; frame < 5000 && !station.Curvature.IsResting; frame++)
        {
            station.Follow();
            Thread.Sleep(1);
        }
        // Whatever the optimizer: the station's step is plain descent.
        Assert.Equal(2 / reference.HessianTop[0], station.StabilityLimit, 2e-3 * 2 / reference.HessianTop[0]);
    }
}
