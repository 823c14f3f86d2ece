namespace NeuroLab.Datasets;

/// <summary>What can be asked of a <see cref="DatasetSource"/>; null leaves its default.</summary>
public sealed record DatasetOptions
{
    /// <summary>Of what is drawn: points, noise, the split.</summary>
    public ulong Seed { get; init; }

    /// <summary>Training samples; of recorded data at most as many as there are.</summary>
    public int? Count { get; init; }

    /// <summary>Standard deviation of what is added to generated points (or to generated targets).</summary>
    public double? Noise { get; init; }
}
