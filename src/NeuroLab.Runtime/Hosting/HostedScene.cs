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
    /// <summary>Opens the backends, creates the scene and compiles the renderer's shaders.</summary>
    /// <param name="gl">The host's GL functions.</param>
    /// <param name="choose">Chooses the backend.</param>
    /// <param name="createScene">Creates the scene on it, on another thread if the CPU trains.</param>
    /// <param name="openBackends">Opens the backends; null for all of <see cref="BackendRegistry"/>.</param>
    public HostedScene(
        GL gl, Action<BackendSwitch> choose, Func<BackendSwitch, DescentScene> createScene, Func<GraphicsDevice, BackendSwitch>? openBackends = null)
    {
        Device = new GraphicsDevice(gl);
        Backends = (openBackends ?? BackendRegistry.Open)(Device);
        var scene = Task.FromResult<DescentScene?>(null);
        try
        {
            choose(Backends);
            // What trains on the CPU needs no context: it is created while this thread compiles shaders.
            if (Backends.AnyThread is not null)
                scene = Task.Run(() => (DescentScene?)createScene(Backends));
            else
                Scene = createScene(Backends);
            Renderer = new SceneRenderer(Device);
            Scene ??= scene.GetAwaiter().GetResult()!;
        }
        catch
        {
            Renderer?.Dispose();
            Scene ??= scene.ContinueWith(static task => task.IsCompletedSuccessfully ? task.Result : null, TaskScheduler.Default).Result!;
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
