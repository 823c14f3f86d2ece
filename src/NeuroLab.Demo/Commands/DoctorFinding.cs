namespace NeuroLab.Demo.Commands;

/// <summary>What a check found.</summary>
/// <param name="IsPresent">Whether it is there.</param>
/// <param name="Detail">What it is; where it is missing, what that means.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
internal sealed record DoctorFinding(bool IsPresent, string Detail, string? Remedy = null);
