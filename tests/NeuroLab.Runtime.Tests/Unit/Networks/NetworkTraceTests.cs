using NeuroLab.Backends.Cpu;
using NeuroLab.Networks;
using NeuroLab.Oracle;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Runtime.Tests.Reference;

namespace NeuroLab.Runtime.Tests.Unit.Networks;

public sealed class NetworkTraceTests
{
    public static TheoryData<string> Cases => ReferenceCase.Names;

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradient_are_the_textbooks(string name)
    {
        var reference = ReferenceCase.Load(name);
        var (trace, theta, gradient, loss) = Differentiate(reference);
        var expected = new double[theta.Length];
        var expectedLoss = NaiveNetwork.Evaluate(reference.Shape, theta, reference.Samples, reference.Loss, expected);
        Assert.Equal(expectedLoss, loss, 12);
        for (var i = 0; i < theta.Length; i++)
            Assert.Equal(expected[i], gradient[i], 12);
        Assert.Equal(reference.Samples.Count, trace.Rows);
    }

    [Fact]
    public void Skips_and_the_layers_own_activations_are_the_oracles()
    {
        foreach (var test in ConformanceDesign.ResidualNetworks())
        {
            var (shape, set, theta) = (test.Network.Shape, test.Data.Train, ConformanceCase.Doubles(test.Network.Parameters));
            var (loss, expected) = test.Oracle(set);
            var trace = new NetworkTrace(shape, set.Count);
            var gradient = new double[theta.Length];
            trace.Forward(theta, set.Inputs.ToArray());
            Assert.Equal(loss, trace.Differentiate(theta, set.Targets, test.Options.Loss, gradient), 1e-10 * loss);
            var largest = expected.Max(Math.Abs);
            for (var i = 0; i < gradient.Length; i++)
                ConformanceAssert.Near(expected[i], gradient[i], 1e-10 * largest, $"{test}: gradient[{i}]");
        }
    }

    private static (NetworkTrace Trace, double[] Theta, double[] Gradient, double Loss) Differentiate(ReferenceCase reference)
    {
        var theta = Array.ConvertAll(reference.Network.Parameters, v => (double)v);
        var gradient = new double[theta.Length];
        var trace = new NetworkTrace(reference.Shape, reference.Samples.Count);
        trace.Forward(theta, reference.Samples.Inputs.ToArray());
        return (trace, theta, gradient, trace.Differentiate(theta, reference.Samples.Targets, reference.Loss, gradient));
    }
}
