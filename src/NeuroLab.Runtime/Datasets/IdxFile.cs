using System.Buffers.Binary;
using System.IO.Compression;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// The format of the MNIST files, plain or gzipped: two zero bytes, the element type, the number of axes,
/// each extent as a big-endian 32-bit number, the elements. Only unsigned bytes are read.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const string Remedy = "copy or download the file again";

    /// <summary>Reads one array. Blocks.</summary>
    public static (byte[] Data, int[] Shape) Read(string path)
    {
        using var file = UserFile.OpenRead(path);
        var zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        var longest = zipped ? file.Length * UserFile.MaxDeflateRatio : file.Length;
        (byte[], int[]) array = ([], []);
        UserFile.Read(path, () => array = Read(stream, path, longest));
        return array;
    }

    /// <summary>The maximum grey level.</summary>
    public const float White = 255;

    /// <summary>
    /// Reads images and their labels as one data set, the grey levels 0 … 255 divided by <paramref name="white"/>.
    /// </summary>
    public static Dataset LoadPair(string imagesPath, string labelsPath, string name, float white = White)
    {
        (var images, var shape) = Read(imagesPath);
        (var labels, var labelShape) = Read(labelsPath);
        if (shape.Length < 2)
            throw new UserErrorException($"{imagesPath}: holds a list of {images.Length} numbers and no images; name the images first, then the labels");
        if (labelShape.Length != 1)
            throw new UserErrorException($"{labelsPath}: holds an array of {labelShape.Length} axes and no list of labels; name the images first, then the labels");
        if (shape[0] != labelShape[0])
            throw new UserErrorException($"{imagesPath}: {shape[0]} images, but {labelsPath} has {labelShape[0]} labels; name two files that belong together");
        if (images.Length == 0)
            throw new UserErrorException($"{imagesPath}: holds no images; {Remedy}");

        ImageShape? image = shape.Length == 3 ? new ImageShape(shape[2], shape[1]) : null;
        return new Dataset(name, new InputValues(images, white), images.Length / shape[0],
            Array.ConvertAll(labels, label => (int)label), imageShape: image);
    }

    /// <summary>
    /// The label file that belongs to an image file, by MNIST's names: train-images-idx3-ubyte,
    /// train-labels-idx1-ubyte.
    /// </summary>
    public static string LabelsPath(string imagesPath)
    {
        var file = Path.GetFileName(imagesPath);
        if (!file.Contains("images", StringComparison.Ordinal))
            throw new UserErrorException($"{imagesPath}: the labels' file cannot be guessed from this name; give both as IMAGES,LABELS");
        var labels = file.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        var path = Path.Join(Path.GetDirectoryName(imagesPath), labels);
        var other = path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path + ".gz";
        if (File.Exists(path)) return path;
        return File.Exists(other) ? other
            : throw new UserErrorException($"{imagesPath}: its labels' file {labels} is missing; put it beside, or give both as IMAGES,LABELS");
    }

    private static (byte[] Data, int[] Shape) Read(Stream stream, string path, long longest)
    {
        Span<byte> header = stackalloc byte[4];
        stream.ReadExactly(header);
        if (header[0] != 0 || header[1] != 0)
            throw new UserErrorException($"{path}: is not an IDX file (wrong magic bytes); {Remedy}");
        if (header[2] != UnsignedByte || header[3] is 0 or > 4)
            throw new UserErrorException($"{path}: holds elements of type 0x{header[2]:X2} along {header[3]} axes; save unsigned bytes (0x08) along 1 to 4 axes");
        var shape = new int[header[3]];
        foreach (ref var extent in shape.AsSpan())
        {
            stream.ReadExactly(header);
            extent = BinaryPrimitives.ReadInt32BigEndian(header);
        }
        var count = ArrayConversion.Elements(shape);
        if (count < 0 || count > longest)
            throw new UserErrorException($"{path}: its header claims [{string.Join(", ", shape)}] bytes, more than the file can hold; {Remedy}");
        var data = GC.AllocateUninitializedArray<byte>((int)count);
        var read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length)
            throw new UserErrorException($"{path}: ends after {read} of {data.Length} bytes; {Remedy}");
        if (stream.ReadByte() >= 0) // for a gzipped file this also verifies the checksum
            throw new UserErrorException($"{path}: holds more bytes than the {data.Length} its header claims; {Remedy}");
        return (data, shape);
    }
}
