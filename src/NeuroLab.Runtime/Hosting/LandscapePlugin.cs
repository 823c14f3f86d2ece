using System.Diagnostics;
using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Rendering;
using NeuroLab.Surfaces;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Hosting;

/// <summary>
/// The whole plugin in four calls: create it with the host's OpenGL, tick it with the host's clock, render it into the
/// host's framebuffer, dispose it. Every call restores the host's GL state. Call it on the thread of the host's context
/// only.
/// </summary>
public sealed class LandscapePlugin : IDisposable
{
    // After a pause, such as while a window is dragged, the scene must not jump.
    private const double MaxTickSeconds = 0.1;

    private readonly HostedScene _hosted;
    private readonly BackgroundWork _work = new();
    private LandscapeOptions _options;
    private Matrix4x4 _fromWorld;
    private long _lastTick;
    private OffscreenFramebuffer? _recorded;
    private FrameReader? _reader;
    private byte[] _pixels = [];

    /// <summary>
    /// Returns quickly: it compiles shaders, encodes the data and starts a session. Anything slower, such as a plane
    /// that needs a descent, completes in a later tick.
    /// </summary>
    /// <param name="gl">The host's GL functions; OpenGL 4.1 or newer, core profile; 4.3 or newer to train with compute
    /// shaders.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="UserErrorException">The experiment is inconsistent, or a forced backend cannot train
    /// here.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LandscapePlugin(GL gl, Experiment experiment, LandscapeOptions? options = null)
    {
        _options = options ?? new LandscapeOptions();
        _fromWorld = _options.Check();
        var plane = _options.Plane ?? new RandomPlane();
        _hosted = new HostedScene(
            gl,
            backends =>
            {
                backends.FellBack += message => Notice?.Invoke(message);
                backends.Choice = _options.Backend;
            },
            backends => Create(experiment, backends, IsSlow(plane) ? new RandomPlane() : plane));
        try
        {
            if (IsSlow(plane))
                Show(plane);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The same, for hosts that do not use Silk.NET.</summary>
    /// <param name="findFunction">Returns the address of a GL function by name, for example glfwGetProcAddress.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public LandscapePlugin(Func<string, nint> findFunction, Experiment experiment, LandscapeOptions? options = null)
        : this(GL.GetApi(findFunction), experiment, options)
    {
    }

    /// <summary>
    /// Raised during a tick, with one line for the user: the GPU failed and the CPU took over, a plane could not be
    /// created, a file could not be loaded.
    /// </summary>
    public event Action<string>? Notice;

    /// <summary>The host's device.</summary>
    public GraphicsDevice Device => _hosted.Device;

    /// <summary>
    /// Trainer, landscape, ball and camera, which can be changed while they run; a host may add its own objects.
    /// </summary>
    public DescentScene Scene => _hosted.Scene;

    /// <summary>
    /// The file that the experiment was loaded from, from which <see cref="Save"/> takes the reference to the data;
    /// null for none.
    /// </summary>
    public ExperimentFile? Origin { get; set; }

    /// <summary>Whether a plane or a file is being prepared in the background.</summary>
    public bool IsPreparing => _work.IsBusy;

    /// <summary>The device that trains now, for example <c>CPU</c> or <c>GPU · NVIDIA H100</c>.</summary>
    public string BackendName => _hosted.Backends.Name;

    /// <summary>Why it trains there, in one line.</summary>
    public string BackendReason => _hosted.Backends.Reason;

    /// <summary>
    /// The state of training: step, losses, and the weights' projection on the plane with its residual.
    /// </summary>
    public ref readonly TrainingStatus Status => ref Scene.Trainer.Status;

    /// <summary>The current losses, [row β, column α]; NaN if not sampled yet or not finite.</summary>
    public ReadOnlySpan<float> Losses => Scene.Landscape.Samples.Losses;

    /// <summary>
    /// The current settings; setting them applies the differences. Changing the backend keeps the training state, and
    /// blocks until the steps enqueued so far are done; a plane is prepared as in the constructor.
    /// </summary>
    /// <exception cref="UserErrorException">That backend cannot train here; training continues on the old
    /// one.</exception>
    /// <exception cref="ArgumentException">An option is out of range; nothing has changed.</exception>
    public LandscapeOptions Options
    {
        get => _options with
        {
            PathSteps = Scene.PathSteps,
            Extent = Scene.Landscape.Extent,
            Resolution = Scene.Landscape.Resolution,
            IsLogarithmic = Scene.Landscape.IsLogarithmic,
            FrameBudget = Scene.Trainer.FrameBudget,
            StepsPerFrame = Scene.Trainer.StepsPerFrame,
            IsPlaying = Scene.Trainer.IsPlaying,
            WaitsForFrames = Scene.Trainer.WaitsForSteps && Scene.Landscape.WaitsForSurface,
        };
        set
        {
            _fromWorld = value.Check();
            var (backend, plane) = (_options.Backend, _options.Plane);
            if (value.Backend != backend)
                _hosted.Backends.Choice = value.Backend;
            _options = value;
            value.ApplyTo(Scene);
            if (value.Plane != plane)
                Show(value.Plane ?? new RandomPlane());
        }
    }

    /// <summary>Runs one frame: some training steps, the surface, the trail, the camera.</summary>
    /// <param name="seconds">Time since the last tick, by the host's clock.</param>
    public void Tick(double seconds)
    {
        try
        {
            if (_options.WaitsForFrames)
                _work.Wait();
            _work.Update();
        }
        catch (UserErrorException error)
        {
            Notice?.Invoke(error.Message);
        }
        Scene.Tick(seconds);
    }

    /// <summary>Runs one frame by the plugin's own clock, with at most 0.1 s since the last tick.</summary>
    public void Tick()
    {
        var now = Stopwatch.GetTimestamp();
        var seconds = _lastTick == 0 ? 0 : Stopwatch.GetElapsedTime(_lastTick, now).TotalSeconds;
        _lastTick = now;
        Tick(Math.Min(seconds, MaxTickSeconds));
    }

    /// <summary>
    /// Draws the last tick. With <see cref="RenderTarget.Clear"/> unset and the host's camera, the landscape is drawn
    /// into the host's scene, placed by <see cref="LandscapeOptions.WorldMatrix"/> and tested against its depth.
    /// </summary>
    /// <param name="target">Framebuffer and viewport.</param>
    /// <param name="camera">The host's camera, in world coordinates; null for the scene's own orbit camera.</param>
    public void Render(in RenderTarget target, Camera? camera = null)
    {
        // Freezes it again: the same tick may be drawn several times, with several cameras and sizes.
        Scene.Camera.Aspect = target.Width / (float)Math.Max(1, target.Height);
        Scene.ShowThrough(camera is { } host
            ? new Camera(_options.WorldMatrix * host.View, host.Projection, Vector3.Transform(host.Eye, _fromWorld))
            : null);
        _hosted.Renderer.Render(Scene.Frame, target);
    }

    /// <summary>
    /// Draws the last tick off-screen and writes it to a sink. Blocks until it is drawn and the sink has accepted it.
    /// </summary>
    /// <param name="sink">A sink for frames of that format; the caller completes it.</param>
    /// <param name="format">Frame size in pixels.</param>
    /// <param name="camera">As in <see cref="Render"/>.</param>
    public void Record(IFrameSink sink, FrameFormat format, Camera? camera = null)
    {
        using (var guard = new GlStateGuard(Device.Gl))
        {
            _recorded ??= new OffscreenFramebuffer(Device);
            _recorded.Resize(format.Width, format.Height);
        }
        Render(new RenderTarget(_recorded.DrawHandle, 0, 0, format.Width, format.Height), camera);
        if (_pixels.Length != format.Width * format.Height * 4)
            _pixels = new byte[format.Width * format.Height * 4];
        _reader ??= new FrameReader(Device.Gl);
        _reader.Read(_recorded.ReadHandle, format.Width, format.Height, _pixels);
        sink.Write(_pixels);
    }

    /// <summary>Finds the first intersection of a ray with the surface as last drawn; false if there is none.</summary>
    /// <param name="origin">In the host's world coordinates.</param>
    /// <param name="direction">Any non-zero length. <see cref="SceneProjection.Ray"/> gives both for a pixel.</param>
    /// <param name="hit">α, β and loss there, and the position in the host's world.</param>
    public bool TryPick(Vector3 origin, Vector3 direction, out SurfaceHit hit)
    {
        var along = Vector3.Normalize(Vector3.TransformNormal(direction, _fromWorld));
        if (!_hosted.Renderer.Surface.TryPick(Vector3.Transform(origin, _fromWorld), along, out hit))
            return false;
        hit = hit with { World = Vector3.Transform(hit.World, _options.WorldMatrix) };
        return true;
    }

    /// <summary>
    /// Sets the weights to the point (α, β) of the plane, for example of a <see cref="SurfaceHit"/>: θ = θ* + α·d₁ +
    /// β·d₂. Training continues from there; optimizer state and step count are kept. Blocks.
    /// </summary>
    public void Drop(double alpha, double beta)
    {
        if (!double.IsFinite(alpha) || !double.IsFinite(beta))
            throw new ArgumentOutOfRangeException(nameof(alpha), $"({alpha}, {beta}) is no point of the plane.");
        var parameters = new float[Scene.Trainer.Experiment.Shape.ParameterCount];
        Scene.Landscape.Plane!.PointAt(alpha, beta, parameters);
        Scene.Trainer.WriteParameters(parameters);
        Scene.Ball.Break();
        Scene.Trainer.RefreshStatus();
    }

    /// <summary>Copies θ, [parameters]. Blocks until the steps enqueued so far are done.</summary>
    public void ReadParameters(Span<float> destination) => Scene.Trainer.Session.ReadParameters(destination);

    /// <summary>Outputs of the network at the current θ. Blocks until the steps enqueued so far are done.</summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="outputs">Receives [rows, outputs]; logits if the loss is a cross-entropy.</param>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => Scene.Trainer.Session.Predict(inputs, outputs);

    /// <summary>
    /// Saves the experiment with its current settings, to start from step 0. Blocks. Data without a file
    /// (<see cref="Origin"/>) are stored in it if they are labelled points in the plane without a test set.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be written, or its data or weights come from no file.</exception>
    public void Save(string path)
    {
        var file = Scene.Describe(Origin ?? FileOf(Scene.Trainer));
        if (IsPreparing && _options.Plane is { } coming)
            file = file with { Plane = file.Plane with { Kind = coming.Name } };
        file.Save(path);
    }

    /// <summary>
    /// Writes the current losses in the format of the path's extension (<see cref="SurfaceFormat"/>). Blocks.
    /// </summary>
    /// <returns>Null, or one line about what the file lacks.</returns>
    /// <exception cref="UserErrorException">The extension is unknown, or the file cannot be written.</exception>
    public string? SaveSurface(string path) => SurfaceFormat.Of(path).Write(path, Scene.Landscape.Samples);

    /// <summary>
    /// Loads an experiment: a background thread reads it, and a later tick replaces the current one. Errors raise
    /// <see cref="Notice"/>, and the current experiment continues. Never blocks.
    /// </summary>
    public void Load(string path) => _work.Begin(() =>
    {
        var file = ExperimentFile.Load(path);
        var prepared = PreparedExperiment.Of(file, pathBackend: _hosted.Backends.Fallback);
        return () =>
        {
            Scene.Load(prepared);
            Origin = file;
            _options = _options with { Plane = Scene.ShownPlane?.Kind };
        };
    });

    /// <summary>Ends training and frees its GPU resources.</summary>
    public void Dispose()
    {
        _work.Dispose();
        _recorded?.Dispose();
        _hosted.Dispose();
    }

    private static ExperimentFile FileOf(Trainer trainer)
    {
        var experiment = trainer.Experiment;
        if (experiment.Weights is not null || !PlanePoints.Fits(trainer.StartData))
            throw new UserErrorException("the experiment's data or weights came from no file", "set Origin to the file that names them");
        return ExperimentFile.Of(experiment, ExperimentFile.DataSection.Painted(trainer.StartData));
    }

    private DescentScene Create(Experiment experiment, IComputeBackend backend, PlaneKind plane)
    {
        var scene = new DescentScene(experiment, backend);
        try
        {
            _options.ApplyTo(scene);
            scene.Show(plane);
            return scene;
        }
        catch
        {
            scene.Dispose();
            throw;
        }
    }

    private static bool IsSlow(PlaneKind kind) => !kind.LooksBack && (kind.NeedsPath || kind.Eigenvectors.Count > 0);

    // A descent is trained ahead on the processor, whatever trains here: the plane needs its shape, not its bits. So with
    // eigenvectors.
    private void Show(PlaneKind kind)
    {
        _work.Cancel();
        if (!IsSlow(kind))
        {
            Scene.Show(kind);
            return;
        }
        if (!kind.NeedsPath)
        {
            var (pinned, create) = Scene.Prepare(kind, []);
            _work.Begin(() =>
            {
                var plane = create();
                return () => Scene.Show(pinned, plane);
            });
            return;
        }
        var (ahead, data, steps, seed) = (Scene.ExperimentAhead, Scene.Trainer.Session.Data, Scene.PathSteps, Scene.NextPlaneSeed);
        _work.Begin(() =>
        {
            var path = ahead.RecordTrajectory(_hosted.Backends.Fallback, steps, DescentScene.PathPoints, data);
            if (kind.NeedsGradient)
                return () => Scene.Show(kind, path);
            var plane = kind.Create(new PlaneContext(ahead.CreateNetwork(), seed, path));
            return () => Scene.Show(kind, plane);
        });
    }
}
