using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>The options of an offline recording.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="File">The same as a file, with plane, runners and camera: written next to the recording, to repeat
/// it.</param>
/// <param name="Path">The file or folder to write.</param>
/// <param name="Format">Frame size and rate.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="StepsPerFrame">Training steps between two frames.</param>
internal sealed record TakeOptions(
    Experiment Experiment, ExperimentFile File, string Path, FrameFormat Format, int Frames, int StepsPerFrame)
{
    /// <summary>Frames before the first recorded one.</summary>
    public int SkippedFrames { get; init; }

    /// <summary>How frames are drawn.</summary>
    public TakeLook Look { get; init; } = new();

    /// <summary>The camera movement.</summary>
    public TakeDirection Direction { get; init; } = new();

    /// <summary>
    /// Whether the run is trained once in advance, to choose extent, colour range and camera for all of it.
    /// </summary>
    public bool FitsRun { get; init; }

    /// <summary>How many of the Hessian's largest eigenvalues the telemetry contains; 0 for none.</summary>
    public int Curvature { get; init; }

    /// <summary>The path for the last frame as an image; null for none.</summary>
    public string? Poster { get; init; }

    /// <summary>Steps taken by the last frame.</summary>
    public int LastStep => (SkippedFrames + Frames - 1) * StepsPerFrame;
}
