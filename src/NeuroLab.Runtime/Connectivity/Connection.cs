using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Connectivity;

/// <summary>What lies between two networks.</summary>
/// <param name="From">Name of the first, at t = 0.</param>
/// <param name="To">Name of the second, at t = 1.</param>
/// <param name="Line">Along the line between their weights.</param>
internal sealed record Connection(string From, string To, PathLosses Line)
{
    /// <summary>Along the line between the matched networks; null if they were not matched.</summary>
    public PathLosses? Matched { get; init; }

    /// <summary>The largest change of an output by the matching; NaN if they were not matched.</summary>
    public double OutputChange { get; init; } = double.NaN;

    /// <summary>Along the trained curve between them, after matching if they were matched; null for none.</summary>
    public PathLosses? Curve { get; init; }

    /// <summary>
    /// The largest difference between two networks' outputs over a set, in double precision: in single precision, an
    /// exchange of hidden units also changes how their sums are rounded. Blocks.
    /// </summary>
    public static double OutputDifference(Network first, Network second, SampleSet set, CancellationToken cancelled = default)
    {
        const int together = 64;
        double[] a = Array.ConvertAll(first.Parameters, value => (double)value), b = Array.ConvertAll(second.Parameters, value => (double)value);
        NetworkTrace? traceA = null, traceB = null;
        float[] room = [];
        var largest = 0.0;
        for (var start = 0; start < set.Count; start += together)
        {
            cancelled.ThrowIfCancellationRequested();
            var rows = Math.Min(together, set.Count - start);
            if (traceA?.Rows != rows)
                (traceA, traceB) = (new NetworkTrace(first.Shape, rows), new NetworkTrace(second.Shape, rows));
            var inputs = set.ReadInputs(start, rows, ref room);
            traceA.Forward(a, inputs);
            traceB!.Forward(b, inputs);
            for (var i = 0; i < traceA.Outputs.Length; i++)
                largest = Math.Max(largest, Math.Abs(traceA.Outputs[i] - traceB.Outputs[i]));
        }
        return largest;
    }
}
