namespace NeuroLab.Runtime.Tests.Unit.Activations;

public sealed class CurvatureTests
{
    public static TheoryData<string> Names => [.. Catalog.Activations.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_curvature_is_the_derivative_of_the_slope(string name)
    {
        var activation = Catalog.Find(Catalog.Activations, name, "activation");
        const double h = 1e-5;
        // Beside the kinks at 0.
        for (var z = -4.05; z < 4; z += 0.3)
        {
            var expected = (activation.Slope(z + h) - activation.Slope(z - h)) / (2 * h);
            Assert.Equal(expected, activation.Curvature(z), 1e-8);
        }
    }
}
