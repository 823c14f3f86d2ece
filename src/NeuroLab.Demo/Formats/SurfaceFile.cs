using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>Reads sampled surfaces: our own arrays, and loss-landscape's files.</summary>
internal static class SurfaceFile
{
    private static readonly byte[] Hdf5Head = [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10], ZipHead = "PK\u0003\u0004"u8.ToArray();

    /// <summary>The surface in a file; null for a file of another kind. Blocks.</summary>
    /// <exception cref="UserErrorException">It holds a surface, and is damaged.</exception>
    public static SurfaceSamples? Read(string path)
    {
        var head = new byte[8];
        using (var stream = UserFile.OpenRead(path))
            stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (head.AsSpan().SequenceEqual(Hdf5Head))
        {
            var bytes = UserFile.ReadAllBytes(path);
            return HoldsLandscape(bytes) ? LandscapeFile.Read(path, bytes) : null;
        }
        return head.AsSpan().StartsWith(ZipHead) && Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) ? ReadArrays(path) : null;
    }

    // What cannot be read is left to the reader of weights, which says why.
    private static bool HoldsLandscape(byte[] bytes)
    {
        try
        {
            return LandscapeFile.Holds(new Hdf5File(bytes));
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static SurfaceSamples? ReadArrays(string path)
    {
        var arrays = NpzFile.Read(path);
        if (!arrays.TryGetValue("alpha", out var alpha) || !arrays.TryGetValue("beta", out var beta) || !arrays.TryGetValue("loss", out var loss))
            return null;
        var (x, y) = (LandscapeFile.Axis(path, "alpha", Numbers(alpha)), LandscapeFile.Axis(path, "beta", Numbers(beta)));
        var losses = loss.ToFloats();
        if (losses.Length != x.Count * y.Count)
            throw new UserErrorException($"{path}: loss has {losses.Length} values, and alpha and beta make {x.Count} × {y.Count}; write all of one surface");
        return new SurfaceSamples(losses, x, y)
        {
            Metrics = [.. arrays.Where(array => array.Key is not ("alpha" or "beta" or "loss") && array.Value.ToFloats().Length == losses.Length).Select(array => (array.Key, array.Value.ToFloats()))],
            Caption = LandscapeFile.CaptionOf(path, x, y),
        };
    }

    private static double[] Numbers(NpyArray array) => Array.ConvertAll(array.ToFloats(), value => (double)value);
}
