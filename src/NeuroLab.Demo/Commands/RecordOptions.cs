using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>A recording as asked for on the command line.</summary>
/// <param name="Experiment">What is trained.</param>
/// <param name="Backend">Where: auto, cpu or gpu.</param>
/// <param name="Plane">What the surface is drawn over.</param>
/// <param name="Seconds">Length of the recording.</param>
/// <param name="FramesPerSecond">Its rate; every frame advances the scene by the same time.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="StepsPerFrame">Training steps between two frames.</param>
/// <param name="Out">The file, or a folder ending in a slash for a PNG sequence.</param>
public sealed record RecordOptions(
    Experiment Experiment, string Backend, PlaneKind Plane, double Seconds, int FramesPerSecond, int Width, int Height,
    int StepsPerFrame, string Out)
{
    /// <summary>Frames to record, at least 1.</summary>
    public int FrameCount => Math.Max(1, (int)Math.Round(Seconds * FramesPerSecond));
}
