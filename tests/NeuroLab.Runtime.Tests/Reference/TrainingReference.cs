using NeuroLab.Curvature;
using NeuroLab.Landscapes;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Reference;

/// <summary>What every backend must reproduce of the values in <see cref="ReferenceCase"/>.</summary>
public abstract class TrainingReference : BackendTest
{
    public static TheoryData<string> Cases => ReferenceCase.Names;

    public static TheoryData<string> CasesWithHessian => ReferenceCase.NamesWithHessian;

    public static TheoryData<string, string> Curves
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in ReferenceCase.Names)
                foreach (var optimizer in ReferenceCase.Load(name).Optimizers)
                    data.Add(name, optimizer);
            return data;
        }
    }

    [BackendTheory, MemberData(nameof(Cases))]
    public void Loss_and_gradient_agree(string name)
    {
        OnBackend(backend =>
        {
            var reference = ReferenceCase.Load(name);
            using var session = Start(backend, reference, "sgd");
            var gradient = new float[reference.Shape.ParameterCount];
            var result = session.Evaluate(DataPart.Evaluation, gradient);

            Assert.Equal(reference.Samples.Count, result.Samples);
            Near(reference.LossValue, result.Loss, 1e-5 * reference.LossValue, "loss");
            var expected = reference.Flat("grad");
            var largest = expected.Max(MathF.Abs);
            for (var i = 0; i < gradient.Length; i++)
                Near(expected[i], gradient[i], 1e-4 * largest, $"gradient[{i}]");
        });
    }

    [BackendTheory, MemberData(nameof(CasesWithHessian))]
    public void Hessian_agrees(string name)
    {
        OnBackend(backend =>
        {
            var reference = ReferenceCase.Load(name);
            using var session = Start(backend, reference, "sgd");
            var product = new float[reference.Shape.ParameterCount];
            session.HessianVectorProduct(
                Array.ConvertAll(reference.Doubles("hvp_v"), value => (float)value), DataPart.Evaluation, product);
            var expected = reference.Doubles("hvp");
            var largest = expected.Max(Math.Abs);
            for (var i = 0; i < product.Length; i++)
                Near(expected[i], product[i], 1e-4 * largest, $"product[{i}]");

            var (top, bottom) = new Lanczos { Largest = 5, Smallest = 3 }.Find(new LossHessian(session));
            Assert.Equal(reference.HessianTop.Length, top.Length);
            for (var i = 0; i < top.Length; i++)
                Near(reference.HessianTop[i], top[i].Value, 1e-3 * Math.Abs(reference.HessianTop[i]), $"largest eigenvalue {i}");
            for (var i = 0; i < bottom.Length; i++)
                Near(reference.HessianBottom[i], bottom[i].Value, 1e-3 * Math.Abs(reference.HessianBottom[i]), $"smallest eigenvalue {i}");
            Assert.All([.. top, .. bottom], pair => Assert.InRange(pair.Residual, 0, 1e-3));
        });
    }

    [BackendTheory, MemberData(nameof(Curves))]
    public void Optimizer_follows_the_curve(string name, string optimizer)
    {
        OnBackend(backend =>
        {
            var reference = ReferenceCase.Load(name);
            using var session = Start(backend, reference, optimizer);
            session.Train(25);
            session.Finish();
            var records = new StepRecord[26];
            var from = 0L;
            Assert.Equal(25, session.History.CopyTo(ref from, records));

            var curve = reference.Curve(optimizer);
            for (var step = 0; step < 25; step++)
                Near(curve[step], records[step].Loss, 1e-3 * curve[step], $"loss before step {step}");
            Near(curve[25], session.Evaluate(DataPart.Train).Loss, 1e-3 * curve[25], "loss after the last step");
        });
    }

    [BackendTheory, MemberData(nameof(Cases))]
    public void Surface_agrees(string name)
    {
        OnBackend(backend =>
        {
            var reference = ReferenceCase.Load(name);
            var plane = new Plane(reference.Network.Parameters, reference.Flat("dir1"), reference.Flat("dir2"));
            using var session = Start(backend, reference, "sgd");
            using var request = session.Sample(plane, new SurfaceGrid(21, 1));
            while (!request.IsFinished)
                session.Pump(TimeSpan.FromMilliseconds(50));
            var heights = request.Finish().Losses.ToArray();

            var expected = reference.Doubles("surface");
            for (var i = 0; i < heights.Length; i++)
                Near(expected[i], heights[i], 1e-4 * expected[i], $"surface[β {i / 21}, α {i % 21}]");
        });
    }

    private static ITrainingSession Start(IComputeBackend backend, ReferenceCase reference, string optimizer) =>
        backend.CreateSession(reference.Network, reference.Data, new TrainingOptions(
            reference.Loss, Catalog.Optimizer(optimizer),
            ReferenceCase.Settings(optimizer), BatchSize: 0, Seed: 1));

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, got {actual:R}");
}
