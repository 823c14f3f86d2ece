using System.Runtime.CompilerServices;

namespace NeuroLab.Recording;

/// <summary>The largest eigenvalues in a telemetry row, <see cref="TelemetryRow.EigenvalueCount"/> of them.</summary>
[InlineArray(Capacity)]
internal struct TelemetryEigenvalues
{
    /// <summary>The most.</summary>
    public const int Capacity = 10;

    private double _first;
}
