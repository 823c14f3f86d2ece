using System.Buffers.Binary;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Weights;

/// <summary>A file format for the weights of dense networks. A file's content decides which it is, not its name.</summary>
/// <param name="Title">Text shown in messages.</param>
/// <param name="Endings">The usual extensions, in lower case; the first one is for writing.</param>
/// <param name="Recognizes">Whether a file with this head is one.</param>
/// <param name="Read">Reads a file; blocks. Throws <see cref="UserErrorException"/> if it is damaged.</param>
internal sealed record WeightsFormat(
    string Title, IReadOnlyList<string> Endings, Func<WeightsHead, bool> Recognizes, Func<string, StoredWeights> Read)
{
    private static IReadOnlyList<WeightsFormat> _all =
    [
        new("safetensors", [".safetensors"], IsSafetensors, path => SafetensorsFile.ReadWeights(path))
        {
            Write = (path, weights) => SafetensorsFile.Write(path, weights.Tensors, [.. weights.Metadata.Select(text => (text.Key, text.Value))]),
            MayHoldData = true,
            HoldsTexts = true,
        },
        new("PyTorch", [".pt", ".pth", ".ckpt"], head => head.Entries.Any(name => name.EndsWith("data.pkl", StringComparison.Ordinal)) || PyTorchFile.IsLegacy(head), PyTorchFile.Read),
        new("NumPy archive", [".npz"], head => head.Entries.Any(name => name.EndsWith(".npy", StringComparison.Ordinal)), NpzWeights.Read)
        {
            Write = NpzWeights.Write,
            MayHoldData = true,
        },
    ];

    /// <summary>All formats, those added by hosts last.</summary>
    public static IReadOnlyList<WeightsFormat> All => _all;

    /// <summary>Extensions of all formats, for messages: "a, b or c".</summary>
    public static string Known => FormatList.Or([.. All.SelectMany(format => format.Endings)]);

    /// <summary>Writes a file atomically; blocks. Null if the format is only read.</summary>
    public Action<string, StoredWeights>? Write { get; init; }

    /// <summary>Whether a written file holds the metadata too: activation, output function, standardization.</summary>
    public bool HoldsTexts { get; init; }

    /// <summary>Whether such a file may be a data set instead, whose inputs are named x.</summary>
    public bool MayHoldData { get; init; }

    /// <summary>Adds a host's format. Any thread.</summary>
    /// <exception cref="ArgumentException">A format with that extension exists already.</exception>
    public static void Add(WeightsFormat format) => FormatList.Add(ref _all, format, item => item.Endings[0]);

    /// <summary>The format of a file: by its content, or, where that is damaged beyond recognition, its name. Blocks.</summary>
    /// <exception cref="UserErrorException">It is none of these, or cannot be opened.</exception>
    public static WeightsFormat Of(string path) => Recognized(path) ?? Named(path) ?? throw new UserErrorException(
        $"{path}: holds no weights that can be read; give a {Known} file");

    /// <summary>Reads a file of any format. Blocks.</summary>
    /// <exception cref="UserErrorException">It is missing, damaged, or of no known format.</exception>
    public static StoredWeights Load(string path) => Of(path).Read(path);

    /// <summary>Whether a file holds weights, and not data to train on. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be opened, or is damaged.</exception>
    public static bool IsWeights(string path)
    {
        if (Recognized(path) is not { } format)
            return Named(path) is { MayHoldData: false };
        if (!format.MayHoldData)
            return true;
        // Arrays of data are named x and y; those of a network have a name per layer.
        return format.Endings[0] == ".npz"
            ? !NpzFile.Read(path, wanted: []).ContainsKey("x")
            : SafetensorsFile.ReadNames(path) is { Count: > 0 } names && !names.Contains("x");
    }

    /// <summary>The format to write to a path, by its extension.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static WeightsFormat ToWrite(string path) =>
        FormatList.Of([.. All.Where(format => format.Write is not null)], path, "weights", format => format.Endings[0]);

    private static WeightsFormat? Recognized(string path)
    {
        var head = WeightsHead.Of(path);
        return All.FirstOrDefault(format => format.Recognizes(head));
    }

    private static WeightsFormat? Named(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Endings.Contains(extension));
    }

    private static bool IsSafetensors(WeightsHead head) =>
        head.Start.Length > 8 && head.Start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head.Start) < 1u << 31;
}
