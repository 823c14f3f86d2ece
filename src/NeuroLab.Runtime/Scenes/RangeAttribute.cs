namespace NeuroLab.Scenes;

/// <summary>The range of a numeric property; the inspector shows a slider for it, and clamps typed values.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The minimum value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The maximum value.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether the slider is logarithmic. Needs a positive minimum.</summary>
    public bool Log { get; init; }

    /// <summary>What 0 stands for, shown in its place; empty if it is a number like any other.</summary>
    public string Zero { get; init; } = "";
}
