using System.IO.Compression;
using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255];
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 3, 1];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Gzip(byte[] data)
    {
        var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionMode.Compress)) stream.Write(data);
        return zipped.ToArray();
    }

    private string Error(byte[] images, byte[] labels)
    {
        string imagesPath = _folder.Write("images", images), labelsPath = _folder.Write("labels", labels);
        return TemporaryFolder.Error(() => DatasetFile.Load($"{imagesPath},{labelsPath}"));
    }

    private string Images => _folder["images"];

    private string Labels => _folder["labels"];

    [Theory]
    [InlineData("my-images-idx3-ubyte", "my-labels-idx1-ubyte", false, false)]
    [InlineData("my-images.idx3-ubyte", "my-labels.idx1-ubyte", false, false)]
    [InlineData("my-images-idx3-ubyte.gz", "my-labels-idx1-ubyte.gz", true, true)]
    [InlineData("my-images-idx3-ubyte.gz", "my-labels-idx1-ubyte", true, false)]
    public void The_labels_are_found_beside_the_images(string images, string labels, bool zipImages, bool zipLabels)
    {
        var path = _folder.Write(images, zipImages ? Gzip(TwoImages) : TwoImages);
        var labelsPath = _folder.Write(labels, zipLabels ? Gzip(TwoLabels) : TwoLabels);
        foreach (var data in new[] { DatasetFile.Load(path), DatasetFile.Load($"{path},{labelsPath}") })
        {
            Assert.Equal([10 / 255f, 20 / 255f, 30 / 255f, 1], data.Inputs);
            Assert.Contains("grey levels 0…255 scaled to 0…1", data.Reading!.Line());
            Assert.Equal(new ImageShape(2, 1), data.ImageShape);
            Assert.Equal([3, 1], data.Labels!);
            Assert.Equal(["0", "1", "2", "3"], data.ClassNames);
        }
    }

    [Fact]
    public void Another_scale_can_be_demanded()
    {
        string images = _folder.Write("images", TwoImages), labels = _folder.Write("labels", TwoLabels);
        var data = DatasetFile.Load($"{images},{labels}", new DatasetFileOptions { Scale = 1 });
        Assert.Equal([10, 20, 30, 255], data.Inputs);
        Assert.Contains("bytes 0…255 not scaled", data.Reading!.Line());
        Assert.Equal([5, 10, 15, 127.5f], DatasetFile.Load($"{images},{labels}", new DatasetFileOptions { Scale = 2 }).Inputs);
        Assert.Null(DatasetFile.Load($"{images},{labels}", new DatasetFileOptions { Task = DatasetTask.Regression }).Labels);
        Assert.Equal($"{Images}: only .csv files have columns, a header, a delimiter and missing values; leave out what is said of them",
            TemporaryFolder.Error(() => DatasetFile.Load($"{images},{labels}", new DatasetFileOptions { Header = true })));
    }

    [Fact]
    public void Missing_labels_are_explained()
    {
        var path = _folder.Write("my-images-idx3-ubyte", TwoImages);
        Assert.Equal($"{path}: its labels' file my-labels-idx1-ubyte is missing; put it beside, or give both as IMAGES,LABELS",
            TemporaryFolder.Error(() => DatasetFile.Load(path)));
        path = _folder.Write("pictures.gz", Gzip(TwoImages));
        Assert.Equal($"{path}: the labels' file cannot be guessed from this name; give both as IMAGES,LABELS",
            TemporaryFolder.Error(() => DatasetFile.Load(path)));
    }

    [Fact]
    public void Damage_is_named_by_file()
    {
        const string Remedy = "copy or download the file again";
        Assert.Equal($"{Images}: ends after 3 of 4 bytes; {Remedy}", Error(TwoImages[..^1], TwoLabels));
        Assert.Equal($"{Images}: ends after 3 of 4 bytes; {Remedy}", Error(Gzip(TwoImages[..^1]), TwoLabels));
        Assert.Equal($"{Images}: holds more bytes than the 4 its header claims; {Remedy}", Error([.. TwoImages, 0], TwoLabels));
        Assert.Equal($"{Images}: ends too early; copy or save the file again", Error(TwoImages[..7], TwoLabels));
        Assert.Equal($"{Labels}: is not an IDX file (wrong magic bytes); {Remedy}", Error(TwoImages, "text instead"u8.ToArray()));
        Assert.Equal($"{Labels}: is empty; save the data again", Error(TwoImages, []));
        Assert.Equal($"{Images}: holds elements of type 0x0D along 3 axes; save unsigned bytes (0x08) along 1 to 4 axes", Error([0, 0, 13, .. TwoImages[3..]], TwoLabels));
        Assert.Equal($"{Images}: 2 images, but {Labels} has 1 labels; name two files that belong together", Error(TwoImages, [0, 0, 8, 1, 0, 0, 0, 1, 0]));
        Assert.Equal($"{Images}: holds a list of 2 numbers and no images; name the images first, then the labels", Error(TwoLabels, TwoImages));
        Assert.Equal($"{Labels}: holds an array of 3 axes and no list of labels; name the images first, then the labels", Error(TwoImages, TwoImages));
        Assert.Equal($"{Images}: holds no images; {Remedy}", Error([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2], [0, 0, 8, 1, 0, 0, 0, 0]));
    }

    [Fact]
    public void Absurd_extents_are_refused_before_anything_is_allocated()
    {
        byte[] huge = [0, 0, 8, 3, 0x10, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2];
        var message = $"{Images}: its header claims [268435456, 1, 2] bytes, more than the file can hold; copy or download the file again";
        Assert.Equal(message, Error(huge, TwoLabels));
        Assert.Equal(message, Error(Gzip(huge), TwoLabels));
        Assert.Equal(message.Replace("268435456", "-1", StringComparison.Ordinal), Error([0, 0, 8, 3, 255, 255, 255, 255, .. huge[8..]], TwoLabels));
    }

    [Fact]
    public void A_damaged_gzip_file_is_refused()
    {
        var zipped = Gzip(TwoImages);
        zipped[^5] ^= 1; // in the checksum
        Assert.StartsWith($"{Images}: is damaged (", Error(zipped, TwoLabels), StringComparison.Ordinal);
        var cut = Error(Gzip(TwoImages)[..^12], TwoLabels);
        Assert.StartsWith($"{Images}: ", cut, StringComparison.Ordinal);
        Assert.EndsWith(" the file again", cut, StringComparison.Ordinal);
    }
}
