using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>A checksum of the weights of all runners.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Theta">FNV-1a, 64 bits, over the bytes of θ, one runner after the other; 16 hexadecimal digits.</param>
internal sealed record RunLogCheck(long Step, string Theta)
{
    /// <summary>
    /// A sample of the weights, evenly spaced in θ, for the comparison on another device, which rounds differently.
    /// Null in the oldest logs.
    /// </summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public float[]? Sample { get; init; }

    /// <summary>The device at that step; null if it is the one in the header.</summary>
    public string? Backend { get; init; }

    /// <summary>The curvature of the runners for which it is tracked; null for none.</summary>
    public RunLogCurvature[]? Curvature { get; init; }
}
