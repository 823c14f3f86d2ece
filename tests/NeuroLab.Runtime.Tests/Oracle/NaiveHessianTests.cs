using NeuroLab.Runtime.Tests.Conformance;

namespace NeuroLab.Oracle;

public sealed class NaiveHessianTests
{
    [Fact]
    public void It_is_the_derivative_of_the_gradient_and_symmetric()
    {
        foreach (var test in ConformanceDesign.SmallNetworks().Where(test => test.Network.Parameters.Length <= 60))
        {
            var shape = test.Network.Shape;
            var (n, theta) = (shape.ParameterCount, ConformanceCase.Doubles(test.Network.Parameters));
            var hessian = NaiveHessian.Dense(shape, theta, test.Data.Train, test.Options.Loss);
            var largest = hessian.Max(Math.Abs);
            const double h = 1e-5;
            double[] above = new double[n], below = new double[n];
            for (var i = 0; i < n; i++)
            {
                var kept = theta[i];
                theta[i] = kept + h;
                NaiveNetwork.Evaluate(shape, theta, test.Data.Train, test.Options.Loss, above);
                theta[i] = kept - h;
                NaiveNetwork.Evaluate(shape, theta, test.Data.Train, test.Options.Loss, below);
                theta[i] = kept;
                for (var j = 0; j < n; j++)
                {
                    Assert.Equal(hessian[j * n + i], hessian[i * n + j], 1e-12 * largest);
                    // A sample on a kink may cross it.
                    if (Math.Abs(hessian[i * n + j] - (above[j] - below[j]) / (2 * h)) > 1e-6 * largest)
                        Assert.Fail($"{test}: [{i}, {j}] is {hessian[i * n + j]}, not {(above[j] - below[j]) / (2 * h)}");
                }
            }
        }
    }
}
