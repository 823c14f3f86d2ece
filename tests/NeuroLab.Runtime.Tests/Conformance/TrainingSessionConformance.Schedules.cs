using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;
using static NeuroLab.Runtime.Tests.Conformance.ConformanceAssert;

namespace NeuroLab.Runtime.Tests.Conformance;

public abstract partial class TrainingSessionConformance
{
    private static ConformanceCase Scheduled(string schedule, string optimizer) =>
        new ConformanceCase([2, 5, 1], Of.Activation("tanh"), Of.Loss("mse"), Of.Optimizer(optimizer), 50, 16).With(options => options with
        {
            Schedule = Catalog.Schedule(schedule),
            Settings = Catalog.Schedule(schedule).DefaultsOn(options.Settings)
                .With(Hyperparameter.T0, 4).With(Hyperparameter.StepSize, 3).With(Hyperparameter.Gamma, 0.7)
                .With(Hyperparameter.TotalSteps, 9).With(Hyperparameter.EdgeRate, 0.02),
        });

    [BackendFact]
    public void Steps_at_the_rate_of_a_schedule_are_the_oracles_and_say_so() => OnBackend(backend =>
    {
        foreach (var schedule in Catalog.Schedules)
        {
            var test = Scheduled(schedule.Name, "adamw");
            AssertSteps(backend, test, 12);
            using var session = test.Start(backend);
            session.Train(5);
            session.Train(7);
            session.Finish();
            Assert.Equal(
                Enumerable.Range(0, 12).Select(step => (float)schedule.RateAt(step, test.Options.Settings)),
                Records(session).Select(record => record.LearningRate));
        }
    });

    [BackendFact]
    public void A_schedule_begins_where_it_is_chosen_and_goes_on_from_a_captured_state() => OnBackend(backend =>
    {
        var test = Scheduled("cosine_annealing_warm_restarts", "momentum");
        using var session = test.Start(backend);
        session.Options = test.Options with { Schedule = Schedule.Constant };
        session.Train(3);
        session.Options = test.Options;
        Assert.Equal(0, session.Capture().ScheduleStep);
        session.Train(2);
        // Another optimizer leaves it alone.
        session.Options = test.Options with { Optimizer = Of.Optimizer("sgd") };
        session.Train(1);
        var state = session.Capture();
        Assert.Equal((6, 1, 3), (state.Step, state.OptimizerStep, state.ScheduleStep));
        session.Train(6);
        var expected = Parameters(session);

        using var other = test.Start(backend);
        other.Options = session.Options;
        other.Restore(state);
        other.Train(6);
        Assert.Equal(expected, Parameters(other));
        float Rate(long step) => (float)test.Options.RateAt(step);
        Assert.Equal(
            [0.01f, 0.01f, 0.01f, Rate(0), Rate(1), Rate(2), Rate(3), Rate(4), Rate(5), Rate(6), Rate(7), Rate(8)],
            Records(session).Select(record => record.LearningRate));
    });

    [BackendFact]
    public void Steps_by_finite_differences_take_the_rate_of_a_schedule_too() => OnBackend(backend =>
    {
        var test = Scheduled("step", "sgd").With(options => options with { GradientSource = GradientSource.FiniteDifferences });
        using var session = test.Start(backend);
        session.Train(7);
        session.Finish();
        Assert.Equal(
            Enumerable.Range(0, 7).Select(step => (float)test.Options.RateAt(step)), Records(session).Select(record => record.LearningRate));
    });
}
