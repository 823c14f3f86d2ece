using NeuroLab.Backends.Cpu;
using NeuroLab.Networks;
using NeuroLab.Oracle;
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

    private static (NetworkTrace Trace, double[] Theta, double[] Gradient, double Loss) Differentiate(ReferenceCase reference)
    {
        var theta = Array.ConvertAll(reference.Network.Parameters, v => (double)v);
        var gradient = new double[theta.Length];
        var trace = new NetworkTrace(reference.Shape, reference.Samples.Count);
        trace.Forward(theta, reference.Samples.Inputs.ToArray());
        return (trace, theta, gradient, trace.Differentiate(theta, reference.Samples.Targets, reference.Loss, gradient));
    }
}
