using NeuroLab.Datasets.Tables;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Data sets from the user's own files: tables (.csv, .tsv, also gzipped), arrays named x and y (.npz, .safetensors),
/// pairs of IDX files. <see cref="Dataset.Reading"/> of the result says how the file was interpreted.
/// </summary>
public static class DatasetFile
{
    private static readonly string[] Tables = [".csv", ".tsv", ".txt", ".data"];
    private static readonly string[] Arrays = ["x", "y"];

    /// <summary>Reads a file by its extension. Blocks.</summary>
    /// <param name="path"> One file; or, for IDX, the image file with the label file in the same folder, or both as
    /// IMAGES,LABELS. </param>
    /// <param name="options">How to read it; null detects everything from the content.</param>
    /// <exception cref="UserErrorException">The file is missing, damaged or holds no samples; the message names the
    /// position.</exception>
    public static Dataset Load(string path, DatasetFileOptions? options = null)
    {
        options ??= new DatasetFileOptions();
        if (!File.Exists(path) && path.Split(',') is [var images, var labels])
            return FromImages(images, labels, options);

        var name = NameOf(path);
        if (IsTable(path))
            return CsvFile.Load(path, name, options);
        RequireNoTable(path, options);
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".npz")
            return FromArrays(path, name, NpzFile.Read(path, Arrays), options);
        if (extension == ".safetensors")
        {
            return FromArrays(path, name, SafetensorsFile.Read(path)
                .ToDictionary(tensor => tensor.Name, tensor => Arrays.Contains(tensor.Name) ? tensor.ToArray(path) : null), options);
        }
        if (extension is ".gz" or ".idx" || path.Contains("ubyte", StringComparison.Ordinal))
        {
            UserFile.OpenRead(path).Dispose();
            return FromImages(path, IdxFile.LabelsPath(path), options);
        }
        UserFile.OpenRead(path).Dispose();
        throw new UserErrorException($"{path}: '{extension}' is not a known kind of data; give a .csv, .npz, .safetensors or IDX (-ubyte, .gz) file");
    }

    /// <summary>Whether <see cref="DatasetFileOptions.Standardize"/> applies to a file.</summary>
    internal static bool Standardizes(string path, DatasetFileOptions options) =>
        options.Standardize ?? (options.Scale is null && IsTable(path));

    /// <summary>Whether a file's name is that of a table.</summary>
    internal static bool IsTable(string path) => Tables.Contains(Extension(path));

    /// <summary>Splits a file's data, and standardizes both parts.</summary>
    /// <param name="data">All of it.</param>
    /// <param name="testShare">In (0, 1); null or 0 for no test part.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="standardizes">Whether to standardize by the training part.</param>
    /// <param name="known">A standardization to apply instead: that of weights which were trained with it.</param>
    internal static (Dataset Train, Dataset? Test) Split(
        Dataset data, double? testShare, ulong seed, bool standardizes, Standardization? known = null)
    {
        var (train, test) = testShare is > 0 and < 1 and var share ? data.Split(share, seed) : (data, null);
        if ((known ?? (standardizes ? Standardization.Fit(train) : null)) is not { } standardization)
            return (train, test);
        return (standardization.Apply(train), test is null ? null : standardization.Apply(test));
    }

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    // The extension inside .gz.
    private static string Extension(string path) => Path.GetExtension(
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path).ToLowerInvariant();

    private static void RequireNoTable(string path, DatasetFileOptions options)
    {
        if (options.Targets is { Length: > 0 } targets)
            throw new UserErrorException($"{path}: only .csv files have columns, so '{targets[0]}' cannot be a target; leave the target out");
        if (options is not { Inputs: null, Ignored: null, Header: null, Delimiter: null, Decimal: null, Missing: null, Categories: null })
            throw new UserErrorException($"{path}: only .csv files have columns, a header, a delimiter and missing values; leave out what is said of them");
    }

    private static Dataset FromImages(string images, string labels, DatasetFileOptions options)
    {
        var data = IdxFile.LoadPair(images, labels, NameOf(images), options.Scale ?? IdxFile.White);
        RequireNoTable(images, options);
        if (options.Task == DatasetTask.Regression)
            data = new Dataset(data.Name, data.Inputs, data.InputCount, values: Array.ConvertAll(data.Labels!, label => (float)label), imageShape: data.ImageShape);
        return Describe(images, data, "label", options.Scale ?? IdxFile.White, isBytes: true);
    }

    private static Dataset Describe(string path, Dataset data, string target, float scale, bool isBytes)
    {
        string[] targets = data.ValueCount > 1 ? [.. Enumerable.Range(0, data.ValueCount).Select(i => $"{target}[{i}]")] : [target];
        return data.With(new DataReading(
            Path.GetFileName(path), data.Count, data.InputNames, targets, DataReading.CountClasses(data))
        {
            Image = data.ImageShape,
            Scale = scale,
            IsBytes = isBytes,
        });
    }

    private static Dataset FromArrays(
        string path, string name, IReadOnlyDictionary<string, NpyArray?> arrays, DatasetFileOptions options)
    {
        NpyArray x = Required(path, arrays, "x"), y = Required(path, arrays, "y");
        if (x.Shape.Length == 0 || x.Data.Length == 0)
            throw new UserErrorException($"{path}: x has the shape [{string.Join(", ", x.Shape)}] and no samples; save x as [samples, inputs]");
        var count = x.Shape[0];
        if (y.Shape.Length == 0 || y.Shape[0] != count)
            throw new UserErrorException($"{path}: x has {count} samples and y has {(y.Shape.Length == 0 ? "a single number" : y.Shape[0])}; save as many of each");
        if (y.Shape.Length > 2 || y.Data.Length == 0)
            throw new UserErrorException($"{path}: y has the shape [{string.Join(", ", y.Shape)}]; save y as [samples] or [samples, outputs]");

        var values = y.ToFloats();
        ArrayConversion.RequireFinite(path, "y", values, y.Shape);
        var (labels, numbers) = TableTargets.Interpret(path, values, values.Length / count, options, isArray: true, y.IsInteger);
        ImageShape? image = x.Shape is [_, var height, var width] ? new ImageShape(width, height) : null;
        // Three or more axes are images; bytes in rows may be counts.
        var isBytes = ArrayConversion.ElementType(x.Data) == TypeCode.Byte;
        var scale = options.Scale ?? (isBytes && x.Shape.Length > 2 ? IdxFile.White : 1);
        var data = new Dataset(
            name, Inputs(path, x, scale), x.Data.Length / count, labels?.Labels, labels?.Names, numbers, values.Length / count, imageShape: image);
        return Describe(path, data, "y", scale, isBytes);
    }

    private static InputValues Inputs(string path, NpyArray x, float scale)
    {
        // Checks the element type, since the runtime treats a sbyte[] as a byte[].
        if (ArrayConversion.ElementType(x.Data) == TypeCode.Byte)
            return new InputValues((byte[])x.Data, scale);
        var inputs = x.ToFloats();
        ArrayConversion.RequireFinite(path, "x", inputs, x.Shape);
        return scale == 1 ? inputs : Array.ConvertAll(inputs, value => value / scale);
    }

    private static NpyArray Required(string path, IReadOnlyDictionary<string, NpyArray?> arrays, string name) =>
        arrays.GetValueOrDefault(name) ?? throw new UserErrorException(
            $"{path}: holds no array '{name}' (only {string.Join(", ", arrays.Keys.Take(12))}); save the inputs as x and the targets as y");
}
