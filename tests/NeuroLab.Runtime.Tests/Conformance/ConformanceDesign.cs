using NeuroLab.Optimizers;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>
/// The cases that stand for all combinations. Every activation meets every loss and every optimizer (and every loss
/// every optimizer); widths run through 1 … 67, so that each edge of a tile is hit; depths, batch sizes and sample
/// counts rotate at their own pace.
/// </summary>
public static class ConformanceDesign
{
    private static readonly string[] Mixed = ["tanh", "relu", "gelu"];
    private static readonly int[] Batches = [1, 7, 64, 0];
    private static readonly int[] SampleCounts = [1, 7, 64, 71, 130];

    /// <summary>What every backend trains with: whose gradient comes from backpropagation.</summary>
    public static IReadOnlyList<Optimizer> Optimizers { get; } =
        Catalog.Optimizers;

    /// <summary>Every activation with every loss on networks of all widths and depths, for gradients.</summary>
    public static IEnumerable<ConformanceCase> Shapes()
    {
        var width = 0;
        int Next() => width++ % 67 + 1;
        var number = 0;
        foreach (var activation in Catalog.Activations)
            foreach (var loss in Catalog.Losses)
            {
                var depth = number % 5 + 1;
                int[] sizes = [.. Enumerable.Range(0, depth + 1).Select(_ => Next())];
                yield return new ConformanceCase(
                    sizes, activation, loss, Optimizers[0], SampleCounts[number % SampleCounts.Length], 0,
                    (ulong)++number);
            }
    }

    /// <summary>Every activation with every loss and every optimizer, on a network too large for shared memory.</summary>
    public static IEnumerable<ConformanceCase> LargeNetworks()
    {
        var number = 0;
        foreach (var activation in Catalog.Activations)
            foreach (var loss in Catalog.Losses)
                foreach (var optimizer in Optimizers)
                    yield return new ConformanceCase(
                        [3, 67, 61, number % 3 + 1], activation, loss, optimizer, 9, number % 2 == 0 ? 0 : 7, (ulong)++number);
    }

    /// <summary>
    /// Networks with skips, of widths 1 … 67 and depths 2 … 56, some of whose layers are as wide as the one before, and
    /// with an activation of its own for each layer, of three that differ in all that kernels do with them; the last two
    /// have only that.
    /// </summary>
    public static IEnumerable<ConformanceCase> ResidualNetworks()
    {
        var number = 0;
        foreach (var width in (int[])[1, 2, 5, 16, 33, 67])
            yield return Next([3, width, width, width, 2], hasSkips: true);
        foreach (var depth in (int[])[2, 24, 56])
            yield return Next([2, .. Enumerable.Repeat(depth > 7 ? 16 : 6, depth), 1], hasSkips: true);
        yield return Next([4, 4, 4, 3], hasSkips: true);
        yield return Next([2, 9, 9, 5, 5, 5, 9, 9, 1], hasSkips: true);
        yield return Next([3, 7, 5, 4, 2], hasSkips: false);
        yield return Next([3, 66, 67, 3], hasSkips: false);

        ConformanceCase Next(int[] sizes, bool hasSkips)
        {
            var activations = Enumerable.Range(number, sizes.Length - 2).Select(i => Catalog.Activation(Mixed[i % Mixed.Length]));
            return new ConformanceCase(
                sizes, [.. activations], hasSkips,
                Catalog.Losses[number % Catalog.Losses.Count], Optimizers[number % Optimizers.Count], 37, Batches[number % Batches.Length],
                (ulong)++number);
        }
    }

    /// <summary>Every activation with every loss, optimizers in turn, on networks that fit in shared memory.</summary>
    public static IEnumerable<ConformanceCase> SmallNetworks()
    {
        var number = 0;
        for (var a = 0; a < Catalog.Activations.Count; a++)
            for (var l = 0; l < Catalog.Losses.Count; l++)
            {
                int[] hidden = [.. Enumerable.Range(0, number % 5).Select(i => (number * 5 + i * 3) % 17 + 1)];
                yield return new ConformanceCase(
                    [2, .. hidden, number % 4 + 1], Catalog.Activations[a], Catalog.Losses[l],
                    Optimizers[(a + 3 * l) % Optimizers.Count], 71, Batches[number % Batches.Length],
                    (ulong)++number);
            }
    }
}
