namespace NeuroLab.Demo.Commands;

/// <summary>The result of a check.</summary>
/// <param name="IsPresent">Whether it is available.</param>
/// <param name="Detail">What it is; if it is missing, the consequences.</param>
/// <param name="Remedy">How to install it; null if there is nothing to do.</param>
internal sealed record DoctorFinding(bool IsPresent, string Detail, string? Remedy = null);
