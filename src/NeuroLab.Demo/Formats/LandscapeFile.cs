using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;
using PureHDF;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// The HDF5 files of loss-landscape (Li et al. 2018): <c>xcoordinates</c> [nx], <c>ycoordinates</c> [ny], <c>train_loss</c> and
/// <c>train_acc</c> in percent, [nx, ny] by their shape and filled y by y; −1 is what was not computed.
/// </summary>
internal static class LandscapeFile
{
    private const string X = "xcoordinates", Y = "ycoordinates", Loss = "train_loss", Accuracy = "train_acc", Directions = "dir_file";
    private const double NotComputed = -1;
    private const int MostPoints = 1 << 26;

    // Relative to the range.
    private const double Uneven = 1e-3;

    /// <summary>For the table of formats.</summary>
    public static SurfaceFormat Format { get; } = new(
        "h5", "loss-landscape file", ".h5", "loss-landscape's HDF5: xcoordinates, ycoordinates, train_loss, train_acc", Write)
    { HoldsAnyRectangle = true };

    /// <summary>Whether a file holds a surface in that layout. Blocks.</summary>
    public static bool Holds(Hdf5File file) => file.Root.Links.Any(link => link.Name == X) && file.Root.Links.Any(link => link.Name == Loss);

    /// <summary>Reads a surface. Blocks.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="UserErrorException">It is damaged, or in another layout.</exception>
    public static SurfaceSamples Read(string path, byte[] bytes)
    {
        try
        {
            var file = new Hdf5File(bytes);
            var (x, y) = (Axis(path, X, Numbers(file, X)), Axis(path, Y, Numbers(file, Y)));
            var losses = Values(path, file, Loss, x, y) ?? throw new InvalidDataException($"there is no {Loss}");
            var accuracies = Values(path, file, Accuracy, x, y);
            return new SurfaceSamples(losses, x, y)
            {
                Metrics = accuracies is null || accuracies.All(float.IsNaN) ? [] : [("train_loss", losses), ("train_accuracy", [.. accuracies.Select(percent => percent / 100)])],
                Caption = CaptionOf(path, x, y),
            };
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new UserErrorException($"{path}: cannot be read as a surface of loss-landscape ({(error is InvalidDataException ? error.Message : "its description breaks off")}); write it again with h5py, in one piece", error);
        }
    }

    /// <summary>What a picture of a surface from a file says.</summary>
    public static SurfaceCaption CaptionOf(string path, GridAxis x, GridAxis y) => new($"plane of {Path.GetFileName(path)}", $"{x.Count} × {y.Count} points")
    {
        Marks = x.From <= 0 && x.To >= 0 && y.From <= 0 && y.To >= 0 ? [("the middle of the plane", 0, 0)] : [],
    };

    private static string? Write(string path, SurfaceSamples surface)
    {
        ulong[] shape = [(ulong)surface.Columns, (ulong)surface.Rows];
        double[] losses = [.. surface.Losses.ToArray().Select(loss => (double)loss)];
        var accuracies = surface.Metrics.FirstOrDefault(metric => metric.Name == "train_accuracy").Values is { } shares
            ? shares.Select(share => 100.0 * share).ToArray() : [.. losses.Select(_ => NotComputed)];
        var file = new H5File
        {
            Attributes = new() { ["comment"] = OwnMark.Text },
            [Directions] = new H5Dataset(surface.Caption?.Plane ?? "plane"),
            [X] = Enumerable.Range(0, surface.Columns).Select(surface.AlphaOf).ToArray(),
            [Loss] = new H5Dataset(losses, fileDims: shape),
            [Accuracy] = new H5Dataset(accuracies, fileDims: shape),
        };
        // A line has no second axis, as there.
        if (surface.Rows > 1)
            file[Y] = Enumerable.Range(0, surface.Rows).Select(surface.BetaOf).ToArray();
        using var memory = new MemoryStream();
        file.Write(memory, new H5WriteOptions());
        OutputFile.Replace(path, stream => stream.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        return surface.Metrics.Count > 2 ? $"{path}: the layout has places for {Loss} and {Accuracy} only; .npz holds all columns" : null;
    }

    private static double[]? Numbers(Hdf5File file, string name)
    {
        var found = file.Root.Links.FirstOrDefault(link => link.Name == name);
        if (found.Name is null)
            return null;
        var array = file.Read(found.Address).Array ?? throw new InvalidDataException($"{name} is no array");
        return array.ToNumbers() switch
        {
            double[] values => values,
            float[] values => Array.ConvertAll(values, value => (double)value),
            _ => throw new InvalidDataException($"{name} holds numbers of another kind"),
        };
    }

    private static float[]? Values(string path, Hdf5File file, string name, GridAxis x, GridAxis y)
    {
        if (Numbers(file, name) is not { } values)
            return null;
        if (values.Length != x.Count * y.Count)
            throw new UserErrorException($"{path}: {name} has {values.Length} values, and {X} and {Y} make {x.Count} × {y.Count}; write all of one surface");
        return Array.ConvertAll(values, value => value == NotComputed ? float.NaN : (float)value);
    }

    /// <summary>An axis, which is evenly spaced as everything here is.</summary>
    /// <exception cref="UserErrorException">It is not.</exception>
    public static GridAxis Axis(string path, string name, double[]? at)
    {
        if (at is null or { Length: < 2 })
            throw new UserErrorException($"{path}: needs {name} with two values at least; a line is no surface");
        var axis = new GridAxis(at[0], at[^1], at.Length);
        for (var i = 0; i < at.Length; i++)
        {
            if (!(axis.To > axis.From) || at.Length > MostPoints || !(Math.Abs(at[i] - axis.At(i)) <= Uneven * (axis.To - axis.From)))
                throw new UserErrorException($"{path}: {name} is not evenly spaced from low to high at value {i + 1}; sample it again on such a grid");
        }
        return axis;
    }
}
