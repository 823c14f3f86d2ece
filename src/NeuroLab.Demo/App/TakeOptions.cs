using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>What is recorded.</summary>
/// <param name="Experiment">What trains.</param>
/// <param name="File">The same as a file, with plane, runners and camera: written beside the take, which it can make again.</param>
/// <param name="Path">The file or folder to write.</param>
/// <param name="Format">Size and rate of the picture.</param>
/// <param name="Frames">How many.</param>
/// <param name="StepsPerFrame">Training steps between two frames.</param>
internal sealed record TakeOptions(
    Experiment Experiment, ExperimentFile File, string Path, FrameFormat Format, int Frames, int StepsPerFrame)
{
    /// <summary>Frames that pass before the first picture.</summary>
    public int SkippedFrames { get; init; }

    /// <summary>How a frame is drawn.</summary>
    public TakeLook Look { get; init; } = new();

    /// <summary>How the camera moves.</summary>
    public TakeDirection Direction { get; init; } = new();

    /// <summary>Whether the run is trained once ahead, and extent, colour range and camera chosen from all of it.</summary>
    public bool FitsRun { get; init; }

    /// <summary>Where the last frame goes as a picture; null for nowhere.</summary>
    public string? Poster { get; init; }

    /// <summary>Steps taken by the last frame.</summary>
    public int LastStep => (SkippedFrames + Frames - 1) * StepsPerFrame;
}
