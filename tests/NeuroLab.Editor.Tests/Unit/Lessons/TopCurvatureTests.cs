using NeuroLab.Backends.Cpu;
using NeuroLab.Lessons;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Reference;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class TopCurvatureTests
{
    [Theory, InlineData("tanh_mse"), InlineData("linear_mse"), InlineData("sigmoid_bce")]
    public void Power_iteration_finds_the_largest_eigenvalue(string name)
    {
        var reference = ReferenceCase.Load(name);
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(reference.Network, reference.Data, new TrainingOptions(
            reference.Loss, new Sgd(), new Sgd().Defaults, BatchSize: 0, Seed: 1));
        var subject = new LessonSubject(session);
        var curvature = new TopCurvature();
        for (var i = 0; i < 400 && !(curvature.Residual < 1e-3); i++)
            curvature.Refine(subject, TimeSpan.FromMilliseconds(5));
        Assert.True(curvature.IsKnown);
        Assert.Equal(reference.HessianTop[0], curvature.Value, 2e-3 * reference.HessianTop[0]);
        Assert.Equal(2 / curvature.Value, curvature.StabilityLimit);
    }
}
