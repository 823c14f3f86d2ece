using System.Numerics;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Hosting;

/// <summary>How a <see cref="LandscapePlugin"/> begins, and what may be changed while it runs (<see cref="LandscapePlugin.Options"/>).</summary>
public sealed record LandscapeOptions
{
    /// <summary>
    /// Where to train. Auto takes compute shaders where the host's context has them and is no software renderer, and the
    /// processor otherwise; the other two force.
    /// </summary>
    public BackendKind Backend { get; init; } = BackendKind.Auto;

    /// <summary>
    /// What to show the loss over; null for two random directions. One that needs a descent (<see cref="DescentPlane"/>)
    /// is prepared on a thread of its own and takes the random plane's place when it is ready.
    /// </summary>
    public PlaneKind? Plane { get; init; }

    /// <summary>How far a plane that needs a descent looks ahead, in steps.</summary>
    public int PathSteps { get; init; } = 1000;

    /// <summary>Half the side of the surface, in units of the plane's directions; above 0.</summary>
    public double Extent { get; init; } = 1;

    /// <summary>Points along each side of the surface, 2 … 1025.</summary>
    public int Resolution { get; init; } = 65;

    /// <summary>Whether heights are logarithms of the loss.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>
    /// What a tick may spend on training and surface where the device works on the host's thread, as compute shaders do.
    /// </summary>
    public TimeSpan FrameBudget { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Training steps each tick.</summary>
    public int StepsPerFrame { get; init; } = 4;

    /// <summary>Whether ticks take training steps.</summary>
    public bool IsPlaying { get; init; } = true;

    /// <summary>
    /// Whether a tick waits until its steps, the plane and the surface are complete, so that frame n always shows the same:
    /// for pictures and recordings that nobody watches being made.
    /// </summary>
    public bool WaitsForFrames { get; init; }

    /// <summary>
    /// Places the landscape in the host's world, as a model matrix of System.Numerics (row vectors); must be invertible. The
    /// landscape itself spans −1 … 1 along x (α) and z (β), with y up.
    /// </summary>
    public Matrix4x4 WorldMatrix { get; init; } = Matrix4x4.Identity;
}
