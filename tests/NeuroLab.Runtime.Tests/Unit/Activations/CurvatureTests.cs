namespace NeuroLab.Runtime.Tests.Unit.Activations;

public sealed class CurvatureTests
{
    public static TheoryData<string> Names => [.. Catalog.Activations.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_curvature_is_the_derivative_of_the_slope(string name)
    {
        var activation = Catalog.Activation(name);
        const double h = 1e-5;
        // Beside the kinks at 0.
        for (var z = -4.05; z < 4; z += 0.3)
        {
            var expected = (activation.Slope(z + h) - activation.Slope(z - h)) / (2 * h);
            Assert.Equal(expected, activation.Curvature(z), 1e-8);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_vector_form_follows_the_double_form_at_every_length(string name)
    {
        var activation = Catalog.Activation(name);
        for (var length = 1; length <= 70; length++)
        {
            float[] z = new float[length], a = new float[length + 1], slopes = [.. a], curvatures = [.. a];
            for (var i = 0; i < length; i++)
                z[i] = (i - length / 2) * 0.31f - 0.05f;
            (a[length], slopes[length], curvatures[length]) = (7, 8, 9);
            activation.Apply(z, a, slopes, curvatures);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(activation.Value(z[i]), a[i], 1e-5);
                Assert.Equal(activation.Slope(z[i]), slopes[i], 1e-5);
                Assert.Equal(activation.Curvature(z[i]), curvatures[i], 1e-5);
            }
            Assert.Equal((7, 8, 9), (a[length], slopes[length], curvatures[length]));
        }
    }
}
