using System.IO.Compression;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;

namespace NeuroLab.Runtime.Tests.Unit.Datasets.Weights;

/// <summary>What torch.save wrote is read; a pickle that asks for anything else is refused in one line.</summary>
public sealed class PyTorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Refusal(byte[] file)
    {
        var path = _folder.Write("net.pt", file);
        var error = TemporaryFolder.Error(() => WeightsFormat.Load(path));
        Assert.DoesNotContain('\n', error);
        Assert.StartsWith(path + ": ", error, StringComparison.Ordinal);
        return error[(path.Length + 2)..];
    }

    private string Refusal(Pickle pickle) => Refusal(pickle.Archive());

    private static Pickle Dictionary() => new Pickle().Code("}(").Text("0.weight");

    [Fact]
    public void A_state_dict_is_read()
    {
        var layer = Assert.Single(WeightsFile.Load(_folder.Write("net.pt", Pickle.Network().Archive())));
        Assert.Equal([1, 2], layer.Weight);
        Assert.Equal([3], layer.Bias);
    }

    [Theory]
    [InlineData("os", "system", "asks for os.system, which is not run here")]
    [InlineData("posix", "system", "asks for posix.system")]
    [InlineData("builtins", "eval", "asks for builtins.eval")]
    [InlineData("builtins", "getattr", "asks for builtins.getattr")]
    [InlineData("torch", "load", "asks for torch.load")]
    [InlineData("torch.nn.modules.linear", "Linear", "asks for torch.nn.modules.linear.Linear")]
    [InlineData("__main__", "Net\u001b[31m", "asks for __main__.Net?[31m")]
    [InlineData("numpy.core.multiarray", "scalar", "asks for numpy.core.multiarray.scalar")]
    public void A_name_that_is_no_part_of_a_state_dict_is_refused(string module, string name, string refusal)
    {
        var said = Refusal(new Pickle().Global(module, name).Text("touch pwned").Code("\x85R."));
        Assert.StartsWith(refusal, said, StringComparison.Ordinal);
        Assert.EndsWith("save model.state_dict() with torch.save, and no other objects", said, StringComparison.Ordinal);
        Assert.False(File.Exists("pwned"));
    }

    [Theory]
    [InlineData("i")] // INST
    [InlineData("o")] // OBJ
    [InlineData("\x81")] // NEWOBJ
    [InlineData("\x92")] // NEWOBJ_EX
    [InlineData("\x93")] // STACK_GLOBAL
    [InlineData("\x82")] // EXT1
    [InlineData("P")] // PERSID
    [InlineData("S")] // STRING
    [InlineData("I")] // INT
    [InlineData("d")] // DICT
    [InlineData("2")] // DUP
    [InlineData("0")] // POP
    [InlineData("1")] // POP_MARK
    [InlineData("\x94")] // MEMOIZE
    [InlineData("\x95")] // FRAME
    [InlineData("\x8b")] // LONG4
    [InlineData("\x96")] // BYTEARRAY8
    public void Another_instruction_is_refused(string code) => Assert.StartsWith(
        $"holds the pickle instruction 0x{(int)code[0]:x2} at byte 4, which no state dict has", Refusal(Dictionary0().Code(code)), StringComparison.Ordinal);

    private static Pickle Dictionary0() => new Pickle().Code("}(");

    [Fact]
    public void Other_protocols_are_refused()
    {
        Assert.StartsWith("is a pickle of protocol 5, and only 2", Refusal(new Pickle(5).Code("}.")), StringComparison.Ordinal);
        Assert.StartsWith("is a pickle of protocol 4, and only 2", Refusal(new Pickle(4).Code("}.")), StringComparison.Ordinal);
        var text = new MemoryStream();
        using (var archive = new ZipArchive(text, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("net/data.pkl", CompressionLevel.NoCompression).Open();
            entry.Write("cos\nsystem\n(S'touch pwned'\ntR."u8);
        }
        Assert.StartsWith("is a pickle of protocol 0, and only 2", Refusal(text.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("is a bare pickle, as torch.save wrote before version 1.6", Refusal([0x80, 2, .. "}."u8]), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_of_known_names_in_unknown_ways_are_refused()
    {
        Assert.StartsWith("calls torch.FloatStorage in an unknown way", Refusal(new Pickle().Global("torch", "FloatStorage").Number(1 << 30).Code("\x85R.")), StringComparison.Ordinal);
        Assert.StartsWith("calls collections.OrderedDict in an unknown way", Refusal(new Pickle().Global("collections", "OrderedDict").Number(1).Code("\x85R.")), StringComparison.Ordinal);
        Assert.StartsWith("calls what is no name", Refusal(new Pickle().Text("os.system").Text("ls").Code("\x85R.")), StringComparison.Ordinal);
        Assert.StartsWith("sets the state of an object that is no dictionary", Refusal(new Pickle().Global("collections", "OrderedDict").Code("}b.")), StringComparison.Ordinal);
        Assert.StartsWith("refers to something outside", Refusal(new Pickle().Text("../../etc/passwd").Code("Q.")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tricks_with_the_memory_are_refused()
    {
        Assert.StartsWith("rewrites its memory at 1", Refusal(new Pickle().Code("}q\u0001}q\u0001.")), StringComparison.Ordinal);
        Assert.StartsWith("recalls what it never stored at 7", Refusal(new Pickle().Code("h\x07.")), StringComparison.Ordinal);
        Assert.StartsWith("holds a dictionary whose keys are no texts or numbers, or that holds itself", Refusal(new Pickle().Code("}q\u0001(").Text("model").Code("h\u0001u.")), StringComparison.Ordinal);
        // A list that holds itself a million times over is never walked.
        Assert.StartsWith("holds a list", Refusal(new Pickle().Code("]q\u0001(h\u0001h\u0001h\u0001e.")), StringComparison.Ordinal);
        Assert.StartsWith("holds more than 1,000,000 objects", Refusal(new Pickle().Code(new string('}', 1_000_001))), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_ask_for_more_than_there_is_are_refused()
    {
        Pickle Tensor(int count, int[] shape, int[] strides, int offset = 0, string key = "0") => Dictionary().Tensor(key, count, shape, strides, offset).Code("u.");

        Assert.StartsWith("holds a tensor [100000, 100000] that does not fit the 3 numbers", Refusal(Tensor(3, [100_000, 100_000], [0, 0])), StringComparison.Ordinal);
        Assert.StartsWith("holds a tensor [1, 3] that does not fit the 3 numbers", Refusal(Tensor(3, [1, 3], [3, 1], 1)), StringComparison.Ordinal);
        Assert.StartsWith("holds a tensor [2, 1] that does not fit", Refusal(Tensor(3, [2, 1], [int.MaxValue, 1])), StringComparison.Ordinal);
        Assert.StartsWith("the storage of 0.weight has 12 bytes for 1000000 numbers", Refusal(Tensor(1_000_000, [1, 3], [3, 1])), StringComparison.Ordinal);
        Assert.StartsWith("is damaged", Refusal(Tensor(3, [1, -3], [3, 1])), StringComparison.Ordinal);
        Assert.StartsWith("the storage ../../../etc/passwd of 0.weight is not in the archive", Refusal(Tensor(3, [1, 3], [3, 1], key: "../../../etc/passwd")), StringComparison.Ordinal);
        Assert.StartsWith("the storage 1 of 0.weight is not in the archive", Refusal(Tensor(3, [1, 3], [3, 1], key: "1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_archives_are_refused()
    {
        Assert.StartsWith("holds the path net/../../x, which leads out of the archive",
            Refusal(Pickle.Network().Archive(more: ("net/../../x", []))), StringComparison.Ordinal);
        // A bomb: a gigabyte of zeros in a megabyte.
        Assert.Contains("is compressed or encrypted", Refusal(Pickle.Network().Archive(CompressionLevel.Optimal, ("net/data/1", new byte[1 << 20]))), StringComparison.Ordinal);
        Assert.StartsWith("holds no data.pkl, or several", Refusal(Pickle.Network().Archive(more: ("other/data.pkl", []))), StringComparison.Ordinal);
        Assert.StartsWith("is a TorchScript program", Refusal(Pickle.Network().Archive(more: ("net/constants.pkl", []))), StringComparison.Ordinal);
        Assert.StartsWith("was saved with the most significant byte first", Refusal(Pickle.Network().Archive(more: ("net/byteorder", "big"u8.ToArray()))), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_values_than_named_tensors_are_refused()
    {
        Assert.Equal("holds a single value instead of named tensors; save model.state_dict()", Refusal(new Pickle().Number(3).Code(".")));
        Assert.Equal("holds no tensors with names (only lr); save model.state_dict()", Refusal(new Pickle().Code("}").Text("lr").Number(3).Code("s.")));
    }

    [Fact]
    public void Of_several_state_dicts_one_is_chosen_by_its_name()
    {
        var pickle = new Pickle().Code("}");
        foreach (var (name, offset) in (IEnumerable<(string, int)>)[("model", 0), ("ema", 1)])
            pickle.Text(name).Code("}").Text("0.weight").Tensor("0", 3, [1, 2], [2, 1], offset).Code("ss");
        var path = _folder.Write("both.pt", pickle.Text("epoch").Number(3).Code("s.").Archive());
        Assert.Equal($"{path}: holds several networks ('ema.', 'model.'); name the prefix of one of them (--prefix)", TemporaryFolder.Error(() => WeightsFile.Load(path)));
        Assert.Equal([2, 3], WeightsFile.Load(path, "ema.")[0].Weight);
        Assert.Equal("from model, ema; passed over: epoch", WeightsFormat.Load(path).Part);
    }

    [Fact]
    public void The_content_decides_the_format_and_not_the_name()
    {
        foreach (var name in (string[])["net.safetensors", "net.npz", "net.csv", "net"])
            Assert.Equal("PyTorch", WeightsFormat.Of(_folder.Write(name, Pickle.Network().Archive())).Title);
        Assert.EndsWith("holds no weights that can be read; give a .safetensors, .pt, .pth, .ckpt or .npz file",
            TemporaryFolder.Error(() => WeightsFormat.Of(_folder.Write("net.txt", "weights"u8.ToArray()))), StringComparison.Ordinal);
    }
}
