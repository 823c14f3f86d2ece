namespace NeuroLab.Datasets;

/// <summary>What to do about columns of text among the inputs.</summary>
public enum TextColumns
{
    /// <summary>Name the first one and read nothing.</summary>
    Refuse,

    /// <summary>One input for each different text, in alphabetical order: 1 where the cell holds it, else 0.</summary>
    OneHot,
}
