using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class WeightsFileTests
{
    private static SafetensorsTensor Weight(string name, int outputs, int inputs) =>
        new(name, [.. Enumerable.Range(0, outputs * inputs).Select(i => (float)i)], outputs, inputs);

    private static SafetensorsTensor Bias(string name, int outputs) => new(name, [.. Enumerable.Repeat(0.5f, outputs)], outputs);

    private static string Error(params SafetensorsTensor[] tensors) => TemporaryFolder.Error(() => WeightsFile.ToLayers(tensors, "net.safetensors"));

    [Theory]
    [InlineData("")]
    [InlineData("net.")]
    [InlineData("model.layers.")]
    [InlineData("fc")]
    public void Layers_are_ordered_by_number_behind_any_prefix(string prefix)
    {
        var layers = WeightsFile.ToLayers([Weight($"{prefix}10.weight", 1, 2), Bias($"{prefix}10.bias", 1),
            Weight($"{prefix}2.weight", 2, 3), Bias($"{prefix}2.bias", 2), Bias("x", 1)], "net.safetensors");
        Assert.Equal([(3, 2), (2, 1)], layers.Select(layer => (layer.Inputs, layer.Outputs)));
        Assert.Equal([0, 1, 2, 3, 4, 5], layers[0].Weight);
        Assert.Equal([0.5f, 0.5f], layers[0].Bias);
    }

    [Fact]
    public void A_missing_bias_is_zero() => Assert.Equal([0, 0], WeightsFile.ToLayers([Weight("0.weight", 2, 1)], "net.safetensors")[0].Bias);

    [Fact]
    public void One_of_several_networks_is_chosen_by_its_prefix()
    {
        SafetensorsTensor[] tensors = [Weight("param.0.weight", 1, 2), Weight("grad.0.weight", 1, 2)];
        Assert.Equal("net.safetensors: holds several networks ('grad.', 'param.'); name the prefix of one of them (--prefix)", Error(tensors));
        Assert.Equal(2, WeightsFile.ToLayers(tensors, "net.safetensors", "param.")[0].Inputs);
    }

    [Fact]
    public void The_network_without_a_prefix_is_chosen_by_none()
    {
        SafetensorsTensor[] tensors = [Weight("0.weight", 1, 2), Weight("ema.0.weight", 1, 3), Bias("ema.0.bias", 1)];
        Assert.Equal("net.safetensors: holds several networks ('', 'ema.'); name the prefix of one of them (--prefix)", Error(tensors));
        Assert.Equal(2, Assert.Single(WeightsFile.ToLayers(tensors, "net.safetensors", "")).Inputs);
        Assert.Equal(3, Assert.Single(WeightsFile.ToLayers(tensors, "net.safetensors", "ema.")).Inputs);
        Assert.Equal("net.safetensors: no layer's name starts with 'avg.'; there are '0.', 'ema.0.'",
            TemporaryFolder.Error(() => WeightsFile.ToLayers(tensors, "net.safetensors", "avg.")));
    }

    [Fact]
    public void Copies_of_a_network_with_names_are_several_networks() => Assert.Equal(
        "net.safetensors: holds several networks ('ema.', 'net.'); name the prefix of one of them (--prefix)",
        Error(Weight("ema.a.weight", 2, 2), Weight("ema.b.weight", 2, 2), Weight("net.a.weight", 2, 2), Weight("net.b.weight", 2, 2)));

    [Theory]
    [InlineData("fc1.", "fc2.", "out.")]
    [InlineData("body.0.", "body.2.", "head.")]
    [InlineData("embed.", "hidden.", "readout.")]
    public void Layers_without_a_number_come_in_the_order_of_the_file(params string[] names)
    {
        var reading = WeightsFile.Read(
            new([Weight($"{names[0]}weight", 4, 2), Weight($"{names[1]}weight", 5, 4), Weight($"{names[2]}weight", 3, 5), Bias("epoch", 1)]), "net.safetensors");
        Assert.Equal(names, reading.Layers.Select(layer => layer.Name));
        Assert.Equal(["epoch"], reading.PassedOver);
        Assert.True(reading.IsDecided);
        Assert.EndsWith($"{names[2].TrimEnd('.')} 5→3; passed over: epoch; no biases: zero", reading.ToString(), StringComparison.Ordinal);
    }

    private static WeightsReading Sorted(params SafetensorsTensor[] tensors) => WeightsFile.Read(new(tensors), "net.safetensors");

    [Fact]
    public void Words_come_in_the_only_order_that_their_shapes_allow()
    {
        // As a writer that sorts by name leaves them.
        SafetensorsTensor[] sorted = [Weight("classes.weight", 3, 5), Bias("classes.bias", 3), Weight("hidden.weight", 5, 4), Weight("input.weight", 4, 2)];
        Assert.Equal(["input.", "hidden.", "classes."], Sorted(sorted).Layers.Select(layer => layer.Name));
        Assert.Equal(["start.", "fc2.", "fc10."],
            Sorted([Weight("fc10.weight", 4, 4), Weight("fc2.weight", 4, 4), Weight("start.weight", 4, 2)]).Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Several_possible_orders_are_asked_about()
    {
        SafetensorsTensor[] sorted = [Weight("a.weight", 4, 4), Weight("b.weight", 4, 4), Weight("in.weight", 4, 2)];
        Assert.Equal("net.safetensors: its layers can follow each other in several orders (in → a → b; in → b → a); give the right one with --prefix in,a,b",
            TemporaryFolder.Error(() => Sorted(sorted)));
        Assert.Equal(["in.", "b.", "a."], WeightsFile.ToLayers(sorted, "net.safetensors", "in,b,a").Select(layer => layer.Name));
        Assert.Equal(["a.", "b."], WeightsFile.Read(new([Weight("a.weight", 4, 4), Weight("b.weight", 4, 4)]) { KeepsOrder = true }, "net.pt").Layers.Select(layer => layer.Name));
        var part = WeightsFile.Read(new(sorted), "net.safetensors", "in,b");
        Assert.Equal(["a.weight"], part.PassedOver);
        Assert.Equal("net.safetensors: holds no layer 'c'; there are 'a', 'b', 'in'",
            TemporaryFolder.Error(() => WeightsFile.ToLayers(sorted, "net.safetensors", "in,c")));
        // Too many layers to try every order.
        Assert.Contains("in several orders", TemporaryFolder.Error(() => Sorted([.. Enumerable.Range(0, 40).Select(i => Weight($"{(char)('a' + (i / 10))}{(char)('a' + (i % 10))}.weight", 2, 2))])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_is_a_weight_that_is_transposed()
    {
        var layer = Assert.Single(WeightsFile.ToLayers([Weight("encoder.dense.kernel", 2, 3), Bias("encoder.dense.bias", 3)], "net.safetensors"));
        Assert.Equal((2, 3), (layer.Inputs, layer.Outputs));
        Assert.Equal([0, 3, 1, 4, 2, 5], layer.Weight);
        Assert.Equal("net.safetensors: c.kernel has the shape [3, 3, 1, 8], where a dense layer has [inputs, outputs]; a convolution is not trained here, so save a network of dense layers only",
            Error(new SafetensorsTensor("c.kernel", new float[72], 3, 3, 1, 8)));
    }

    [Fact]
    public void Numbers_order_the_layers_among_others() => Assert.Equal(
        ["fc2.", "fc10.", "out."],
        WeightsFile.ToLayers([Weight("fc10.weight", 5, 4), Weight("fc2.weight", 4, 2), Weight("out.weight", 3, 5)], "net.safetensors")
            .Select(layer => layer.Name));

    [Theory]
    [InlineData("layers.")]
    [InlineData("model.blocks.")]
    [InlineData("")]
    public void Layers_inside_numbered_modules_are_ordered_by_those_numbers(string prefix)
    {
        var layers = WeightsFile.ToLayers(
            [Weight("in.weight", 2, 3), Weight($"{prefix}10.linear.weight", 5, 4), Bias($"{prefix}10.linear.bias", 5), Weight($"{prefix}2.linear.weight", 4, 2), Weight("out.weight", 3, 5)],
            "net.safetensors");
        Assert.Equal(["in.", $"{prefix}2.linear.", $"{prefix}10.linear.", "out."], layers.Select(layer => layer.Name));
        Assert.Equal(0.5f, layers[2].Bias[0]);
    }

    [Fact]
    public void Numbered_modules_of_several_layers_are_several_networks()
    {
        SafetensorsTensor[] tensors =
        [
            Weight("models.0.a.weight", 2, 2), Weight("models.0.b.weight", 1, 2), Weight("models.1.a.weight", 2, 2), Weight("models.1.b.weight", 1, 2),
        ];
        Assert.Equal("net.safetensors: holds several networks ('models.0.', 'models.1.'); name the prefix of one of them (--prefix)", Error(tensors));
        Assert.Equal(["models.1.a.", "models.1.b."], WeightsFile.ToLayers(tensors, "net.safetensors", "models.1.").Select(layer => layer.Name));
    }

    [Fact]
    public void Nothing_of_a_network_passes_over_in_silence()
    {
        Assert.Equal("net.safetensors: hidden.weight takes 2 inputs and head.weight gives 3 outputs; save a network whose layers follow each other, or name them in their order with --prefix",
            Error(Weight("head.weight", 3, 5), Weight("hidden.weight", 4, 2)));
        Assert.Equal("net.safetensors: bn.weight has the shape [4], where a dense layer has [outputs, inputs]; save a network of dense layers only",
            Error(new SafetensorsTensor("bn.weight", new float[4], 4), Bias("bn.bias", 4), Weight("fc1.weight", 4, 2)));
        Assert.Equal("net.safetensors: tensor bn.running_var [4] belongs to no dense layer, but to a normalization; fold it into the layer before it, or save a network of dense layers only",
            Error(Bias("bn.running_var", 4), Weight("fc1.weight", 4, 2)));
        Assert.Equal("net.safetensors: norm.bias has no weight beside it; save the whole network", Error(Bias("norm.bias", 4), Weight("fc1.weight", 4, 2)));
        Assert.Equal("net.safetensors: tensor fc1.weight_g [4] belongs to no dense layer; save a network of dense layers only",
            Error(Bias("fc1.weight_g", 4), Weight("fc1.weight", 4, 2)));
    }

    [Fact]
    public void A_tensor_of_an_odd_type_matters_only_in_the_network()
    {
        SafetensorsTensor odd = new("rng_state", "F8_E4M3", [1], new byte[1]);
        Assert.Equal(["rng_state"], WeightsFile.Read(new([Weight("0.weight", 1, 2), odd]), "net.safetensors").PassedOver);
        Assert.Equal("net.safetensors: tensor 0.bias is of type F8_E4M3; convert it to F32",
            Error(Weight("0.weight", 1, 2), odd with { Name = "0.bias" }));
    }

    [Fact]
    public void Parameters_survive_a_round_trip()
    {
        using var folder = new TemporaryFolder();
        float[] parameters = [.. Enumerable.Range(0, 3 * 2 + 3 + 3 + 1).Select(i => i / 8f)];
        WeightsFile.Save(folder["w.safetensors"], [2, 3, 1], parameters);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], SafetensorsFile.Read(folder["w.safetensors"]).Select(tensor => tensor.Name));
        var layers = WeightsFile.Load(folder["w.safetensors"]);
        Assert.Equal([(2, 3), (3, 1)], layers.Select(layer => (layer.Inputs, layer.Outputs)));
        Assert.Equal(parameters, layers.SelectMany(layer => layer.Weight.Concat(layer.Bias)));
    }

    [Fact]
    public void What_is_no_chain_of_dense_layers_is_explained()
    {
        Assert.Equal("net.safetensors: 2.weight takes 3 inputs and 0.weight gives 4 outputs; save a network whose layers follow each other",
            Error(Weight("0.weight", 4, 2), Weight("2.weight", 1, 3)));
        Assert.Equal("net.safetensors: 0.weight has the shape [8, 1, 3], where a dense layer has [outputs, inputs]; a convolution is not trained here, so save a network of dense layers only",
            Error(new SafetensorsTensor("0.weight", new float[24], 8, 1, 3)));
        Assert.Equal("net.safetensors: 0.bias has the shape [3] and 0.weight has 4 outputs; save the network again",
            Error(Weight("0.weight", 4, 2), Bias("0.bias", 3)));
        Assert.Equal("net.safetensors: 4.bias has no weight beside it; save the whole network", Error(Weight("0.weight", 4, 2), Bias("4.bias", 3)));
        Assert.Equal("net.safetensors: tensor 1.running_mean [4] belongs to no dense layer, but to a normalization; fold it into the layer before it, or save a network of dense layers only",
            Error(Weight("0.weight", 4, 2), Bias("1.running_mean", 4)));
        Assert.Equal("net.safetensors: tensor 00.weight occurs twice; number each layer once", Error(Weight("0.weight", 1, 1), Weight("00.weight", 1, 1)));
        Assert.Equal("net.safetensors: tensor 99999999999.weight has no usable layer number; number the layers from 0", Error(Weight("99999999999.weight", 1, 1)));
        Assert.Equal("net.safetensors: no tensor is named 0.weight or alike; save the state_dict of a network of dense layers", Error(Bias("x", 1)));
    }

    [Fact]
    public void Weights_that_are_not_finite_are_named()
    {
        Assert.Equal("net.safetensors: 0.weight[1, 0] is NaN; use weights from before the training diverged",
            Error(new SafetensorsTensor("0.weight", [1, 2, float.NaN, 4], 2, 2)));
        Assert.Equal("net.safetensors: 0.bias[1] is infinite or too large for a 32-bit number; use weights from before the training diverged",
            Error(Weight("0.weight", 2, 1), new SafetensorsTensor("0.bias", "F64", [2], new[] { 0, 1e300 })));
    }

    [Fact]
    public void Sizes_and_parameters_must_agree()
    {
        Assert.Throws<ArgumentException>(() => WeightsFile.ToTensors([2, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => WeightsFile.ToTensors([2, 1], [1, 2, 3, 4]));
    }
}
