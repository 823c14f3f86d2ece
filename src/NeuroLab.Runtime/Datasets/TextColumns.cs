namespace NeuroLab.Datasets;

/// <summary>How to handle text columns among the inputs.</summary>
public enum TextColumns
{
    /// <summary>Throw, naming the first one.</summary>
    Refuse,

    /// <summary>One-hot encoding, categories in alphabetical order.</summary>
    OneHot,
}
