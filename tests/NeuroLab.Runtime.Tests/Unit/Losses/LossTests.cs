using NeuroLab.Losses;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Losses;

public class LossTests
{
    private const int Columns = 3;

    public static TheoryData<string> Names => [.. Catalog.Losses.Select(loss => loss.Name)];

    [Fact]
    public void Squared_error_is_the_mean_over_samples_and_outputs()
    {
        var gradient = new float[4];
        var value = new MeanSquaredError().Evaluate([1f, 2f, 3f, 4f], [0f, 2f, 5f, 4f], 2, gradient.AsSpan());
        Assert.Equal(5.0 / 4, value, 1e-7);
        Assert.Equal([0.5f, 0f, -1f, 0f], gradient);
    }

    [Fact]
    public void Softmax_cross_entropy_is_the_mean_over_samples()
    {
        // softmax(0, ln 3) = (1/4, 3/4)
        var z = new[] { 0f, MathF.Log(3), 0f, MathF.Log(3) };
        var gradient = new float[4];
        var value = new SoftmaxCrossEntropy().Evaluate(z, [0f, 1f, 1f, 0f], 2, gradient.AsSpan());
        Assert.Equal((Math.Log(4.0 / 3) + Math.Log(4)) / 2, value, 1e-6);
        Near([0.125, -0.125, -0.375, 0.375], gradient, 1e-7);
    }

    [Fact]
    public void Binary_cross_entropy_is_the_mean_over_samples_and_outputs()
    {
        // σ(ln 3) = 3/4
        var z = new[] { MathF.Log(3), MathF.Log(3) };
        var gradient = new float[2];
        var value = new BinaryCrossEntropy().Evaluate(z, [1f, 0f], 2, gradient.AsSpan());
        Assert.Equal((Math.Log(4.0 / 3) + Math.Log(4)) / 2, value, 1e-6);
        Near([-0.125, 0.375], gradient, 1e-7);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_fast_form_agrees_with_double_precision_at_every_size(string name)
    {
        var loss = Find(name);
        foreach (var rows in new[] { 1, 2, 5, 17, 341, 342, 2000 })
        {
            var (outputs, targets) = Random(loss, rows, scale: 4);
            var gradient = new float[outputs.Length];
            var expectedGradient = new double[outputs.Length];
            var value = loss.Evaluate(outputs, targets, Columns, gradient.AsSpan());
            var expected = loss.Evaluate(Array.ConvertAll(outputs, v => (double)v), targets, Columns, expectedGradient.AsSpan());
            Assert.Equal(1, value / expected, 2e-6);
            Assert.Equal(value, loss.Evaluate(outputs, targets, Columns, default(Span<float>)));
            Near(expectedGradient, gradient, 1e-6 * expectedGradient.Max(Math.Abs));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_curvature_is_the_difference_of_gradients_in_both_precisions(string name)
    {
        var loss = Find(name);
        foreach (var rows in new[] { 1, 5, 17, 341 })
        {
            var (outputs, targets) = Random(loss, rows, scale: 2);
            var (change, _) = Random(loss, rows + 1, scale: 1);
            change = change[..outputs.Length];
            const double h = 1e-5;
            double[] above = new double[outputs.Length], below = new double[outputs.Length];
            loss.Evaluate([.. outputs.Zip(change, (z, c) => z + h * c)], targets, Columns, above);
            loss.Evaluate([.. outputs.Zip(change, (z, c) => z - h * c)], targets, Columns, below);
            double[] expected = [.. above.Zip(below, (a, b) => (a - b) / (2 * h))];
            var exact = Array.ConvertAll(change, value => (double)value);
            loss.MultiplyByCurvature(Array.ConvertAll(outputs, value => (double)value), Columns, exact.AsSpan());
            Near(expected, Array.ConvertAll(exact, value => (float)value), 1e-6 * expected.Max(Math.Abs));
            Near(exact, loss.MultiplyByCurvature(outputs, Columns, change), 2e-6 * expected.Max(Math.Abs));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Huge_logits_overflow_nowhere(string name)
    {
        var loss = Find(name);
        float[] outputs = [1e4f, -1e4f, 0, -1e4f, 1e4f, 1e4f], targets = [0, 1, 0, 1, 0, 0];
        var gradient = new float[6];
        var expectedGradient = new double[6];
        var value = loss.Evaluate(outputs, targets, Columns, gradient.AsSpan());
        var expected = loss.Evaluate(Array.ConvertAll(outputs, v => (double)v), targets, Columns, expectedGradient.AsSpan());
        Assert.True(double.IsFinite(value));
        Assert.Equal(1, value / expected, 1e-6);
        Assert.All(gradient, g => Assert.True(float.IsFinite(g)));
        Near(expectedGradient, gradient, 1e-6 * expectedGradient.Max(Math.Abs));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_confident_right_answer_costs_nothing(string name)
    {
        var loss = Find(name);
        float[] targets = [0, 1, 0], outputs = loss is MeanSquaredError ? targets : [-1e4f, 1e4f, -1e4f];
        var gradient = new float[3];
        Assert.Equal(0, loss.Evaluate(outputs, targets, Columns, gradient.AsSpan()));
        Assert.Equal([0f, 0f, 0f], gradient);
    }

    [Theory, MemberData(nameof(Names))]
    public void NaN_passes_through(string name)
    {
        var loss = Find(name);
        float[] targets = [0, 1, 0, 1, 0, 0];
        for (var at = 0; at < 3; at++)
        {
            var outputs = new float[6];
            outputs[at] = float.NaN;
            var gradient = new float[6];
            Assert.True(double.IsNaN(loss.Evaluate(outputs, targets, Columns, gradient.AsSpan())));
            Assert.True(double.IsNaN(loss.Evaluate(Array.ConvertAll(outputs, v => (double)v), targets, Columns, default(Span<double>))));
            Assert.True(float.IsNaN(gradient[at]));
            Assert.True(float.IsFinite(gradient[4]));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_infinite_output_is_never_a_finite_loss(string name)
    {
        float[] outputs = [float.PositiveInfinity, 0, 0], targets = [0, 1, 0];
        Assert.False(double.IsFinite(Find(name).Evaluate(outputs, targets, Columns, default(Span<float>))));
    }

    [Fact]
    public void Right_answers_are_counted_by_the_largest_output()
    {
        var loss = new SoftmaxCrossEntropy();
        float[] targets = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        Assert.Equal(3, loss.CountCorrect([2, 1, 0, 0, 1, 0, -3, -2, -1], targets, 3));
        Assert.Equal(1, loss.CountCorrect([2, 1, 0, 1, 0, 0, 0, 5, -1], targets, 3));
        Assert.Equal(2, loss.CountCorrect([2, 1, 0, float.NaN, 1, 0, -3, -2, -1], targets, 3));
    }

    [Theory]
    [InlineData("binary_cross_entropy", 0.2f, -0.2f, 2)]
    [InlineData("binary_cross_entropy", 0f, 0.1f, 0)]
    [InlineData("mse", 0.6f, 0.4f, 2)]
    [InlineData("mse", 0.4f, 0.6f, 0)]
    [InlineData("mse", 0.6f, float.NaN, 1)]
    public void A_single_output_is_right_on_its_side_of_the_threshold(string name, float positive, float negative, int expected) =>
        Assert.Equal(expected, Find(name).CountCorrect([positive, negative], [1, 0], 1));

    [Theory]
    [InlineData("mse", 0, TargetEncoding.Values)]
    [InlineData("mse", 2, TargetEncoding.Binary)]
    [InlineData("mse", 3, TargetEncoding.OneHot)]
    [InlineData("binary_cross_entropy", 2, TargetEncoding.Binary)]
    [InlineData("binary_cross_entropy", 3, TargetEncoding.OneHot)]
    [InlineData("softmax_cross_entropy", 2, TargetEncoding.OneHot)]
    public void Targets_are_laid_out_for_the_loss(string name, int classes, TargetEncoding expected) =>
        Assert.Equal(expected, Find(name).EncodingFor(classes));

    private static Loss Find(string name) => Catalog.Loss(name);

    private static (float[] Outputs, float[] Targets) Random(Loss loss, int rows, double scale)
    {
        var random = new SeededRandom(3, (ulong)rows);
        var outputs = new float[rows * Columns];
        var targets = new float[rows * Columns];
        foreach (ref var output in outputs.AsSpan())
            output = (float)(random.NextGaussian() * scale);
        for (var row = 0; row < rows; row++)
        {
            if (loss.NeedsSoftmax)
                targets[row * Columns + random.NextInt(Columns)] = 1;
            else
                for (var column = 0; column < Columns; column++)
                    targets[row * Columns + column] = random.NextInt(2);
        }
        return (outputs, targets);
    }

    private static void Near(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
    }
}
