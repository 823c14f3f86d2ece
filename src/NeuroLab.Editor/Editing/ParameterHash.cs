using System.Globalization;
using System.Runtime.InteropServices;
using NeuroLab.Components;

namespace NeuroLab.Editing;

/// <summary>A checksum of weights: FNV-1a, 64 bits (Fowler, Noll, Vo), over their bytes.</summary>
internal static class ParameterHash
{
    private const int SampleSize = 16;
    private const ulong Offset = 0xCBF29CE484222325, Prime = 0x100000001B3;

    /// <summary>Extends a checksum by more weights.</summary>
    public static ulong Add(ReadOnlySpan<float> parameters, ulong hash = Offset)
    {
        foreach (var value in MemoryMarshal.AsBytes(parameters))
            hash = (hash ^ value) * Prime;
        return hash;
    }

    /// <summary>The checksum as 16 hexadecimal digits, as in a run log.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The checksum over all runners of a race in order, with a sample of their weights. Blocks.</summary>
    internal static RunLogCheck Of(Race race, long step, ref float[] buffer)
    {
        var hash = Offset;
        var sample = new float[SampleSize * race.Runners.Count];
        for (var i = 0; i < race.Runners.Count; i++)
        {
            var trainer = race.Runners[i].Trainer;
            trainer.TrainTo(race.Runners[0].Trainer.EnqueuedSteps);
            var session = trainer.Session;
            var count = session.Shape.ParameterCount;
            if (buffer.Length < count)
                buffer = new float[count];
            session.ReadParameters(buffer.AsSpan(0, count));
            hash = Add(buffer.AsSpan(0, count), hash);
            for (var k = 0; k < SampleSize; k++)
                sample[i * SampleSize + k] = buffer[(int)((long)k * (count - 1) / (SampleSize - 1))];
        }
        return new RunLogCheck(step, Text(hash)) { Sample = sample };
    }

    /// <summary>
    /// The maximum difference between two samples, divided by the root mean square of the first. A value that is not
    /// finite must be so in both, else the result is infinite.
    /// </summary>
    internal static double Deviation(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        if (expected.Length != found.Length)
            return double.PositiveInfinity;
        double largest = 0, squares = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            if (float.IsFinite(expected[i]) != float.IsFinite(found[i]))
                return double.PositiveInfinity;
            if (!float.IsFinite(expected[i]))
                continue;
            largest = Math.Max(largest, Math.Abs((double)expected[i] - found[i]));
            squares += (double)expected[i] * expected[i];
        }
        return largest == 0 ? 0 : largest / Math.Sqrt(squares / expected.Length);
    }
}
