using System.Text.Json;
using NeuroLab.Datasets.Weights;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Files that other programs wrote hold the networks that those programs say they hold.</summary>
public sealed class WeightsFormatTests : IDisposable
{
    private static readonly string Files = Path.Combine(AppContext.BaseDirectory, "Reference", "data", "weights");
    private static readonly string Samples = Path.Combine(Files, "samples.npz");

    private static readonly JsonElement[] Expected =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Files, "expected.json"))).RootElement.EnumerateArray()];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Expected.Select(entry => entry.GetProperty("file").GetString()!)
        .Where(name => WeightsFormat.All.Any(format => format.Endings.Contains(Path.GetExtension(name))))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_is_the_one_that_PyTorch_computes(string name)
    {
        var entry = Expected.Single(each => each.GetProperty("file").GetString() == name);
        string[] activation = entry.GetProperty("activation").GetString() is { } given ? ["--activation", given] : [];
        var loss = CommandRun.Of(["evaluate", "--weights", Path.Combine(Files, name), "--data", Samples, "--backend", "cpu", "--json", .. activation]).Number("loss");
        Assert.Equal(entry.GetProperty("loss").GetDouble(), loss, 1e-6);
    }

    [Theory]
    [InlineData("legacy.pt", "is a bare pickle")]
    [InlineData("protocol5.pt", "is a pickle of protocol 5")]
    [InlineData("module.pt", "asks for torch.nn.modules.container.Sequential")]
    [InlineData("convolution.pt", "0.weight has the shape [4, 3, 3, 3]", "a convolution is not trained here")]
    public void What_is_no_dense_network_is_refused(string name, params string[] fragments) =>
        CommandRun.Of("evaluate", "--weights", Path.Combine(Files, name), "--data", Samples).AssertRefused([name, .. fragments]);

    [Fact]
    public void What_was_understood_is_said()
    {
        Assert.Contains("input 4→16, hidden 16→8, classes 8→3; no biases: zero", Said("unbiased.pt"), StringComparison.Ordinal);
        Assert.Contains("from model_state_dict; passed over: epoch, optimizer_state_dict, loss", Said("checkpoint.pth"), StringComparison.Ordinal);
    }

    private static string Said(string name) => CommandRun.Of("evaluate", "--weights", Path.Combine(Files, name), "--data", Samples, "--backend", "cpu").Error;

    public void Dispose() => _folder.Dispose();
}
