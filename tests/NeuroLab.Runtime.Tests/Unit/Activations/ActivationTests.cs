using NeuroLab.Activations;

namespace NeuroLab.Runtime.Tests.Unit.Activations;

public class ActivationTests
{
    private const float Guard = 12345;

    public static TheoryData<string> Names => [.. Catalog.Activations.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_vector_form_follows_the_double_form_over_a_wide_range(string name)
    {
        var activation = Find(name);
        var z = WideRange();
        var a = new float[z.Length];
        activation.Apply(z, a);
        for (var i = 0; i < z.Length; i++)
        {
            var expected = activation.Value(z[i]);
            Assert.True(Math.Abs(a[i] - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"f({z[i]:R}) = {expected:R}, not {a[i]:R}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_vector_slope_follows_the_double_slope_over_a_wide_range(string name)
    {
        var activation = Find(name);
        var z = WideRange();
        var a = new float[z.Length];
        activation.Apply(z, a);
        var delta = new float[z.Length];
        Array.Fill(delta, 2);
        activation.MultiplyBySlope(z, a, delta);
        for (var i = 0; i < z.Length; i++)
        {
            var expected = 2 * activation.Slope(z[i]);
            Assert.True(Math.Abs(delta[i] - expected) <= 4e-6, $"2 f'({z[i]:R}) = {expected:R}, not {delta[i]:R}");
        }
    }

    [Theory]
    [InlineData("softplus")]
    [InlineData("sigmoid")]
    [InlineData("silu")]
    public void Tiny_values_keep_their_digits(string name)
    {
        var activation = Find(name);
        float[] z = [-5, -10, -20, -40, -60, -80], a = new float[6];
        activation.Apply(z, a);
        for (var i = 0; i < z.Length; i++)
            Assert.Equal(1, a[i] / activation.Value(z[i]), 3e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_length_is_computed_in_full_and_nothing_beyond_it(string name)
    {
        var activation = Find(name);
        for (var length = 1; length <= 40; length++)
        {
            var z = new float[length];
            for (var i = 0; i < length; i++)
                z[i] = (i - length / 2) * 0.31f;
            float[] a = [.. z, Guard], delta = [.. Enumerable.Repeat(-3f, length), Guard];
            // In place, as a caller may.
            activation.Apply(a.AsSpan(0, length), a);
            activation.MultiplyBySlope(z, a, delta);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(activation.Value(z[i]), a[i], 1e-5);
                Assert.Equal(-3 * activation.Slope(z[i]), delta[i], 1e-5);
            }
            Assert.Equal(Guard, a[length]);
            Assert.Equal(Guard, delta[length]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_slope_is_the_difference_quotient(string name)
    {
        var activation = Find(name);
        const double h = 1e-6;
        for (var z = -8.0123; z < 8; z += 0.0517)
        {
            var quotient = (activation.Value(z + h) - activation.Value(z - h)) / (2 * h);
            Assert.Equal(quotient, activation.Slope(z), 1e-8);
        }
    }

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("leaky_relu", 0.01)]
    [InlineData("elu", 1)]
    public void At_its_kink_the_slope_is_that_of_PyTorch(string name, double expected)
    {
        var activation = Find(name);
        float[] z = [0], a = [0], delta = [1];
        activation.MultiplyBySlope(z, a, delta);
        Assert.Equal(expected, activation.Slope(0));
        Assert.Equal((float)expected, delta[0]);
    }

    [Theory]
    [InlineData("linear", -1.5, -1.5)]
    [InlineData("relu", -1.5, 0)]
    [InlineData("leaky_relu", -1.5, -0.015)]
    [InlineData("elu", -1.5, -0.77686983985157021)]
    [InlineData("gelu", -1.5, -0.10021080190328713)]
    [InlineData("silu", -1.5, -0.2736382857095345)]
    [InlineData("softplus", -1.5, 0.20141327798275246)]
    [InlineData("tanh", -1.5, -0.90514825364486640)]
    [InlineData("sigmoid", -1.5, 0.18242552380635635)]
    public void Values_are_the_known_ones(string name, double z, double expected) =>
        Assert.Equal(expected, Find(name).Value(z), 1e-14);

    [Theory, MemberData(nameof(Names))]
    public void NaN_goes_in_and_out_beside_untouched_neighbours(string name)
    {
        var activation = Find(name);
        foreach (var length in new[] { 3, 16, 19 })
        {
            var z = new float[length];
            z[1] = float.NaN;
            var a = new float[length];
            activation.Apply(z, a);
            Assert.True(float.IsNaN(a[1]));
            Assert.Equal(activation.Value(0), a[0], 1e-6);
            Assert.Equal(activation.Value(0), a[2], 1e-6);
            Assert.True(double.IsNaN(activation.Value(double.NaN)));
        }
    }

    private static Activation Find(string name) => Catalog.Activation(name);

    private static float[] WideRange()
    {
        var z = new List<float>();
        for (var x = -120f; x <= 120; x += 0.037f)
            z.Add(x);
        for (var x = 1e-8f; x < 1e4f; x *= 1.7f)
            z.AddRange([x, -x]);
        return [.. z];
    }
}
