namespace NeuroLab.Demo.Lesson;

/// <summary>The range of a plot's axis.</summary>
/// <param name="Low">Above zero where it is logarithmic.</param>
/// <param name="High">Above <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Whether it is logarithmic.</param>
internal readonly record struct Axis(double Low, double High, bool IsLogarithmic = false)
{
    /// <summary>Itself, or 0 … 1 if the range is invalid, as for a network that has diverged.</summary>
    public Axis OrUnit => double.IsFinite(Low) && double.IsFinite(High) && Low < High ? this : new Axis(0, 1);
}
