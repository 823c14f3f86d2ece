namespace NeuroLab.Demo.App;

/// <summary>Summary of a finished recording.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Duration">Duration in seconds.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="Step">Training steps done by the last frame.</param>
/// <param name="Loss">Loss shown in the last frame.</param>
/// <param name="Sha256">SHA-256 of all frames' pixels in order, as hexadecimal digits.</param>
/// <param name="Telemetry">The numbers of each frame, as CSV; empty if there are none.</param>
/// <param name="Experiment">The experiment file, which repeats the recording; empty if there is none.</param>
internal sealed record TakeSummary(
    string Path, int Frames, double Duration, long Bytes, long Step, double Loss, string Sha256, string Telemetry,
    string Experiment);
