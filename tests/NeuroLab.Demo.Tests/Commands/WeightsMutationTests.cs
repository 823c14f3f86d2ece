using System.IO.Compression;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>
/// Whatever befalls a file of weights, reading it gives a network or one line for the user, with memory in proportion.
/// NEUROLAB_MUTATIONS=25000 takes as many inputs of each kind, and measures their processor time too.
/// </summary>
public sealed class WeightsMutationTests : IDisposable
{
    private const long MaxBytes = 200_000_000;

    private static readonly string Files = Path.Combine(AppContext.BaseDirectory, "Reference", "data", "weights");
    private static readonly string? Long = Environment.GetEnvironmentVariable("NEUROLAB_MUTATIONS");
    private static readonly int Count = Long is null ? 1500 : int.Parse(Long, System.Globalization.CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".pt", "net.pt", "checkpoint.pth", "views.pt", "double.pt")]
    [InlineData(".onnx", "net.onnx", "matmul.onnx", "gelu.onnx", "silu.onnx")]
    [InlineData(".h5", "net.weights.h5", "model.h5")]
    [InlineData(".keras", "net.keras")]
    [InlineData(".npz", "net.npz", "numbered.npz", "unnamed.npz")]
    public void A_changed_file_is_read_or_refused(string ending, params string[] names)
    {
        var random = new SeededRandom(17);
        var good = names.Select(name => File.ReadAllBytes(Path.Combine(Files, name))).ToArray();
        int refused = 0, read = 0;
        (long Bytes, double Seconds, int Number) largest = default, slowest = default;
        for (var i = 0; i < Count; i++)
        {
            var file = good[i % good.Length];
            // Within the archive too, where checksums would catch it.
            var bad = ending is ".pt" or ".keras" or ".npz" && i % 3 != 0 ? Inside(file, random) : Mutated(file, random);
            var path = _folder.Write("bad" + ending, bad);
            var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            try
            {
                WeightsFile.Read(WeightsFormat.Load(path), path);
                read++;
            }
            catch (UserErrorException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"input {i}, {Kept(bad, ending, i)}: {error}");
            }
            var (bytes, seconds) = (GC.GetAllocatedBytesForCurrentThread() - before, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
            if (bytes > largest.Bytes)
                largest = (bytes, seconds, i);
            if (seconds > slowest.Seconds)
                slowest = (bytes, seconds, i);
            Assert.True(bytes < MaxBytes, bytes < MaxBytes ? "" : $"input {i}, {Kept(bad, ending, i)}, takes {bytes:N0} bytes");
        }
        Assert.True(refused > Count / 10 && read > Count / 100, $"{refused} refused, {read} read");
        if (Long is null)
            return;
        File.AppendAllText(Path.Combine(Path.GetTempPath(), "neurolab-mutations.log"), FormattableString.Invariant(
            $"{ending}: {Count} inputs, {refused} refused, {read} read; most memory {largest.Bytes / 1e6:F1} MB, most time {slowest.Seconds:F3} s\n"));
        Assert.True(slowest.Seconds < 2, $"input {slowest.Number} of {ending} takes {slowest.Seconds} s");
    }

    // Where to find an input that fails.
    private static string Kept(byte[] bad, string ending, int number)
    {
        var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"neurolab-mutation-{number}{ending}"));
        File.WriteAllBytes(path, bad);
        return path;
    }

    // The largest entries hold numbers; the others the description.
    private static byte[] Inside(byte[] file, SeededRandom random)
    {
        var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(file)))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = source.Entries.Where(entry => entry.Name is "data.pkl" or "config.json" or "model.weights.h5" || entry.Name.EndsWith(".npy", StringComparison.Ordinal)).ToList();
            var changed = chosen[random.NextInt(chosen.Count)];
            foreach (var entry in source.Entries)
            {
                var content = new byte[entry.Length];
                using (var from = entry.Open()) from.ReadExactly(content);
                using var to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                to.Write(entry == changed ? Mutated(content, random) : content);
            }
        }
        return result.ToArray();
    }

    private static byte[] Mutated(byte[] good, SeededRandom random)
    {
        List<byte> bad = [.. good];
        for (var changes = 1 + random.NextInt(4); changes > 0 && bad.Count > 16; changes--)
        {
            // Half of them where the description of a file usually is.
            var at = random.NextInt(random.NextInt(2) == 0 ? Math.Min(bad.Count, 1024) : bad.Count);
            switch (random.NextInt(7))
            {
                case 0:
                    bad[at] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 1:
                    bad[at] = (byte)random.NextInt(256);
                    break;
                case 2:
                    bad[at] = random.NextInt(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 3:
                    bad.RemoveRange(at, Math.Min(bad.Count - at, 1 + random.NextInt(8)));
                    break;
                case 4:
                    bad.InsertRange(at, bad.GetRange(at, Math.Min(bad.Count - at, 1 + random.NextInt(64))));
                    break;
                case 5:
                    // A count, a length or an address that is far too large.
                    for (var i = at; i < Math.Min(bad.Count, at + 4 + (4 * random.NextInt(2))); i++)
                        bad[i] = i == at + 3 ? (byte)0x7f : (byte)255;
                    break;
                default:
                    if (random.NextInt(8) == 0)
                        bad.RemoveRange(at, bad.Count - at);
                    break;
            }
        }
        return [.. bad];
    }
}
