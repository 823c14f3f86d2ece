using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Tests.Conformance;

/// <summary>
/// One context and one backend on a thread of their own, so that every test finds the kernels compiled that an earlier
/// one needed.
/// </summary>
public sealed class OpenGLHost : BackendHost
{
    private static readonly Lazy<OpenGLHost> Instance = new(() => new OpenGLHost(isOwner: true));

    private readonly BlockingCollection<Action<GraphicsDevice?, string>> _work = [];
    private readonly string? _missing;

    public OpenGLHost()
    {
    }

    private OpenGLHost(bool isOwner)
    {
        new Thread(Work) { IsBackground = isOwner, Name = "OpenGL tests" }.Start();
        var reason = new TaskCompletionSource<string?>();
        _work.Add((device, message) => reason.SetResult(device is null ? $"no OpenGL: {message}" : null));
        _missing = reason.Task.Result;
    }

    public override string? Missing => Instance.Value._missing;

    public override void Run(Action<IComputeBackend> test) => Run((_, backend) => test(backend));

    /// <summary>Runs a test with the context and a backend.</summary>
    public void Run(Action<GraphicsDevice, IComputeBackend> test)
    {
        var done = new TaskCompletionSource<ExceptionDispatchInfo?>();
        Instance.Value._work.Add((device, message) =>
        {
            try
            {
                if (device is null)
                    throw new InvalidOperationException($"no OpenGL: {message}");
                test(device, Backend(device));
                done.SetResult(null);
            }
            catch (Exception exception)
            {
                done.SetResult(ExceptionDispatchInfo.Capture(exception));
            }
        });
        done.Task.Result?.Throw();
    }

    private static OpenGLBackend? _backend;

    private static OpenGLBackend Backend(GraphicsDevice device) => _backend ??= new OpenGLBackend(device);

    private void Work()
    {
        using var context = EglContext.TryCreate(out var reason);
        var device = context is null ? null : new GraphicsDevice(context.Gl);
        foreach (var work in _work.GetConsumingEnumerable())
            work(device, reason);
    }
}
