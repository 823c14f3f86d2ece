using NeuroLab.Activations;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public class CpuTrainingSessionTests
{
    [Fact]
    public void New_options_hold_from_the_very_next_step()
    {
        using var session = SmallExperiment.Open();
        session.Train(3);
        session.Options = session.Options with { Settings = session.Options.Settings with { LearningRate = 0.25 } };
        session.Train(2);
        session.Options = session.Options with { Settings = session.Options.Settings with { LearningRate = 0.5 } };
        session.Train(1);
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.25f, 0.25f, 0.5f], session.Records().Select(record => record.LearningRate));
        Assert.Equal([0, 1, 2, 3, 4, 5], session.Records().Select(record => record.Step));
    }

    [Fact]
    public void A_new_batch_size_holds_from_the_next_step()
    {
        using var session = SmallExperiment.Open();
        session.Train(1);
        session.Options = session.Options with { BatchSize = 0 };
        session.Finish();
        var full = session.Evaluate(DataPart.Train).Loss;
        session.Train(1);
        Assert.Equal(1, session.Records()[1].Loss / full, 1e-5);
    }

    [Fact]
    public void A_new_optimizer_starts_with_empty_state()
    {
        using var session = SmallExperiment.Open();
        session.Train(10);
        var gradient = new float[session.Shape.ParameterCount];
        session.Options = session.Options with { Optimizer = new Momentum(), Settings = new OptimizerSettings(0.5), BatchSize = 0 };
        var before = session.Parameters();
        session.Evaluate(DataPart.Train, gradient);
        session.Train(1);
        var after = session.Parameters();
        for (var i = 0; i < after.Length; i++)
            Assert.Equal(before[i] - 0.5f * gradient[i], after[i], 1e-6f);
    }

    [Fact]
    public void The_loss_is_kept()
    {
        using var session = SmallExperiment.Open();
        Assert.Throws<ArgumentException>(() => session.Options = session.Options with { Loss = new MeanSquaredError() });
    }

    [Fact]
    public void The_same_experiment_takes_the_same_steps()
    {
        using var first = SmallExperiment.Open();
        using var second = SmallExperiment.Open();
        first.Train(60);
        for (var i = 0; i < 20; i++)
            second.Train(3);
        Assert.Equal(first.Parameters(), second.Parameters());
        Assert.Equal(first.Records(), second.Records());
    }

    [Fact]
    public void A_captured_state_goes_on_bit_by_bit_in_this_session_and_in_another()
    {
        using var session = SmallExperiment.Open();
        session.Train(13);
        var state = session.Capture();
        session.Train(29);
        var expected = session.Parameters();

        session.Restore(state);
        session.Train(29);
        Assert.Equal(expected, session.Parameters());
        Assert.Equal(session.Records()[13..42], session.Records()[42..]);

        using var other = SmallExperiment.Open();
        other.Restore(state);
        other.Train(29);
        Assert.Equal(expected, other.Parameters());
    }

    [Fact]
    public void A_captured_state_is_a_copy()
    {
        using var session = SmallExperiment.Open();
        session.Train(2);
        var state = session.Capture();
        var kept = (float[])state.Parameters.Clone();
        session.Train(5);
        session.Finish();
        Assert.Equal(kept, state.Parameters);
        Assert.Equal((2, 2), (state.Step, state.OptimizerStep));
    }

    [Fact]
    public void Written_weights_are_read_back_and_trained_on()
    {
        using var session = SmallExperiment.Open();
        session.Train(3);
        var zeros = new float[session.Shape.ParameterCount];
        session.WriteParameters(zeros);
        Assert.Equal(zeros, session.Parameters());
        // Zero weights give logits of 0, and a binary cross-entropy of ln 2.
        Assert.Equal(Math.Log(2), session.Evaluate(DataPart.Evaluation).Loss, 1e-6);
        session.Train(1);
        Assert.Equal(3, session.Records()[^1].Step);
        Assert.Equal(Math.Log(2), session.Records()[^1].Loss, 1e-6);
        Assert.Throws<ArgumentException>(() => session.WriteParameters(zeros.AsSpan(1)));
    }

    [Fact]
    public void A_status_tells_where_the_weights_stand()
    {
        using var session = SmallExperiment.Open();
        var origin = session.Parameters();
        float[] first = new float[origin.Length], second = new float[origin.Length];
        first[0] = second[1] = 1;
        var plane = new Plane(origin, first, second);
        session.Observation = new Observation(Evaluate: true, plane);
        session.Train(5);
        session.Finish();
        Assert.True(session.TryGetStatus(out var status));
        Assert.False(session.TryGetStatus(out _));

        var now = session.Parameters();
        Assert.Equal((5, 1), (status.Step, status.Epoch));
        Assert.Same(plane, status.Plane);
        Assert.Equal(now[0] - (double)origin[0], status.Alpha, 1e-9);
        Assert.Equal(now[1] - (double)origin[1], status.Beta, 1e-9);
        Assert.InRange(status.Residual, 0.5, 1);
        var evaluation = session.Evaluate(DataPart.Evaluation);
        Assert.Equal((evaluation.Loss, evaluation.Accuracy), (status.Loss, status.Accuracy));
        Assert.Equal(status.Loss - status.PlaneLoss, status.Gap);
        Assert.Equal(session.Records()[^1].Loss, (float)status.BatchLoss);
        Assert.True(status.StepNorm > 0);
    }

    [Fact]
    public void A_train_of_no_steps_reports_all_the_same()
    {
        using var session = SmallExperiment.Open();
        session.Train(0);
        session.Finish();
        Assert.True(session.TryGetStatus(out var status));
        Assert.Equal(0, status.Step);
        Assert.True(double.IsNaN(status.Loss) && double.IsNaN(status.BatchLoss) && double.IsNaN(status.Alpha));

        session.Observation = new Observation(Evaluate: true, null);
        session.Train(0);
        session.Finish();
        Assert.True(session.TryGetStatus(out status));
        Assert.Equal(session.Evaluate(DataPart.Evaluation).Loss, status.Loss);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Train(-1));
    }

    [Fact]
    public void The_ball_stands_on_the_surface_where_the_plane_goes_through_it()
    {
        using var session = SmallExperiment.Open();
        var plane = new RandomPlane().Create(new PlaneContext(
            new NeuroLab.Networks.Network(session.Shape, session.Parameters()), 1, []));
        session.Observation = new Observation(Evaluate: true, plane);
        session.Train(0);
        session.Finish();
        session.TryGetStatus(out var status);
        using var request = session.Sample(plane, new SurfaceGrid(5, 1));
        var heights = request.Finish().Losses.ToArray();
        Assert.Equal((0, 0, 0), (status.Alpha, status.Beta, status.Residual));
        Assert.Equal((float)status.Loss, heights[2 * 5 + 2]);
        Assert.Equal(0, status.Gap, 1e-9);
    }

    [Fact]
    public void Evaluation_covers_the_part_that_is_asked_for()
    {
        using var session = SmallExperiment.Open();
        Assert.Equal(64, session.Evaluate(DataPart.Train).Samples);
        Assert.Equal(16, session.Evaluate(DataPart.Test).Samples);
        using var without = SmallExperiment.Open(SmallExperiment.Create() with { Test = null });
        Assert.Throws<InvalidOperationException>(() => without.Evaluate(DataPart.Test));
    }

    [Fact]
    public void Pending_steps_are_counted_down()
    {
        using var gate = new ManualResetEventSlim();
        using var session = SmallExperiment.Open(SmallExperiment.Create(new FormulaProbe(gate.Wait)));
        session.Train(3);
        session.Train(2);
        Assert.Equal(5, session.PendingSteps);
        gate.Set();
        session.Finish();
        Assert.Equal(0, session.PendingSteps);
    }

    [Fact]
    public void Disposing_a_busy_session_ends_it_before_its_work_is_done()
    {
        using var stepped = new ManualResetEventSlim();
        var session = SmallExperiment.Open(SmallExperiment.Create(new FormulaProbe(stepped.Set)));
        session.Train(int.MaxValue);
        stepped.Wait();
        session.Dispose();
        session.Dispose();
        Assert.InRange(session.History.Count, 1, int.MaxValue - 1);
    }

    [Fact]
    public void A_failure_in_a_step_surfaces_wherever_one_waits_or_asks_for_more()
    {
        using var session = SmallExperiment.Open(SmallExperiment.Create(
            new FormulaProbe(() => throw new InvalidOperationException("the device is gone"))));
        session.Train(2);
        Assert.Equal("the device is gone", Assert.Throws<InvalidOperationException>(session.Finish).Message);
        Assert.Throws<InvalidOperationException>(() => session.Train(1));
        Assert.Throws<InvalidOperationException>(() => session.Parameters());
    }

    [Fact]
    public void A_learning_rate_that_diverges_shows_as_such_and_the_session_lives_on()
    {
        using var session = SmallExperiment.Open(SmallExperiment.Create(new Sgd(), learningRate: 1e30, activation: new Relu()));
        session.Observation = new Observation(Evaluate: true, null);
        session.Train(20);
        session.Finish();
        session.TryGetStatus(out var status);
        Assert.False(double.IsFinite(status.Loss));
        session.WriteParameters(new float[session.Shape.ParameterCount]);
        Assert.Equal(Math.Log(2), session.Evaluate(DataPart.Evaluation).Loss, 1e-6);
    }

    [Fact]
    public void Steady_training_allocates_nothing_on_either_thread()
    {
        const int settled = 100, measured = 200;
        var allocated = new long[settled + measured];
        var step = 0;
        using var session = SmallExperiment.Open(SmallExperiment.Create(
            new FormulaProbe(() => allocated[step++] = GC.GetAllocatedBytesForCurrentThread())));
        session.Observation = new Observation(Evaluate: true, new Plane(
            session.Parameters(), session.Parameters(), new float[session.Shape.ParameterCount]));
        Frames(settled / 4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Frames(measured / 4);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, allocated[^1] - allocated[settled]);

        void Frames(int count)
        {
            for (var frame = 0; frame < count; frame++)
            {
                session.Train(4);
                session.Finish();
                session.TryGetStatus(out _);
            }
        }
    }
}
