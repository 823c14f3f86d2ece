using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>
/// A context and a backend on a thread of their own for each suite, so that a test finds the kernels compiled that an
/// earlier one needed, and suites run side by side.
/// </summary>
public sealed class OpenGLHost : BackendHost
{
    private static readonly ConcurrentDictionary<Type, Lazy<ContextThread>> Threads = [];

    private static readonly Lazy<string?> MissingReason = new(() =>
    {
        using var context = EglContext.TryCreate(out var reason);
        return context is null ? $"no OpenGL: {reason}" : null;
    });

    public override string? Missing => MissingReason.Value;

    public override void Run(Type suite, Action<IComputeBackend> test) => Run(suite, (_, backend) => test(backend));

    /// <summary>Runs a test with the context too.</summary>
    public static void Run(Type suite, Action<GraphicsDevice, IComputeBackend> test) =>
        Threads.GetOrAdd(suite, _ => new(() => new ContextThread())).Value.Run(test);

    private sealed class ContextThread
    {
        private readonly BlockingCollection<Action<GraphicsDevice, IComputeBackend>> _work = [];
        private Exception? _failure;

        public ContextThread() => new Thread(Work) { IsBackground = true, Name = "OpenGL tests" }.Start();

        public void Run(Action<GraphicsDevice, IComputeBackend> test)
        {
            var done = new TaskCompletionSource<ExceptionDispatchInfo?>();
            _work.Add((device, backend) =>
            {
                try
                {
                    if (_failure is not null)
                        throw _failure;
                    test(device, backend);
                    done.SetResult(null);
                }
                catch (Exception exception)
                {
                    done.SetResult(ExceptionDispatchInfo.Capture(exception));
                }
            });
            done.Task.Result?.Throw();
        }

        private void Work()
        {
            using var context = EglContext.TryCreate(out var reason);
            GraphicsDevice? device = null;
            OpenGLBackend? backend = null;
            try
            {
                device = new GraphicsDevice(context?.Gl ?? throw new InvalidOperationException($"no OpenGL: {reason}"));
                backend = new OpenGLBackend(device);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
            foreach (var work in _work.GetConsumingEnumerable())
                work(device!, backend!);
        }
    }
}
