namespace NeuroLab.Backends.OpenGL;

/// <summary>The storage slots of <c>shaders/include/bindings.glsl</c>, with the same names and numbers.</summary>
internal enum Slot : uint
{
    Parameters = 0,
    Gradient = 1,
    State0 = 2,
    State1 = 3,
    Steps = 4,
    Order = 5,
    Inputs = 6,
    Targets = 7,
    Values = 8,
    Sums = 9,
    Output = 10,
    Partials = 11,
    Results = 12,
    Terms = 13,
    Points = 14,
    Origin = 5,
    First = 6,
    Second = 7,
    NextRates = 2,
    Direction = 5,
    Rates = 6,
    DeltaRates = 4,
    SlopeRates = 7,
    Slopes = 3,
    Curvatures = 12,
    Theta = 0,
    Alpha = 1,
    Beta = 2,
}
