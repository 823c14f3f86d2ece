using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Rendering;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab;

/// <summary>
/// The whole plugin behind four calls: make it with the host's OpenGL, tick it with the host's clock, render it into
/// the host's framebuffer, dispose it. It leaves the host's GL state as it found it. Everything on the thread of the
/// host's context.
/// </summary>
public sealed class LandscapePlugin : IDisposable
{
    private readonly IComputeBackend _backend;
    private readonly SceneRenderer _renderer;

    /// <param name="gl">The host's functions; OpenGL 4.1 or newer, core profile.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="plane">What to show the loss over; null for two random directions.</param>
    public LandscapePlugin(GL gl, Experiment experiment, PlaneKind? plane = null)
    {
        Device = new GraphicsDevice(gl);
        _backend = new CpuBackend();
        _renderer = new SceneRenderer(Device);
        Scene = new DescentScene(experiment, _backend);
        Scene.Show(plane ?? new RandomPlane());
    }

    /// <summary>As above, for a host that does not use Silk.NET.</summary>
    /// <param name="findFunction">Gives the address of a GL function by name, for example glfwGetProcAddress.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="plane">What to show the loss over; null for two random directions.</param>
    public LandscapePlugin(Func<string, nint> findFunction, Experiment experiment, PlaneKind? plane = null)
        : this(GL.GetApi(findFunction), experiment, plane)
    {
    }

    /// <summary>The host's device.</summary>
    public GraphicsDevice Device { get; }

    /// <summary>Trainer, landscape, ball and camera, to be turned while they run.</summary>
    public DescentScene Scene { get; }

    /// <summary>Runs one frame: some training steps, the surface, the trail, the camera.</summary>
    /// <param name="seconds">Since the last tick, on the host's clock.</param>
    public void Tick(double seconds) => Scene.Tick(seconds);

    /// <summary>
    /// Draws the last tick. With <see cref="RenderTarget.Clear"/> unset and a camera of the host's, the landscape stands
    /// in the host's own scene, tested against its depth.
    /// </summary>
    /// <param name="target">Framebuffer and viewport.</param>
    /// <param name="camera">Null uses the scene's own orbit camera.</param>
    public void Render(in RenderTarget target, Camera? camera = null)
    {
        // Frozen anew: the same tick may be drawn several times, through several cameras and at several sizes.
        Scene.Camera.Aspect = target.Width / (float)Math.Max(1, target.Height);
        Scene.ShowThrough(camera);
        _renderer.Render(Scene.Frame, target);
    }

    /// <summary>Ends training and frees what it made on the device.</summary>
    public void Dispose()
    {
        Scene.Dispose();
        _renderer.Dispose();
        _backend.Dispose();
    }
}
