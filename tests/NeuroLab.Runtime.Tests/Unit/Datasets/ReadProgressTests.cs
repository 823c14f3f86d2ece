using System.Globalization;
using System.IO.Compression;
using System.Text;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class ReadProgressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-progress-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Kinds => ["table.csv", "arrays.npz", "images-idx3-ubyte.gz"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_rises_to_the_whole_and_the_data_is_the_same(string kind)
    {
        var path = Write(kind);
        var shares = new List<double>();
        var progress = new ReadProgress { Advanced = now => shares.Add(now.Path == path ? now.Share : double.NaN) };
        var followed = progress.Follow(() => DatasetFile.Load(path));
        shares.RemoveAll(double.IsNaN); // the labels' file
        Assert.True(shares.Count >= 4, $"{shares.Count} reports");
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.95, 1);
        Assert.Equal(DatasetFile.Load(path).Sample(followed.Count - 1).ToArray(), followed.Sample(followed.Count - 1).ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Cancelled_in_the_middle_it_reads_no_further(string kind)
    {
        var path = Write(kind);
        var after = 0;
        var progress = new ReadProgress
        {
            Advanced = now =>
            {
                after += now.IsCancelled ? 1 : 0;
                if (now.Share > 0.3)
                    now.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(() => progress.Follow(() => DatasetFile.Load(path)));
        Assert.Equal(0, after);
        Assert.InRange(progress.Share, 0.3, 0.99);
        // Nobody follows any more.
        Assert.True(DatasetFile.Load(path).Count > 0);
    }

    [Fact]
    public void A_reading_within_a_reading_reports_to_its_own_and_then_the_outer_one_goes_on()
    {
        var path = Write("table.csv");
        int outer = 0, inner = 0;
        var within = new ReadProgress { Advanced = _ => inner++ };
        var around = new ReadProgress { Advanced = _ => outer++ };
        around.Follow(() =>
        {
            within.Follow(() => DatasetFile.Load(path));
            Assert.Equal(0, outer);
            return DatasetFile.Load(path);
        });
        Assert.Equal((true, inner), (inner > 1, outer));
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_as_ever()
    {
        var progress = new ReadProgress();
        Assert.Throws<UserErrorException>(() => progress.Follow(() => DatasetFile.Load(Path.Combine(_folder, "gone.csv"))));
    }

    private string Write(string kind)
    {
        var path = Path.Combine(_folder, kind);
        const int Count = 6000;
        if (kind.EndsWith("csv", StringComparison.Ordinal))
        {
            var text = new StringBuilder("a,b\n");
            for (var i = 0; i < Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{i},{i % 3}\n");
            File.WriteAllText(path, text.ToString());
        }
        else if (kind.EndsWith("npz", StringComparison.Ordinal))
        {
            var x = new float[Count * 100];
            for (var i = 0; i < x.Length; i++)
                x[i] = i;
            NpzFile.Write(path, ("y", new NpyArray(new long[Count], [Count])), ("x", new NpyArray(x, [Count, 100])));
        }
        else
        {
            var random = new SeededRandom(1);
            var pixels = new byte[Count * 64];
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(256 * random.NextDouble());
            Zip(path, [0, 0, 8, 3, 0, 0, Count >> 8, Count & 255, 0, 0, 0, 8, 0, 0, 0, 8, .. pixels]);
            Zip(path.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal),
                [0, 0, 8, 1, 0, 0, Count >> 8, Count & 255, .. new byte[Count]]);
        }
        return path;
    }

    private static void Zip(string path, byte[] bytes)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(bytes);
    }
}
