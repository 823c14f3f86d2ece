namespace NeuroLab.Demo.Commands;

/// <summary>A check of something that the program may need.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Examine">Runs the check; may take about 100 ms.</param>
internal sealed record DoctorCheck(string Name, Func<DoctorFinding> Examine);
