using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>A built-in data set: generated from a seed, or recorded data from the folder datasets/.</summary>
public abstract class DatasetSource
{
    /// <summary>The command-line name.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus and help.</summary>
    public abstract string Description { get; }

    /// <summary>The default noise; null if the data take none.</summary>
    public virtual double? DefaultNoise => null;

    /// <summary>Generates or reads the data. Blocks. The same options give the same data.</summary>
    /// <exception cref="UserErrorException">An option is invalid, or a recorded file is missing or damaged.</exception>
    public abstract DatasetSplit Load(DatasetOptions options);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
