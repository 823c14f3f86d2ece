using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Hosting;

/// <summary>
/// The initial settings of a <see cref="LandscapePlugin"/>, which can also be changed while it runs
/// (<see cref="LandscapePlugin.Options"/>).
/// </summary>
public sealed record LandscapeOptions
{
    /// <summary>
    /// The device. Auto trains with compute shaders if the host's context supports them and is no software renderer,
    /// and on the CPU otherwise; the other two values force a device.
    /// </summary>
    public BackendKind Backend { get; init; } = BackendKind.Auto;

    /// <summary>
    /// The plane of the surface; null for two random directions. One that needs a descent (<see cref="DescentPlane"/>)
    /// is prepared on a background thread and replaces the random plane when it is ready.
    /// </summary>
    public PlaneKind? Plane { get; init; }

    /// <summary>How many steps ahead a plane along the descent is computed for.</summary>
    public int PathSteps { get; init; } = 1000;

    /// <summary>Half the side of the surface, in units of the plane's directions; above 0.</summary>
    public double Extent { get; init; } = 1;

    /// <summary>Points along each side of the surface, 2 … 1025.</summary>
    public int Resolution { get; init; } = 65;

    /// <summary>Whether heights are logarithmic in the loss.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>
    /// Maximum time per tick for training and surface, if the device works on the host's thread, as compute shaders do.
    /// </summary>
    public TimeSpan FrameBudget { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Training steps per tick.</summary>
    public int StepsPerFrame { get; init; } = 4;

    /// <summary>Whether ticks take training steps.</summary>
    public bool IsPlaying { get; init; } = true;

    /// <summary>
    /// Whether a tick waits until its steps, the plane and the surface are complete, so that frame n is always the
    /// same: for images and offline recordings.
    /// </summary>
    public bool WaitsForFrames { get; init; }

    /// <summary>
    /// Model matrix that places the landscape in the host's world, in the convention of System.Numerics (row vectors);
    /// must be invertible. The landscape spans −1 … 1 along x (α) and z (β), with y up.
    /// </summary>
    public Matrix4x4 WorldMatrix { get; init; } = Matrix4x4.Identity;

    /// <summary>From the host's world to the landscape's.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal Matrix4x4 Check()
    {
        if (Resolution is < 2 or > 1025 || !(Extent > 0) || PathSteps < 1 || StepsPerFrame < 0)
            throw new ArgumentException($"A surface of {Resolution}² points over ±{Extent}, {PathSteps} steps ahead, {StepsPerFrame} a frame.");
        return Matrix4x4.Invert(WorldMatrix, out var inverse)
            ? inverse
            : throw new ArgumentException("The world matrix cannot be inverted.");
    }

    /// <summary>Sets what a scene has of these.</summary>
    internal void ApplyTo(DescentScene scene)
    {
        scene.PathSteps = PathSteps;
        (scene.Landscape.Extent, scene.Landscape.Resolution) = (Extent, Resolution);
        scene.Landscape.IsLogarithmic = IsLogarithmic;
        scene.Trainer.FrameBudget = FrameBudget;
        scene.Trainer.StepsPerFrame = StepsPerFrame;
        scene.Trainer.IsPlaying = IsPlaying;
        scene.Trainer.WaitsForSteps = scene.Landscape.WaitsForSurface = WaitsForFrames;
    }
}
