namespace NeuroLab.Datasets;

/// <summary>How the targets of a data set become the numbers that a loss compares with the outputs.</summary>
public enum TargetEncoding
{
    /// <summary>The values as they are; of class labels the number of the class, in one column.</summary>
    Values,

    /// <summary>One column per class, 1 for the sample's class and 0 elsewhere; two or more value columns are taken as probabilities.</summary>
    OneHot,

    /// <summary>Two classes in one column of 0 and 1; value columns that hold only 0 and 1 are taken as they are.</summary>
    Binary,
}
