#if WITH_TORCH
using NeuroLab.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>The same work in libtorch, written in the usual way.</summary>
internal static class TorchPeer
{
    public static bool IsPresent => true;

    /// <summary>Training steps on one fixed batch: zero_grad, forward, loss, backward, step.</summary>
    public static Action<int, int> Training(Workload work)
    {
        var network = Network(work);
        optim.Optimizer optimizer = work.Optimizer is RmsProp
            ? optim.RMSProp(network.parameters(), 1e-3)
            : optim.SGD(network.parameters(), 1e-3);
        var (x, y) = Batch(work);
        return (threads, steps) =>
        {
            set_num_threads(threads);
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = Loss(work, network.call(x), y);
                loss.backward();
                optimizer.step();
            }
        };
    }

    /// <summary>Points of a loss surface: θ* + α·d₁ + β·d₂, a forward pass, the loss.</summary>
    public static Action<int, int> Surface(Workload work)
    {
        var layers = work.Sizes.Zip(work.Sizes.Skip(1), (inputs, outputs) => (
            W: randn(outputs, inputs) * 0.05, B: zeros(outputs),
            D1: randn(outputs, inputs) * 0.05, D2: randn(outputs, inputs) * 0.05)).ToArray();
        var (x, y) = Batch(work);
        return (threads, points) =>
        {
            set_num_threads(threads);
            using var noGradient = no_grad();
            for (var i = 0; i < points; i++)
            {
                using var scope = NewDisposeScope();
                var (alpha, beta) = (i % 51 / 25.0 - 1, i / 51 / 25.0 - 1);
                var h = x;
                for (var l = 0; l < layers.Length; l++)
                {
                    var w = layers[l].W + alpha * layers[l].D1 + beta * layers[l].D2;
                    h = mm(h, w.t()) + layers[l].B;
                    if (l + 1 < layers.Length)
                        h = work.Activation.Name == "tanh" ? h.tanh() : h.relu();
                }
                Loss(work, h, y).item<float>();
            }
        };
    }

    /// <summary>
    /// Products with the Hessian by double backward: the gradient with its graph, times v, differentiated again. The graph
    /// is kept for all products at one θ, its best case, or made for each.
    /// </summary>
    public static Action<int, int> Curvature(Workload work, bool keepsGraph)
    {
        var network = Network(work);
        var parameters = network.parameters().ToArray();
        var directions = parameters.Select(parameter => randn(parameter.shape)).ToArray();
        var (x, y) = Batch(work);
        return (threads, products) =>
        {
            set_num_threads(threads);
            using var all = NewDisposeScope();
            var kept = keepsGraph ? Gradient() : [];
            for (var i = 0; i < products; i++)
            {
                using var scope = NewDisposeScope();
                var gradient = keepsGraph ? kept : Gradient();
                autograd.grad(gradient, parameters, directions, retain_graph: keepsGraph);
            }
        };

        IList<Tensor> Gradient() =>
            autograd.grad([Loss(work, network.call(x), y)], parameters, retain_graph: true, create_graph: true);
    }

    private static nn.Module<Tensor, Tensor> Network(Workload work)
    {
        var modules = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 0; i + 1 < work.Sizes.Length; i++)
        {
            modules.Add(($"layer{i}", nn.Linear(work.Sizes[i], work.Sizes[i + 1])));
            if (i + 2 < work.Sizes.Length)
                modules.Add(($"activation{i}", work.Activation.Name == "tanh" ? nn.Tanh() : nn.ReLU()));
        }
        return nn.Sequential(modules);
    }

    private static (Tensor X, Tensor Y) Batch(Workload work)
    {
        var outputs = work.Sizes[^1];
        return (randn(work.Batch, work.Sizes[0]),
            work.Loss.NeedsSoftmax ? randint(0, outputs, [work.Batch]) : randn(work.Batch, outputs));
    }

    private static Tensor Loss(Workload work, Tensor outputs, Tensor targets) => work.Loss.NeedsSoftmax
        ? nn.functional.cross_entropy(outputs, targets)
        : nn.functional.mse_loss(outputs, targets);
}
#else
namespace NeuroLab.Benchmarks.Cpu;

/// <summary>Used if the program was built without libtorch.</summary>
internal static class TorchPeer
{
    public static bool IsPresent => false;

    public static Action<int, int> Training(Workload work) => throw new InvalidOperationException("built without libtorch");

    public static Action<int, int> Surface(Workload work) => throw new InvalidOperationException("built without libtorch");

    public static Action<int, int> Curvature(Workload work, bool keepsGraph) => throw new InvalidOperationException("built without libtorch");
}
#endif
