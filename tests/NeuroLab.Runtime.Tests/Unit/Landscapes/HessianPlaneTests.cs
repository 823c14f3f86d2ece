using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Oracle;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public sealed class HessianPlaneTests
{
    [Theory]
    [InlineData("hessian", new[] { 1, 2 }, "hessian")]
    [InlineData("hessian:1,2", new[] { 1, 2 }, "hessian")]
    [InlineData("hessian:2,1", new[] { 2, 1 }, "hessian:2,1")]
    [InlineData("Hessian:3, 10", new[] { 3, 10 }, "hessian:3,10")]
    [InlineData("hessian:max,min", new[] { 1, -1 }, "hessian:1,min")]
    [InlineData("hessian:MIN,4", new[] { -1, 4 }, "hessian:min,4")]
    public void Any_two_of_the_largest_ten_and_the_smallest_are_chosen_by_name(string name, int[] numbers, string canonical)
    {
        var kind = Catalog.Plane(name);
        Assert.Equal(numbers, kind.Eigenvectors);
        Assert.Equal(canonical, kind.Name);
        Assert.Equal(numbers, Catalog.Plane(kind.Name).Eigenvectors);
    }

    [Theory]
    [InlineData("hessian:0,1", "1 … 10")]
    [InlineData("hessian:1,11", "1 … 10")]
    [InlineData("hessian:1", "two of")]
    [InlineData("hessian:", "two of")]
    [InlineData("hessian:1,2,3", "two of")]
    [InlineData("hessian:most,least", "max and min")]
    [InlineData("hessian:3,3", "choose two")]
    [InlineData("descent:1,2", "nothing to choose")]
    [InlineData("hesian:1,2", "hessian")]
    public void Another_choice_is_refused_in_one_line(string name, string remedy)
    {
        var message = Assert.Throws<UserErrorException>(() => Catalog.Plane(name)).Message;
        Assert.Contains(remedy, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Its_directions_are_the_eigenvectors_of_the_Hessian_at_the_weights()
    {
        using var backend = new CpuBackend();
        using var scene = Scene(backend);
        foreach (var (name, first, second) in new[] { ("hessian", 0, 1), ("hessian:2,5", 1, 4), ("hessian:max,min", 0, 4) })
        {
            scene.Show(Catalog.Plane(name));
            var plane = scene.Landscape.Plane!;
            Assert.Equal(name == "hessian:max,min" ? "hessian:1,min" : name, scene.ShownPlane!.Value.Kind.Name);
            var (top, bottom) = (ValueAlong(scene, plane.First), ValueAlong(scene, plane.Second));
            Assert.True(name.EndsWith("min", StringComparison.Ordinal) ? bottom < 0 : top > bottom && bottom > 0, $"{name}: {top}, {bottom}");
            // Of one length, at a right angle.
            Assert.Equal(Direction.Norm(plane.First), Direction.Norm(plane.Second), 1e-4);
            Assert.Equal(0, plane.First.Zip(plane.Second, (a, b) => (double)a * b).Sum() / Math.Pow(Direction.Norm(plane.First), 2), 1e-4);
            AssertEigenvector(scene, plane.First, top);
            AssertEigenvector(scene, plane.Second, bottom);
        }
    }

    [Fact]
    public void The_same_weights_give_the_same_plane_bit_for_bit()
    {
        using var backend = new CpuBackend();
        using var other = new CpuBackend(threads: 1);
        using DescentScene scene = Scene(backend), again = Scene(other);
        scene.Show(Catalog.Plane("hessian:1,3"));
        again.Show(Catalog.Plane("hessian:1,3"));
        Assert.Equal(scene.Landscape.Plane!.First, again.Landscape.Plane!.First);
        Assert.Equal(scene.Landscape.Plane.Second, again.Landscape.Plane.Second);
    }

    [Fact]
    public void A_plane_that_is_prepared_on_another_thread_is_the_one_that_would_be_shown_at_once()
    {
        using var backend = new CpuBackend();
        using var scene = Scene(backend);
        var kind = Catalog.Plane("hessian");
        var (_, create) = scene.Prepare(kind, []);
        Plane? prepared = null;
        var thread = new Thread(() => prepared = create());
        thread.Start();
        scene.Trainer.TrainTo(20); // meanwhile
        thread.Join();
        scene.Trainer.Session.Finish();
        Assert.Equal(scene.Trainer.StartState.Parameters, prepared!.Origin);
        scene.Trainer.Restart();
        scene.Show(kind);
        Assert.Equal(scene.Landscape.Plane!.First, prepared.First);
        Assert.Equal(scene.Landscape.Plane.Second, prepared.Second);
    }

    private static DescentScene Scene(IComputeBackend backend) => new(SmallExperiment.Create(), backend);

    private static double[] Product(DescentScene scene, float[] direction)
    {
        var experiment = scene.Trainer.Experiment;
        var theta = new float[direction.Length];
        scene.Trainer.Session.ReadParameters(theta);
        return NaiveHessian.Multiply(
            experiment.Shape, Array.ConvertAll(theta, value => (double)value), Array.ConvertAll(direction, value => (double)value),
            scene.Trainer.Session.Data.Evaluation, experiment.Loss);
    }

    private static double ValueAlong(DescentScene scene, float[] direction) =>
        Product(scene, direction).Zip(direction, (h, v) => h * v).Sum() / Math.Pow(Direction.Norm(direction), 2);

    private static void AssertEigenvector(DescentScene scene, float[] direction, double value)
    {
        var product = Product(scene, direction);
        var rest = Math.Sqrt(product.Zip(direction, (h, v) => Math.Pow(h - value * v, 2)).Sum());
        Assert.InRange(rest, 0, 3e-3 * Math.Abs(value) * Direction.Norm(direction));
    }
}
