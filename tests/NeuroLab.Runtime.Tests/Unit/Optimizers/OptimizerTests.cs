using NeuroLab.Numerics;
using NeuroLab.Optimizers;

namespace NeuroLab.Runtime.Tests.Unit.Optimizers;

public class OptimizerTests
{
    private const float Guard = 777;

    public static TheoryData<string> Names => [.. Catalog.Optimizers.Select(optimizer => optimizer.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_vector_form_follows_the_double_form_for_200_steps_at_every_length(string name)
    {
        var optimizer = Find(name);
        var settings = optimizer.Defaults with { LearningRate = 0.003, WeightDecay = 0.02 };
        for (var length = 1; length <= 40; length++)
        {
            var random = new SeededRandom(9, (ulong)length);
            double[] w = new double[length], first = new double[length], second = new double[length];
            for (var i = 0; i < length; i++)
                w[i] = (float)random.NextGaussian();
            float[] weights = [.. Array.ConvertAll(w, v => (float)v), Guard], gradient = new float[length];
            float[] s0 = [.. new float[length], Guard], s1 = [.. new float[length], Guard];
            for (var step = 1; step <= 200; step++)
            {
                foreach (ref var g in gradient.AsSpan())
                    g = (float)random.NextGaussian();
                var constants = new StepConstants(settings, step);
                for (var i = 0; i < length; i++)
                    optimizer.Update(ref w[i], gradient[i], ref first[i], ref second[i], constants);
                optimizer.Update(weights.AsSpan(0, length), gradient, Slot(s0, 0), Slot(s1, 1), constants);
            }
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(w[i], weights[i], 2e-5);
                Assert.Equal(first[i], s0[i], 2e-5 * Math.Max(1, Math.Abs(first[i])));
                Assert.Equal(second[i], s1[i], 2e-5);
            }
            Assert.Equal([Guard, Guard, Guard], [weights[length], s0[length], s1[length]]);

            Span<float> Slot(float[] slot, int index) => index < optimizer.StateSlots ? slot.AsSpan(0, length) : default;
        }
    }

    // Two steps from w = 1 with the gradients 2 and −1, worked out by hand.
    [Theory]
    [InlineData("sgd", 0.9)]
    [InlineData("momentum", 0.72)]
    [InlineData("nesterov", 0.648)]
    [InlineData("adagrad", 0.9447213595499958)]
    [InlineData("rmsprop", 0.4490132551)]
    [InlineData("adam", 0.8733663)]
    public void Two_steps_are_those_of_the_formula(string name, double expected)
    {
        var optimizer = Find(name);
        var settings = optimizer.Defaults with { LearningRate = 0.1, Epsilon = 0 };
        double w = 1, s0 = 0, s1 = 0;
        optimizer.Update(ref w, 2, ref s0, ref s1, new StepConstants(settings, 1));
        optimizer.Update(ref w, -1, ref s0, ref s1, new StepConstants(settings, 2));
        Assert.Equal(expected, w, 1e-6);
    }

    [Fact]
    public void AdamW_decays_the_weight_beside_the_gradient()
    {
        double w = 1, s0 = 0, s1 = 0;
        var settings = new OptimizerSettings(0.1) { WeightDecay = 0.5, Epsilon = 0 };
        new AdamW().Update(ref w, 0.25, ref s0, ref s1, new StepConstants(settings, 1));
        Assert.Equal(1 * (1 - 0.05) - 0.1, w, 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Weight_decay_pulls_towards_zero_where_the_gradient_is_flat(string name)
    {
        var optimizer = Find(name);
        double w = 1, s0 = 0, s1 = 0;
        optimizer.Update(ref w, 0, ref s0, ref s1, new StepConstants(optimizer.Defaults with { WeightDecay = 0.1 }, 1));
        Assert.InRange(w, 0.8, 0.99999);
    }

    [Theory, MemberData(nameof(Names))]
    public void State_slots_are_the_ones_that_change(string name)
    {
        var optimizer = Find(name);
        double w = 1, s0 = 0, s1 = 0;
        optimizer.Update(ref w, 2, ref s0, ref s1, new StepConstants(optimizer.Defaults, 1));
        Assert.Equal(optimizer.StateSlots, (s0 != 0 ? 1 : 0) + (s1 != 0 ? 1 : 0));
        Assert.True(optimizer.StateSlots != 1 || s0 != 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_NaN_gradient_shows_in_its_own_weight_alone(string name)
    {
        var optimizer = Find(name);
        float[] weights = [.. Enumerable.Repeat(1f, 20)], gradient = [.. Enumerable.Repeat(1f, 20)];
        float[] s0 = new float[optimizer.StateSlots > 0 ? 20 : 0], s1 = new float[optimizer.StateSlots > 1 ? 20 : 0];
        gradient[3] = gradient[18] = float.NaN;
        optimizer.Update(weights, gradient, s0, s1, new StepConstants(optimizer.Defaults, 1));
        for (var i = 0; i < 20; i++)
            Assert.Equal(i is 3 or 18, float.IsNaN(weights[i]));
    }

    [Fact]
    public void Bias_corrections_are_those_of_Adam()
    {
        var constants = new StepConstants(new OptimizerSettings(0.01), step: 3);
        Assert.Equal(1 - 0.9 * 0.9 * 0.9, constants.Correction1, 1e-15);
        Assert.Equal(1 - 0.999 * 0.999 * 0.999, constants.Correction2, 1e-15);
    }

    private static Optimizer Find(string name) => Catalog.Optimizer(name);
}
