using NeuroLab.Backends;
using NeuroLab.Components;
using NeuroLab.Graphics;
using NeuroLab.Rendering;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Hosting;

/// <summary>
/// What every host of a descent has in its context, the plugin's as the app: device, backends, scene and renderer, opened
/// together and disposed in order. Use it on the thread of the context.
/// </summary>
internal sealed class HostedScene : IDisposable
{
    /// <summary>Opens the backends and compiles the renderer's shaders.</summary>
    /// <param name="gl">The host's GL functions.</param>
    /// <param name="createScene">Chooses the backend and creates the scene on it.</param>
    /// <param name="openBackends">Opens the backends; null for all of <see cref="BackendRegistry"/>.</param>
    public HostedScene(
        GL gl, Func<BackendSwitch, DescentScene> createScene, Func<GraphicsDevice, BackendSwitch>? openBackends = null)
    {
        Device = new GraphicsDevice(gl);
        Backends = (openBackends ?? BackendRegistry.Open)(Device);
        try
        {
            Scene = createScene(Backends);
            Renderer = new SceneRenderer(Device);
        }
        catch
        {
            Scene?.Dispose();
            Backends.Dispose();
            throw;
        }
    }

    /// <summary>The host's device.</summary>
    public GraphicsDevice Device { get; }

    /// <summary>What trains.</summary>
    public BackendSwitch Backends { get; }

    /// <summary>The scene.</summary>
    public DescentScene Scene { get; }

    /// <summary>Draws it.</summary>
    public SceneRenderer Renderer { get; }

    /// <summary>Ends training and frees the GPU resources.</summary>
    public void Dispose()
    {
        Scene.Dispose();
        Renderer.Dispose();
        Backends.Dispose();
    }
}
