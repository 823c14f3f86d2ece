using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Data sampled from a formula. Training and test data are sampled separately, the test data a quarter as many.
/// </summary>
public abstract class GeneratedSource : DatasetSource
{
    private const int DefaultCount = 512, MinCount = 4, MaxCount = 10_000_000;

    /// <inheritdoc/>
    public sealed override DatasetSplit Load(DatasetOptions options)
    {
        var count = options.Count ?? DefaultCount;
        var noise = options.Noise ?? DefaultNoise ?? 0;
        if (count is < MinCount or > MaxCount)
            throw new UserErrorException($"{Name}: cannot make {count} samples; ask for {MinCount} to {MaxCount}");
        if (!(noise >= 0 && noise <= 10))
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{Name}: the noise cannot be {noise}; choose 0 to 10"));
        return new DatasetSplit(
            Generate(count, noise, new SeededRandom(options.Seed, stream: 0)),
            Generate(Math.Max(count / 4, 2), noise, new SeededRandom(options.Seed, stream: 1)));
    }

    /// <param name="count">Samples to generate, at least 2.</param>
    /// <param name="noise">Standard deviation, at least 0.</param>
    protected abstract Dataset Generate(int count, double noise, SeededRandom random);
}
