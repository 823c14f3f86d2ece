using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Lessons;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

/// <summary>A small network in training, for a lesson to look at.</summary>
internal sealed class LessonRun : IDisposable
{
    private readonly CpuBackend _backend = new();

    public LessonRun(
        Activation? activation = null, int batchSize = 16, Optimizer? optimizer = null, double learningRate = 0.1, bool isResidual = false)
    {
        var data = new Spirals().Load(new DatasetOptions { Seed = 3, Count = 96 }).Train;
        var loss = Experiment.DefaultLoss(data);
        var rule = optimizer ?? new Sgd();
        var experiment = new Experiment
        {
            Train = data,
            Shape = isResidual
                ? Experiment.ShapeFor(data, loss, [6, 6, 6, 5], [new Tanh(), new Gelu(), new Silu(), new Softplus()], hasSkips: true)
                : Experiment.ShapeFor(data, loss, [6, 5], activation ?? new Tanh()),
            Loss = loss,
            Optimizer = rule,
            Settings = rule.Defaults with { LearningRate = learningRate },
            BatchSize = batchSize,
            Seed = 3,
        };
        Session = _backend.CreateSession(experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
        Session.Train(20);
        Session.Finish();
        Subject = new LessonSubject(Session);
    }

    public ITrainingSession Session { get; }

    public LessonSubject Subject { get; }

    public NetworkShape Shape => Session.Shape;

    public Loss Loss => Session.Options.Loss;

    public double[] Parameters()
    {
        var parameters = new float[Shape.ParameterCount];
        Session.ReadParameters(parameters);
        return Array.ConvertAll(parameters, v => (double)v);
    }

    /// <summary>The loss of the evaluation set at any θ, by the textbook's loops.</summary>
    public double OracleLoss(double[] parameters) =>
        NaiveNetwork.Evaluate(Shape, parameters, Session.Data.Evaluation, Loss, default);

    public double[] OracleGradient(double[] parameters)
    {
        var gradient = new double[parameters.Length];
        NaiveNetwork.Evaluate(Shape, parameters, Session.Data.Evaluation, Loss, gradient);
        return gradient;
    }

    public void Dispose()
    {
        Session.Dispose();
        _backend.Dispose();
    }
}
