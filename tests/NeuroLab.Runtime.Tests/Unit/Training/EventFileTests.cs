using System.Buffers.Binary;
using NeuroLab.Datasets;
using NeuroLab.Runtime.Tests.Unit.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

/// <summary>
/// TensorBoard's event files. The one beside the references was written by TorchSharp 0.107:
/// <c>SummaryWriter(folder, createRunName: false)</c>, then <c>add_scalar("Loss/train", 1f / (1 + i), i * 10)</c> and
/// <c>add_scalar("accuracy", i / 40f, i * 10)</c> for i from 0 to 40. The others are written here, after the published
/// formats of TFRecord and Event, with a checksum of another construction.
/// </summary>
public sealed class EventFileTests : IDisposable
{
    private static readonly string Reference = Path.Combine(AppContext.BaseDirectory, "Reference", "data", "events", "events.out.tfevents.torchsharp");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scalars_of_another_library_are_read()
    {
        var file = new EventFile(Reference);
        file.Read();
        Assert.Null(file.Problem);
        Assert.Equal(["Loss/train", "accuracy"], file.Scalars.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, 41).Select(i => KeyValuePair.Create(10L * i, 1f / (1 + i))), file.Scalars["loss/train"]);
        Assert.Equal(Enumerable.Range(0, 41).Select(i => i / 40f), file.Scalars["accuracy"].Values);
    }

    [Fact]
    public void Scalars_that_are_tensors_are_read_in_each_form()
    {
        byte[] name = [0x0A, 4, .. "loss"u8];
        var (half, quarter) = (BitConverter.GetBytes(0.5f), BitConverter.GetBytes(0.25));
        byte[][] tensors =
        [
            [8, 1, 0x2A, 4, .. half], // float_val, packed
            [8, 1, 0x2D, .. half], // float_val, alone
            [8, 1, 0x22, 4, .. half], // tensor_content
            [8, 2, 0x22, 8, .. quarter],
            [8, 2, 0x32, 8, .. quarter], // double_val
            [8, 1, 0x22, 8, .. half, .. half], // two numbers are no scalar
        ];
        File.WriteAllBytes(_folder["events.out.tfevents.1"], [.. tensors.SelectMany((tensor, i) => Record(Event(i, [.. name, 0x42, (byte)tensor.Length, .. tensor])))]);
        var file = new EventFile(_folder["events.out.tfevents.1"]);
        file.Read();
        Assert.Equal([(0, 0.5f), (1, 0.5f), (2, 0.5f), (3, 0.25f), (4, 0.25f)], file.Scalars["loss"].Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_growing_file_is_read_on_and_its_unfinished_record_waits()
    {
        var bytes = File.ReadAllBytes(Reference);
        var path = _folder["events.out.tfevents.1"];
        var file = new EventFile(path);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var seen = 0;
        for (var i = 0; i < bytes.Length; i += 7)
        {
            stream.Write(bytes.AsSpan(i, Math.Min(7, bytes.Length - i)));
            stream.Flush();
            file.Read();
            Assert.Null(file.Problem);
            var count = file.Scalars.GetValueOrDefault("Loss/train")?.Count ?? 0;
            Assert.InRange(count, seen, seen + 1);
            seen = count;
        }
        Assert.Equal(41, seen);
        stream.Write(new byte[64]); // space that is not filled yet
        stream.Flush();
        file.Read();
        Assert.Null(file.Problem);
        // Another run in its place.
        stream.SetLength(0);
        stream.Position = 0;
        stream.Write(bytes.AsSpan(0, 400));
        stream.Flush();
        file.Read();
        Assert.InRange(file.Scalars["accuracy"].Count, 1, 5);
    }

    [Fact]
    public void Behind_a_damaged_record_nothing_is_read_and_a_line_says_so()
    {
        var bytes = File.ReadAllBytes(Reference);
        var intact = Read(bytes, out _);
        for (var i = 0; i < bytes.Length; i += 3)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            var read = Read(damaged, out var problem);
            Assert.Contains("is damaged; what came before it is shown", problem);
            Assert.Equal(intact.Take(read.Length), read);
        }
    }

    [Fact]
    public void A_record_in_order_with_contents_out_of_order_is_damaged_too()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var content = Event(3, [0x0A, 4, .. "loss"u8, 0x15, 0, 0, 0, 0x3F]);
            for (var k = 0; k <= i % 4; k++)
                content[random.Next(content.Length)] = (byte)random.Next(256);
            Read(Record(content), out _);
        }
        Read(Record([0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]), out var problem);
        Assert.Contains("the record at byte 0 is damaged", problem);
    }

    [Fact]
    public void A_run_takes_its_losses_from_the_files_beside_it()
    {
        WeightsFile.Save(_folder["step-0.safetensors"], [1, 1], new float[2]);
        Directory.CreateDirectory(_folder["validation"]);
        File.WriteAllBytes(_folder["validation/events.out.tfevents.9"], Record(Event(400, [0x0A, 4, .. "loss"u8, 0x15, 0, 0, 0, 0x40])));
        Directory.CreateDirectory(_folder["train"]);
        File.Copy(Reference, _folder["train/events.out.tfevents.1"]);
        var run = RecordedRun.Open(_folder["."]);
        Assert.Equal(41, run.Losses.Length);
        Assert.Equal((400L, 1 / 41f), run.Losses[^1]);
        Assert.Null(run.TakeProblem());
        // A training that goes on writes another file, from an earlier step.
        File.WriteAllBytes(_folder["train/events.out.tfevents.2"], [.. Record(Event(400, [0x0A, 10, .. "loss/train"u8, 0x15, 0, 0, 0, 0x3F])), 1, 2, 3]);
        WaitFor(run, () => run.Losses[^1].Loss == 0.5f);
        Assert.Equal(41, run.Losses.Length);
        // Damage is said once.
        File.AppendAllBytes(_folder["train/events.out.tfevents.2"], new byte[40]);
        string? problem = null;
        WaitFor(run, () => (problem ??= run.TakeProblem()) is not null);
        Assert.EndsWith("events.out.tfevents.2: the record at byte 49 is damaged; what came before it is shown, the rest is not", problem);
        Assert.Null(run.TakeProblem());
    }

    [Fact]
    public void A_file_without_a_loss_says_what_it_has()
    {
        WeightsFile.Save(_folder["step-0.safetensors"], [1, 1], new float[2]);
        File.WriteAllBytes(_folder["events.out.tfevents.1"], Record(Event(4, [0x0A, 3, .. "lr0"u8, 0x15, 0, 0, 0, 0x40])));
        var run = RecordedRun.Open(_folder["."]);
        Assert.Empty(run.Losses);
        Assert.EndsWith("so no loss is drawn; there is lr0", run.TakeProblem());
    }

    private static void WaitFor(RecordedRun run, Func<bool> condition)
    {
        for (var i = 0; i < 400 && !condition(); i++)
        {
            run.Refresh();
            Thread.Sleep(20);
        }
        Assert.True(condition());
    }

    private (long, float)[] Read(byte[] bytes, out string? problem)
    {
        File.WriteAllBytes(_folder["events.out.tfevents.7"], bytes);
        var file = new EventFile(_folder["events.out.tfevents.7"]);
        file.Read();
        problem = file.Problem;
        return [.. (file.Scalars.GetValueOrDefault("loss/train") ?? []).Select(pair => (pair.Key, pair.Value))];
    }

    // wall_time = 1, step = 2, summary = 5 with a value = 1.
    private static byte[] Event(int step, byte[] value) =>
    [
        0x09, .. new byte[8], 0x10, (byte)(0x80 | (step & 0x7F)), (byte)(step >> 7), 0x2A, (byte)(value.Length + 2), 0x0A, (byte)value.Length, .. value,
    ];

    private static byte[] Record(byte[] content)
    {
        var length = BitConverter.GetBytes((ulong)content.Length);
        return [.. length, .. Masked(length), .. content, .. Masked(content)];
    }

    // CRC-32C bit by bit, from its reflected polynomial.
    private static byte[] Masked(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }
        crc = ~crc;
        var masked = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, ((crc >> 15) | (crc << 17)) + 0xA282EAD8);
        return masked;
    }
}
