namespace NeuroLab.Scenes;

/// <summary>The numbers a property may have; the inspector shows a slider over them, and clamps what is typed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The least value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest value.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether equal ratios, not equal differences, are equally far on the slider. Needs a positive minimum.</summary>
    public bool Log { get; init; }
}
