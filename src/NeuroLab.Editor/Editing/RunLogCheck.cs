using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>A checksum of the weights of all runners.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Theta">FNV-1a, 64 bits, over the bytes of θ, one runner after the other; 16 hexadecimal digits.</param>
public sealed record RunLogCheck(long Step, string Theta)
{
    /// <summary>
    /// Some weights themselves, spread evenly over all: another device rounds otherwise, and is compared by them. Null in
    /// a log that was written without.
    /// </summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public float[]? Sample { get; init; }

    /// <summary>What it ran on by then; null for the device the log begins with.</summary>
    public string? Backend { get; init; }
}
