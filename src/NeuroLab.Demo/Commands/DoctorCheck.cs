namespace NeuroLab.Demo.Commands;

/// <summary>One thing that the program may need.</summary>
/// <param name="Name">A word or two.</param>
/// <param name="Examine">Looks; may take some 100 ms.</param>
internal sealed record DoctorCheck(string Name, Func<DoctorFinding> Examine);
