namespace NeuroLab.Losses;

/// <summary>How a data set's targets are laid out for a loss.</summary>
public enum TargetEncoding
{
    /// <summary>The values themselves, one column each; a class is its index.</summary>
    Values,

    /// <summary>One column per class, 1 in the sample's class and 0 elsewhere.</summary>
    OneHot,

    /// <summary>One column: 0 or 1.</summary>
    Binary,
}
