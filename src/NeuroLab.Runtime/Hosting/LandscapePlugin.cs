using System.Diagnostics;
using System.Numerics;
using NeuroLab.Backends;
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
/// The whole plugin behind four calls: make it with the host's OpenGL, tick it with the host's clock, render it into
/// the host's framebuffer, dispose it. Every call leaves the host's GL state as it found it. Everything on the thread of
/// the host's context.
/// </summary>
public sealed class LandscapePlugin : IDisposable
{
    // A window that was dragged must not make the scene leap.
    private const double MaxTickSeconds = 0.1;

    private readonly BackendSwitch _backends;
    private readonly SceneRenderer _renderer;
    private readonly BackgroundWork _work = new();
    private LandscapeOptions _options;
    private Matrix4x4 _fromWorld;
    private long _lastTick;
    private OffscreenFramebuffer? _recorded;
    private FrameReader? _reader;
    private byte[] _pixels = [];

    /// <summary>
    /// Returns at once: it compiles shaders, encodes the data and starts a session. What takes longer, such as a plane that
    /// needs a descent, comes in a later tick.
    /// </summary>
    /// <param name="gl">The host's functions; OpenGL 4.1 or newer, core profile, 4.3 or newer to train in compute shaders.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="UserErrorException">The experiment does not fit together, or a backend was forced that cannot train here.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public LandscapePlugin(GL gl, Experiment experiment, LandscapeOptions? options = null)
    {
        _options = options ?? new LandscapeOptions();
        _fromWorld = Check(_options);
        Device = new GraphicsDevice(gl);
        _backends = BackendRegistry.Open(Device);
        _backends.FellBack += message => Notice?.Invoke(message);
        try
        {
            _backends.Choice = _options.Backend;
            Scene = new DescentScene(experiment, _backends);
            _renderer = new SceneRenderer(Device);
            Apply(_options);
            Show(_options.Plane ?? new RandomPlane());
        }
        catch
        {
            _work.Dispose();
            Scene?.Dispose();
            _renderer?.Dispose();
            _backends.Dispose();
            throw;
        }
    }

    /// <summary>As above, for a host that does not use Silk.NET.</summary>
    /// <param name="findFunction">Gives the address of a GL function by name, for example glfwGetProcAddress.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="options">How; null for the usual.</param>
    public LandscapePlugin(Func<string, nint> findFunction, Experiment experiment, LandscapeOptions? options = null)
        : this(GL.GetApi(findFunction), experiment, options)
    {
    }

    /// <summary>
    /// Raised with one line for the person at the screen, in a tick: the GPU failed and the processor goes on, a plane could
    /// not be made, a file could not be loaded.
    /// </summary>
    public event Action<string>? Notice;

    /// <summary>The host's device.</summary>
    public GraphicsDevice Device { get; }

    /// <summary>Trainer, landscape, ball and camera, to be turned while they run; objects of the host's may be added.</summary>
    public DescentScene Scene { get; }

    /// <summary>The file that the experiment came from, which <see cref="Save"/> takes the data's place from; null for none.</summary>
    public ExperimentFile? Origin { get; set; }

    /// <summary>Whether a plane or a file is being prepared.</summary>
    public bool IsPreparing => _work.IsBusy;

    /// <summary>What trains now, for example <c>CPU</c> or <c>GPU · NVIDIA H100</c>.</summary>
    public string BackendName => _backends.Name;

    /// <summary>Why it trains there, in one line.</summary>
    public string BackendReason => _backends.Reason;

    /// <summary>Where training stands: step, losses, and the weights' projection on the plane with its residual.</summary>
    public ref readonly TrainingStatus Status => ref Scene.Trainer.Status;

    /// <summary>The losses on show, [row β, column α]; NaN where not sampled yet or not finite.</summary>
    public ReadOnlySpan<float> Losses => Scene.Landscape.Samples.Losses;

    /// <summary>
    /// How it is set now; setting it changes what is different. Another backend takes training along, and blocks until the
    /// steps enqueued so far are done; another plane comes as in the constructor.
    /// </summary>
    /// <exception cref="UserErrorException">That backend cannot train here; all goes on where it was.</exception>
    /// <exception cref="ArgumentException">An option makes no sense; nothing has changed.</exception>
    public LandscapeOptions Options
    {
        get => _options with
        {
            PathSteps = Scene.RehearsalSteps,
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
            _fromWorld = Check(value);
            var (backend, plane) = (_options.Backend, _options.Plane);
            if (value.Backend != backend)
                _backends.Choice = value.Backend;
            _options = value;
            Apply(value);
            if (value.Plane != plane)
                Show(value.Plane ?? new RandomPlane());
        }
    }

    /// <summary>Runs one frame: some training steps, the surface, the trail, the camera.</summary>
    /// <param name="seconds">Since the last tick, on the host's clock.</param>
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

    /// <summary>Runs one frame by the plugin's own clock; a pause of more than 0.1 s counts as that.</summary>
    public void Tick()
    {
        var now = Stopwatch.GetTimestamp();
        var seconds = _lastTick == 0 ? 0 : Stopwatch.GetElapsedTime(_lastTick, now).TotalSeconds;
        _lastTick = now;
        Tick(Math.Min(seconds, MaxTickSeconds));
    }

    /// <summary>
    /// Draws the last tick. With <see cref="RenderTarget.Clear"/> unset and a camera of the host's, the landscape stands
    /// in the host's own scene, where <see cref="LandscapeOptions.WorldMatrix"/> puts it, tested against its depth.
    /// </summary>
    /// <param name="target">Framebuffer and viewport.</param>
    /// <param name="camera">The host's, in world coordinates; null uses the scene's own orbit camera.</param>
    public void Render(in RenderTarget target, Camera? camera = null)
    {
        // Frozen anew: the same tick may be drawn several times, through several cameras and at several sizes.
        Scene.Camera.Aspect = target.Width / (float)Math.Max(1, target.Height);
        Scene.ShowThrough(camera is { } host
            ? new Camera(_options.WorldMatrix * host.View, host.Projection, Vector3.Transform(host.Eye, _fromWorld))
            : null);
        _renderer.Render(Scene.Frame, target);
    }

    /// <summary>Draws the last tick by itself and hands it to a sink. Blocks until it is drawn, and while the sink takes it.</summary>
    /// <param name="sink">Made for frames of that format; completing it is the caller's.</param>
    /// <param name="format">Size in pixels.</param>
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

    /// <summary>Where a ray first meets the surface as it was drawn last; false when it passes by.</summary>
    /// <param name="origin">In the host's world.</param>
    /// <param name="direction">Any length but 0. <see cref="SceneProjection.Ray"/> gives both for a pixel.</param>
    /// <param name="hit">α, β and loss there, and the place in the host's world.</param>
    public bool TryPick(Vector3 origin, Vector3 direction, out SurfaceHit hit)
    {
        var along = Vector3.Normalize(Vector3.TransformNormal(direction, _fromWorld));
        if (!_renderer.Surface.TryPick(Vector3.Transform(origin, _fromWorld), along, out hit))
            return false;
        hit = hit with { World = Vector3.Transform(hit.World, _options.WorldMatrix) };
        return true;
    }

    /// <summary>
    /// Puts the real weights at (α, β) of the plane, for example of a <see cref="SurfaceHit"/>: θ = θ* + α·d₁ + β·d₂.
    /// Training goes on from there; optimizer state and step count stay. Blocks.
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

    /// <summary>What the network says about some inputs, at the present θ. Blocks until the steps enqueued so far are done.</summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="outputs">Receives [rows, outputs]; logits where the loss is a cross-entropy.</param>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => Scene.Trainer.Session.Predict(inputs, outputs);

    /// <summary>
    /// Writes the experiment as it is set now, to be begun from step 0. Blocks. Data that came from no file
    /// (<see cref="Origin"/>) are written into it where they are points of classes in the plane, without a test set.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be written there, or its data or weights came from no file.</exception>
    public void Save(string path)
    {
        var file = Scene.Describe(Origin ?? FileOf(Scene.Trainer));
        if (IsPreparing && _options.Plane is { } coming)
            file = file with { Plane = file.Plane with { Kind = coming.Name } };
        file.Save(path);
    }

    /// <summary>Writes the losses on show, in the format that the path's extension names (<see cref="SurfaceFormat"/>). Blocks.</summary>
    /// <returns>Null, or one line on what the file lacks.</returns>
    /// <exception cref="UserErrorException">The extension is unknown, or the file cannot be written there.</exception>
    public string? SaveSurface(string path) => SurfaceFormat.Of(path).Write(path, Scene.Landscape.Samples);

    /// <summary>
    /// Loads an experiment: a thread of its own reads it, and a later tick puts it in place of the present one. What goes
    /// wrong is told by <see cref="Notice"/>, and the present one goes on. Never blocks.
    /// </summary>
    public void Load(string path) => _work.Begin(() =>
    {
        var file = ExperimentFile.Load(path);
        var prepared = PreparedExperiment.Of(file, rehearsal: _backends.Fallback);
        return () =>
        {
            Scene.Load(prepared);
            Origin = file;
            _options = _options with { Plane = Scene.ShownPlane?.Kind };
        };
    });

    /// <summary>Ends training and frees what it made on the device.</summary>
    public void Dispose()
    {
        _work.Dispose();
        Scene.Dispose();
        _recorded?.Dispose();
        _renderer.Dispose();
        _backends.Dispose();
    }

    private static Matrix4x4 Check(LandscapeOptions options)
    {
        if (options.Resolution is < 2 or > 1025 || !(options.Extent > 0) || options.PathSteps < 1 || options.StepsPerFrame < 0)
            throw new ArgumentException(
                $"A surface of {options.Resolution}² points over ±{options.Extent}, {options.PathSteps} steps ahead, {options.StepsPerFrame} a frame.", nameof(options));
        return Matrix4x4.Invert(options.WorldMatrix, out var inverse)
            ? inverse
            : throw new ArgumentException("The world matrix cannot be inverted.", nameof(options));
    }

    private static ExperimentFile FileOf(Trainer trainer)
    {
        var experiment = trainer.Experiment;
        if (experiment.Weights is not null || !PlanePoints.Fits(trainer.StartData))
            throw new UserErrorException("the experiment's data or weights came from no file", "set Origin to the file that names them");
        return ExperimentFile.Of(experiment, ExperimentFile.DataSection.Painted(trainer.StartData));
    }

    private void Apply(LandscapeOptions options)
    {
        Scene.RehearsalSteps = options.PathSteps;
        (Scene.Landscape.Extent, Scene.Landscape.Resolution) = (options.Extent, options.Resolution);
        Scene.Landscape.IsLogarithmic = options.IsLogarithmic;
        Scene.Trainer.FrameBudget = options.FrameBudget;
        Scene.Trainer.StepsPerFrame = options.StepsPerFrame;
        Scene.Trainer.IsPlaying = options.IsPlaying;
        Scene.Trainer.WaitsForSteps = Scene.Landscape.WaitsForSurface = options.WaitsForFrames;
    }

    // A descent is trained ahead on the processor, whatever trains here: the plane needs its shape, not its bits.
    private void Show(PlaneKind kind)
    {
        _work.Cancel();
        if (!kind.NeedsPath)
        {
            Scene.Show(kind);
            return;
        }
        if (Scene.Landscape.Plane is null)
            Scene.Show(new RandomPlane());
        var (ahead, data, steps, seed) = (Scene.ExperimentAhead, Scene.Trainer.Session.Data, Scene.RehearsalSteps, Scene.NextPlaneSeed);
        _work.Begin(() =>
        {
            var path = ahead.RecordTrajectory(_backends.Fallback, steps, DescentScene.PathPoints, data);
            if (kind.NeedsGradient)
                return () => Scene.Show(kind, path);
            var plane = kind.Create(new PlaneContext(ahead.CreateNetwork(), seed, path));
            return () => Scene.Show(kind, plane);
        });
    }
}
