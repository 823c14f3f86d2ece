using NeuroLab.Numerics;
using NeuroLab.Optimizers;

namespace NeuroLab.Runtime.Tests.Unit.Optimizers;

public class GradientChangeTests
{
    // torch.nn.utils.clip_grad_norm_ over the gradient (3, −4), whose length is 5.
    [Theory]
    [InlineData(1, 0.5999998800, -0.7999998400)]
    [InlineData(5, 2.9999994, -3.9999992)]
    [InlineData(6, 3, -4)]
    [InlineData(0, 3, -4)]
    public void A_gradient_is_clipped_to_a_length(double maxNorm, double first, double second)
    {
        var change = GradientChange.Of(new OptimizerSettings { MaxNorm = maxNorm }, norm: 5);
        Assert.Equal(first, change.Apply(1, 3), 1e-9);
        Assert.Equal(second, change.Apply(1, -4), 1e-9);
    }

    [Fact]
    public void L1_pulls_by_the_same_amount_on_either_side_of_zero()
    {
        var change = GradientChange.Of(new OptimizerSettings { L1 = 0.25 }, norm: double.PositiveInfinity);
        Assert.Equal([1.25, 1.25, 0.75, 1.0], new double[] { 3, 1e-20, -2, 0 }.Select(w => change.Apply(w, 1)));
        Assert.True(double.IsNaN(change.Apply(double.NaN, 1)));
    }

    [Fact]
    public void The_vector_form_is_the_double_form_at_every_length()
    {
        var change = GradientChange.Of(new OptimizerSettings { MaxNorm = 0.3, L1 = 0.1 }, norm: 2);
        for (var length = 0; length <= 40; length++)
        {
            var random = new SeededRandom(4, (ulong)length);
            float[] weights = new float[length], gradient = new float[length];
            for (var i = 0; i < length; i++)
                (weights[i], gradient[i]) = (i % 5 == 4 ? 0 : (float)random.NextGaussian(), (float)random.NextGaussian());
            if (length > 20)
                weights[17] = weights[20] = float.NaN;
            var before = (float[])gradient.Clone();
            change.Apply(weights, gradient);
            for (var i = 0; i < length; i++)
                Assert.Equal(change.Apply(weights[i], before[i]), gradient[i], 1e-6);
            Assert.Equal(before.Sum(g => (double)g * g), GradientChange.SumOfSquares(before), 1e-5);
        }
    }

    [Fact]
    public void A_length_that_is_no_number_leaves_no_gradient()
    {
        Assert.True(double.IsNaN(GradientChange.Of(new OptimizerSettings { MaxNorm = 1 }, double.NaN).Apply(1, 2)));
        Assert.Equal(2, GradientChange.Of(new OptimizerSettings(), double.NaN).Apply(1, 2));
    }

    [Fact]
    public void What_no_optimizer_reads_stays_when_another_is_chosen()
    {
        foreach (var hyperparameter in Hyperparameter.All)
        {
            // What was measured of one optimizer says nothing of another.
            var isRead = hyperparameter == Hyperparameter.EdgeRate
                || Catalog.Optimizers.Any(optimizer => optimizer.Hyperparameters.Contains(hyperparameter));
            var settings = new Adam().DefaultsAfter(new OptimizerSettings().With(hyperparameter, 0.123));
            Assert.Equal(isRead ? new Adam().Defaults[hyperparameter] : 0.123, settings[hyperparameter]);
        }
    }
}
