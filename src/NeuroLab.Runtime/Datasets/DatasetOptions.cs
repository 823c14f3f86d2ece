namespace NeuroLab.Datasets;

/// <summary>Options of a <see cref="DatasetSource"/>; null for its default.</summary>
public sealed record DatasetOptions
{
    /// <summary>Seed of the points, the noise and the split.</summary>
    public ulong Seed { get; init; }

    /// <summary>Training samples; recorded data are limited to those there are.</summary>
    public int? Count { get; init; }

    /// <summary>Standard deviation of the noise added to generated points (or to generated targets).</summary>
    public double? Noise { get; init; }
}
