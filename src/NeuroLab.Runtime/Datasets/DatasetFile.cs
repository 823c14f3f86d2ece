using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Data sets from the user's own files, not scaled: tables (.csv, .tsv), arrays named x and y (.npz, .safetensors),
/// pairs of IDX files.
/// </summary>
public static class DatasetFile
{
    /// <summary>Reads a file by its extension. Blocks.</summary>
    /// <param name="path">
    /// One file; or, for IDX, the images' file with the labels' file beside it, or both as IMAGES,LABELS.
    /// </param>
    /// <exception cref="UserErrorException">The file is missing, damaged or holds no samples; the message names the place.</exception>
    public static Dataset Load(string path, DatasetFileOptions? options = null)
    {
        options ??= new DatasetFileOptions();
        if (!File.Exists(path) && path.Split(',') is [var images, var labels])
            return IdxFile.LoadPair(images, labels, NameOf(images));

        var name = NameOf(path);
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".csv" or ".tsv")
            return CsvFile.Load(path, name, options);
        if (options.Targets is { Length: > 0 } targets)
            throw new UserErrorException($"{path}: only .csv files have columns, so '{targets[0]}' cannot be a target; leave the target out");
        if (extension == ".npz")
            return FromArrays(path, name, NpzFile.Read(path));
        if (extension == ".safetensors")
        {
            return FromArrays(path, name, SafetensorsFile.Read(path)
                .ToDictionary(tensor => tensor.Name, tensor => new NpyArray(tensor.Data, tensor.Shape)));
        }
        if (extension is ".gz" or ".idx" || path.Contains("ubyte", StringComparison.Ordinal))
        {
            UserFile.OpenRead(path).Dispose();
            return IdxFile.LoadPair(path, IdxFile.LabelsPath(path), name);
        }
        throw new UserErrorException($"{path}: '{extension}' is no known kind of data; give a .csv, .npz, .safetensors or IDX (-ubyte, .gz) file");
    }

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static Dataset FromArrays(string path, string name, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        NpyArray x = Required(path, arrays, "x"), y = Required(path, arrays, "y");
        if (x.Shape.Length == 0 || x.Data.Length == 0)
            throw new UserErrorException($"{path}: x has the shape [{string.Join(", ", x.Shape)}] and no samples; save x as [samples, inputs]");
        var count = x.Shape[0];
        if (y.Shape.Length == 0 || y.Shape[0] != count)
            throw new UserErrorException($"{path}: x has {count} samples and y has {(y.Shape.Length == 0 ? "a single number" : y.Shape[0])}; save as many of each");
        if (y.Shape.Length > 2 || y.Data.Length == 0)
            throw new UserErrorException($"{path}: y has the shape [{string.Join(", ", y.Shape)}]; save y as [samples] or [samples, outputs]");

        float[] inputs = x.ToFloats(), values = y.ToFloats();
        ArrayConversion.RequireFinite(path, "x", inputs, x.Shape);
        ArrayConversion.RequireFinite(path, "y", values, y.Shape);
        var labels = y.IsInteger && values.Length == count ? ClassLabels.FromIndices(values) : null;
        ImageShape? image = x.Shape is [_, var height, var width] ? new ImageShape(width, height) : null;
        return new Dataset(name, inputs, inputs.Length / count, labels?.Labels, labels?.Names, values, values.Length / count,
            imageShape: image);
    }

    private static NpyArray Required(string path, IReadOnlyDictionary<string, NpyArray> arrays, string name) =>
        arrays.TryGetValue(name, out var array) ? array
        : throw new UserErrorException($"{path}: holds no array '{name}' (only {string.Join(", ", arrays.Keys.Take(12))}); save the inputs as x and the targets as y");
}
