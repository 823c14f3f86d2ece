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
        Assert.Equal("net.safetensors: holds several networks ('grad.', 'param.'); name the prefix of one of them", Error(tensors));
        Assert.Equal(2, WeightsFile.ToLayers(tensors, "net.safetensors", "param.")[0].Inputs);
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
        Assert.Equal("net.safetensors: 0.weight has the shape [8, 1, 3], where a dense layer has [outputs, inputs]; save a network of dense layers only",
            Error(new SafetensorsTensor("0.weight", new float[24], 8, 1, 3)));
        Assert.Equal("net.safetensors: 0.bias has the shape [3] and 0.weight has 4 outputs; save the network again",
            Error(Weight("0.weight", 4, 2), Bias("0.bias", 3)));
        Assert.Equal("net.safetensors: 4.bias has no weight beside it; save the whole network", Error(Weight("0.weight", 4, 2), Bias("4.bias", 3)));
        Assert.Equal("net.safetensors: tensor 1.running_mean belongs to no dense layer; save a network of dense layers only",
            Error(Weight("0.weight", 4, 2), Bias("1.running_mean", 4)));
        Assert.Equal("net.safetensors: tensor 00.weight occurs twice; number each layer once", Error(Weight("0.weight", 1, 1), Weight("00.weight", 1, 1)));
        Assert.Equal("net.safetensors: tensor 99999999999.weight has no usable layer number; number the layers from 0", Error(Weight("99999999999.weight", 1, 1)));
        Assert.Equal("net.safetensors: no tensor is named 0.weight or alike; save the state_dict of a Sequential of dense layers", Error(Bias("x", 1)));
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
