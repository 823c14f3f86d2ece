namespace NeuroLab.Numerics;

/// <summary>Evenly spaced coordinates, ends included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last, above the first; the same if there is only one.</param>
/// <param name="Count">How many, at least 1.</param>
internal readonly record struct GridAxis(double From, double To, int Count)
{
    /// <summary>Whether it runs from −x to x.</summary>
    public bool IsCentred => From == -To;

    /// <summary>The coordinate at an index.</summary>
    public double At(int index) => Count == 1 ? From
        : IsCentred ? To * (2.0 * index / (Count - 1) - 1)
        : (From * (Count - 1 - index) + To * index) / (Count - 1);
}
