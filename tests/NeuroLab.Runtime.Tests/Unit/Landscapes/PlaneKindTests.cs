using NeuroLab.Activations;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class PlaneKindTests
{
    private static readonly Network Network = Network.Create(new NetworkShape([4, 6, 3], new Tanh()), new PyTorchDefault(), 2);

    public static TheoryData<string> Names =>
    [
        .. Catalog.Planes.Select(kind => kind.Name), "random:layer", "random:none,7", "random:filter,7", "hessian:1,3", "hessian:2,min",
        "weights:0.weight[3,1],2.bias[0]", "minima:a.safetensors,runner2,branch2@500", "minima:now,main,@5", "line:@0,b/c.safetensors",
    ];

    [Theory, MemberData(nameof(Names))]
    public void A_name_gives_its_plane_again(string name)
    {
        var kind = Catalog.Plane(name);
        Assert.Equal(name, kind.Name);
        if (kind.Settings.Count > 0)
            Assert.Equal(name, kind.Choose([.. kind.Settings.Select(setting => setting.Value)]).Name);
        foreach (var setting in kind.Settings)
            Assert.True(setting.Words is null || setting.Words.Contains(setting.Value));
    }

    [Theory]
    [InlineData("random:foo", "unknown normalization 'foo'")]
    [InlineData("random:filter,x", "the plane 'random:filter,x' is unknown")]
    [InlineData("weights:0.weight[3,1]", "the plane 'weights:0.weight[3,1]' is unknown")]
    [InlineData("weights:1.weight[3,1],2.bias[0]", "'1.weight[3,1]' names no weight: 1 is an activation")]
    [InlineData("weights:0.bias[3,1],2.bias[0]", "'0.bias[3,1]' names no weight")]
    [InlineData("weights:2.bias[0],2.bias[0]", "one weight spans no plane")]
    [InlineData("minima:a.safetensors", "the plane 'minima:a.safetensors' is unknown")]
    [InlineData("line:a.npz,b.npz,c.npz", "the plane 'line:a.npz,b.npz,c.npz' is unknown")]
    [InlineData("descent:2", "the descent plane leaves nothing to choose")]
    public void A_choice_that_is_none_is_refused_in_one_line(string name, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => Catalog.Plane(name));
        Assert.StartsWith(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_word_chosen_twice_changes_places()
    {
        Assert.Equal("hessian:2,1", Catalog.Plane("hessian").With(0, "2").Name);
        Assert.Equal("weights:0.weight[0,1],0.weight[0,0]", Catalog.Plane("weights").With(1, "0.weight[0,0]").Name);
        Assert.Equal("random:layer", Catalog.Plane("random").With(0, "layer").Name);
    }

    [Fact]
    public void The_next_random_plane_keeps_the_normalization_and_not_the_seed() =>
        Assert.Equal("random:layer", Catalog.Plane("random:layer,7").Next.Name);

    // By layer, each matrix as a whole takes the norm of its weights: not each neuron, as by filter.
    [Theory]
    [InlineData("filter")]
    [InlineData("layer")]
    [InlineData("none")]
    public void A_random_plane_is_normalized_as_it_says(string normalization)
    {
        var plane = new RandomPlane(normalization, 5).Create(new PlaneContext(Network, 99, []));
        Assert.Equal($"random plane, {(normalization == "none" ? "not normalized" : normalization + "-normalized")}, seed 5", plane.Description);
        var raw = Direction.Random(Network.Shape, new SeededRandom(5, stream: 2));
        foreach (var layer in Network.Shape.Layers)
        {
            var whole = Ratio(layer.WeightOffset, layer.WeightCount);
            double[] rows = [.. Enumerable.Range(0, layer.Outputs).Select(j => Ratio(layer.WeightOffset + j * layer.Inputs, layer.Inputs))];
            Assert.Equal(normalization != "none", Math.Abs(whole - 1) < 1e-6);
            Assert.Equal(normalization == "filter", rows.All(ratio => Math.Abs(ratio - 1) < 1e-6));
            var scale = plane.First[layer.WeightOffset] / raw[layer.WeightOffset];
            var other = plane.First[layer.BiasOffset - 1] / raw[layer.BiasOffset - 1];
            Assert.Equal(normalization != "filter", Math.Abs(scale - other) < 1e-5);
            Assert.All(plane.First.AsSpan(layer.BiasOffset, layer.Outputs).ToArray(), bias => Assert.Equal(0, bias));
        }

        double Ratio(int at, int count) =>
            Direction.Norm(plane.First.AsSpan(at, count)) / Direction.Norm(Network.Parameters.AsSpan(at, count));
    }

    [Fact]
    public void Coordinates_of_the_weights_plane_are_the_weights()
    {
        var plane = Catalog.Plane("weights:0.weight[5,2],2.bias[1]").Create(new PlaneContext(Network, 1, []));
        var (first, second) = (Network.Shape.Layers[0].WeightOffset + 5 * 4 + 2, Network.Shape.Layers[1].BiasOffset + 1);
        var (alpha, beta, residual) = plane.Project(Network.Parameters);
        Assert.Equal(Network.Parameters[first], alpha, 1e-7);
        Assert.Equal(Network.Parameters[second], beta, 1e-7);
        Assert.Equal(0, residual, 1e-6);
        Assert.Equal(("0.weight[5,2]", "2.bias[1]"), plane.AxisNames);
        Assert.InRange(plane.Reach, Math.Max(Math.Abs(alpha), Math.Abs(beta)), 1e3);

        var moved = (float[])Network.Parameters.Clone();
        (moved[first], moved[second], moved[0]) = (0.75f, -0.5f, 9);
        Assert.True(plane.Project(moved).Residual > 0.5);
        var there = plane.MovedTo((float[])moved.Clone()).Project(moved);
        Assert.Equal((0.75, -0.5), (there.Alpha, there.Beta));
        Assert.Equal(0, there.Residual, 1e-6);
    }

    [Theory]
    [InlineData("weights:0.weight[6,0],2.bias[0]", "there is no weight 0.weight[6,0]: 0.weight is 6 by 4")]
    [InlineData("weights:0.weight[0,4],2.bias[0]", "there is no weight 0.weight[0,4]: 0.weight is 6 by 4")]
    [InlineData("weights:4.bias[0],2.bias[0]", "there is no weight 4.bias[0]: the network has 2 layers")]
    public void A_weight_that_the_network_lacks_is_named(string name, string message) => Assert.StartsWith(
        message, Assert.Throws<UserErrorException>(() => Catalog.Plane(name).Create(new PlaneContext(Network, 1, []))).Message);

    [Fact]
    public void The_plane_through_three_sets_of_weights_holds_them_at_their_marks_and_distances()
    {
        var (a, b, c) = (Random(1), Random(2), Random(3));
        var plane = new MinimaPlane("a.x", "b.x", "c.x").Create(new PlaneContext(Network, 1, []) { Places = [("a", a), ("b", b), ("c", c)] });
        Assert.Equal(["a", "b", "c"], plane.Marks.Select(mark => mark.Title));
        var unit = Direction.Norm(plane.First);
        Assert.Equal(unit, Direction.Norm(plane.Second), 1e-4 * unit);
        Assert.Equal(0, MinimaPlane.Dot(plane.First, plane.Second) / (unit * unit), 1e-5);
        foreach (var (weights, (_, alpha, beta)) in ((float[][])[a, b, c]).Zip(plane.Marks))
        {
            var found = plane.Project(weights);
            Assert.Equal(alpha, found.Alpha, 1e-5);
            Assert.Equal(beta, found.Beta, 1e-5);
            Assert.InRange(found.Residual, 0, 1e-5);
            Assert.InRange(Math.Max(Math.Abs(alpha), Math.Abs(beta)), 0, 0.621);
        }
        Assert.Equal(Direction.Norm(MinimaPlane.Difference(c, b)), unit * Math.Sqrt(
            Math.Pow(plane.Marks[2].Alpha - plane.Marks[1].Alpha, 2) + Math.Pow(plane.Marks[2].Beta - plane.Marks[1].Beta, 2)), 1e-4 * unit);
    }

    [Fact]
    public void Three_sets_of_weights_on_one_line_span_no_plane()
    {
        var (a, b) = (Random(1), Random(2));
        float[] middle = [.. a.Zip(b, (x, y) => (x + y) / 2)];
        var message = Assert.Throws<UserErrorException>(() => new MinimaPlane().Create(
            new PlaneContext(Network, 1, []) { Places = [("a", a), ("b", b), ("c", middle)] })).Message;
        Assert.StartsWith("a, b and c lie on one line", message);
        Assert.StartsWith("a and b are the same weights", Assert.Throws<UserErrorException>(() => new LinePlane().Create(
            new PlaneContext(Network, 1, []) { Places = [("a", a), ("b", a)] })).Message);
    }

    [Fact]
    public void The_line_plane_holds_both_ends_at_the_same_height()
    {
        var (a, b) = (Random(1), Random(2));
        var plane = new LinePlane().Create(new PlaneContext(Network, 7, []) { Places = [("a", a), ("b", b)] });
        foreach (var (weights, (_, alpha, beta)) in ((float[][])[a, b]).Zip(plane.Marks))
        {
            var found = plane.Project(weights);
            Assert.Equal(alpha, found.Alpha, 1e-5);
            Assert.Equal(beta, found.Beta, 1e-5);
            Assert.InRange(found.Residual, 0, 1e-5);
        }
        Assert.Equal(-plane.Marks[0].Alpha, plane.Marks[1].Alpha);
    }

    [Theory]
    [InlineData("now", "now", true)]
    [InlineData("runner 2", "runner 2", false)]
    [InlineData("@500", "step 500", false)]
    [InlineData("@0", "step 0", true)]
    [InlineData("@50%", "step 50 %", false)]
    [InlineData("Branch 2", "branch2", false)]
    [InlineData("branch 2@500", "branch2, step 500", false)]
    [InlineData("runs/a.safetensors#0123456789ab", "a", true)]
    public void A_place_is_named_as_it_is_read(string text, string title, bool isAtStart)
    {
        var place = WeightPlace.Parse(text);
        Assert.Equal(title, place.Title);
        Assert.Equal(isAtStart, place.IsAtStart);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@b@3")]
    [InlineData("50%")]
    public void A_text_that_is_no_place_is_refused(string text) =>
        Assert.StartsWith($"'{text}' is no set of weights", Assert.Throws<UserErrorException>(() => WeightPlace.Parse(text)).Message);

    private static float[] Random(ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Network.Parameters.Length).Select(_ => (float)random.NextGaussian())];
    }
}
