using System.Globalization;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class TelemetryLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_read_back_to_the_same_numbers()
    {
        double[] numbers = [0.1, 1.0 / 3, -double.MaxValue, double.Epsilon, 1e21, double.NaN, double.PositiveInfinity, -0.0];
        using var log = new TelemetryLog(_folder.File("take.csv"));
        log.Append(new TelemetryRow(
            long.MaxValue, long.MinValue,
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]));
        log.Complete();

        var lines = File.ReadAllText(_folder.File("take.csv")).Split('\n');
        Assert.Equal("frame,step,loss,accuracy,learning_rate,gradient_norm,alpha,beta,residual,gap", lines[0]);
        Assert.StartsWith("9223372036854775807,-9223372036854775808,0.1,0.3333333333333333,", lines[1]);
        Assert.EndsWith(",1E+21,NaN,Infinity,-0", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
        Assert.Equal(
            numbers.Select(BitConverter.DoubleToInt64Bits),
            lines[1].Split(',')[2..].Select(f => double.Parse(f, CultureInfo.InvariantCulture))
                .Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void The_first_row_decides_how_many_eigenvalues_have_columns()
    {
        using var log = new TelemetryLog(_folder.File("take.csv"));
        var values = new TelemetryEigenvalues();
        (values[0], values[1]) = (3, 2);
        var row = new TelemetryRow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5);
        log.Append(row with { EigenvalueCount = 2, Eigenvalues = values, Edge = 20 });
        log.Append(row);
        log.Append(row with { EigenvalueCount = 3, Eigenvalues = values, Edge = 10 });
        log.Complete();
        var lines = File.ReadAllLines(_folder.File("take.csv"));
        Assert.EndsWith(",residual,gap,lambda_1,lambda_2,edge", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",0.5,3,2,20", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0.5,NaN,NaN,NaN", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0.5,3,2,10", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_row_fits()
    {
        using var log = new TelemetryLog(_folder.File("take.csv"));
        const double Long = -1.2345678901234567e-300;
        var values = new TelemetryEigenvalues();
        for (var k = 0; k < TelemetryEigenvalues.Capacity; k++)
            values[k] = Long;
        log.Append(new TelemetryRow(long.MinValue, long.MinValue, Long, Long, Long, Long, Long, Long, Long, Long)
        {
            EigenvalueCount = TelemetryEigenvalues.Capacity,
            Eigenvalues = values,
            Edge = Long,
        });
        log.Complete();
        Assert.Equal(2, File.ReadAllLines(_folder.File("take.csv")).Length);
    }

    [Fact]
    public void The_file_appears_on_completion_only()
    {
        using (var log = new TelemetryLog(_folder.File("take.csv")))
        {
            log.Append(default);
            Assert.Equal(["take.partial.csv"], _folder.Files);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        using var log = new TelemetryLog(_folder.File("take.csv"));
        var row = new TelemetryRow(1, 2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, double.NaN);
        for (var i = 0; i < 1000; i++)
            log.Append(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            log.Append(row);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_one_line()
    {
        File.WriteAllText(_folder.File("file"), "");
        var error = Assert.Throws<UserErrorException>(() => new TelemetryLog(_folder.File("file/take.csv")));
        Assert.StartsWith($"{_folder.File("file/take.csv")}: cannot be written (", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
