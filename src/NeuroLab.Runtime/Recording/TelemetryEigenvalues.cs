using System.Runtime.CompilerServices;

namespace NeuroLab.Recording;

/// <summary>The largest eigenvalues in a row of a take's numbers, as many as <see cref="TelemetryRow.EigenvalueCount"/> says.</summary>
[InlineArray(Capacity)]
internal struct TelemetryEigenvalues
{
    /// <summary>The most.</summary>
    public const int Capacity = 10;

    private double _first;
}
