using NeuroLab.Recording;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>What is recorded.</summary>
/// <param name="Experiment">What trains.</param>
/// <param name="Path">The file or folder to write.</param>
/// <param name="Format">Size and rate of the picture.</param>
/// <param name="Frames">How many.</param>
/// <param name="StepsPerFrame">Training steps between two frames.</param>
/// <param name="FramePlane">The name of the plane kind that the surface is drawn over.</param>
public sealed record TakeOptions(
    Experiment Experiment, string Path, FrameFormat Format, int Frames, int StepsPerFrame, string FramePlane = "descent")
{
    /// <summary>Whether the HUD is in the picture.</summary>
    public bool ShowsHud { get; init; } = true;

    /// <summary>How fast the camera circles, in radians a second.</summary>
    public float TurnRate { get; init; } = 0.12f;
}
