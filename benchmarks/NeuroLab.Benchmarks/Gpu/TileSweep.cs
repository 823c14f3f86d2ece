using System.Diagnostics;
using System.Globalization;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using Silk.NET.OpenGL;

namespace NeuroLab.Benchmarks.Gpu;

/// <summary>Forward and backward passes with the same tile for all products, to find a device's best tiles.</summary>
internal static class TileSweep
{
    private const int Passes = 40;
    private const double WarmSeconds = 0.3;

    private static readonly ProductTile[] Tiles =
    [
        .. ProductTile.Shared,
        new(true, 128, 128, 8, 8),
        new(true, 64, 64, 4, 4, Depth: 32),
        new(true, 64, 64, 4, 4),
        new(true, 64, 64, 4, 4, Slices: 2),
        new(true, 32, 32, 4, 4),
    ];

    /// <summary>Prints microseconds per pass.</summary>
    public static int Run()
    {
        using var context = EglContext.TryCreate(out var reason);
        if (context is null)
        {
            Console.Error.WriteLine($"no OpenGL: {reason}");
            return 2;
        }
        var graphics = new GraphicsDevice(context.Gl);
        Console.WriteLine(graphics);
        // On a software renderer the large products take minutes, and need no tiles.
        if (!graphics.IsSoftware)
            foreach (var work in GpuCase.Steps.Skip(1))
                foreach (var tile in Tiles)
                    Measure(graphics, work, tile);
        foreach (var invocations in (int[])[64, 128, 256, 512])
            MeasureFused(graphics, invocations);
        return 0;
    }

    private static void MeasureFused(GraphicsDevice graphics, int invocations)
    {
        var settings = KernelSettings.For(DeviceLimits.Of(graphics)) with { FusedInvocations = invocations, UnrolledLimit4 = 0 };
        using var backend = new OpenGLBackend(graphics, settings);
        using var session = GpuCase.Steps[0].Start(backend, 256);
        var steps = graphics.IsSoftware ? 500 : 20000;
        session.Train(steps / 10);
        session.Finish();
        var start = Stopwatch.GetTimestamp();
        session.Train(steps);
        session.Finish();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"fused {invocations} invocations: {Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps:0.00} µs/step"));
    }

    private static void Measure(GraphicsDevice graphics, GpuCase work, ProductTile tile)
    {
        var limits = DeviceLimits.Of(graphics);
        using var device = new ComputeDevice(graphics.Gl, limits, KernelSettings.For(limits) with { Tile = tile });
        var layout = new ParameterLayout(work.Shape);
        using var workspace = new Workspace(device, layout);
        var kernels = new LayerKernels(device, layout, workspace, new ProductPrograms(device), work.Loss);
        using var state = new DeviceState(device, layout, Network.Create(work.Shape, new PyTorchDefault(), 1));
        workspace.ReserveBackward(work.Rows);
        workspace.ReserveBatch(work.Rows);
        workspace.ReservePartials(64);
        var forward = Microseconds(graphics.Gl, () => kernels.Forward(state.Parameters, workspace.BatchInputs, 0, work.Rows, true));
        kernels.Loss(workspace.BatchTargets, 0, work.Rows, 1, 1.0 / work.Rows, true, 0, 0);
        var backward = Microseconds(graphics.Gl, () => kernels.Backward(state.Parameters, workspace.BatchInputs, 0, work.Rows, state.Gradient, false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{work.Name,-20} {tile.Rows}x{tile.Columns} {tile.BlockRows}x{tile.BlockColumns} d{tile.Within(limits.SharedMemoryBytes).Depth} s{tile.Slices} forward {forward,9:0.0} backward {backward,9:0.0} µs"));
    }

    private static double Microseconds(GL gl, Action work)
    {
        // An idle GPU runs at a low clock: warms it up.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds; gl.Finish())
            work();
        var times = new uint[2];
        gl.GenQueries(times);
        gl.QueryCounter(times[0], QueryCounterTarget.Timestamp);
        for (var pass = 0; pass < Passes; pass++)
            work();
        gl.QueryCounter(times[1], QueryCounterTarget.Timestamp);
        gl.GetQueryObject(times[0], QueryObjectParameterName.Result, out ulong from);
        gl.GetQueryObject(times[1], QueryObjectParameterName.Result, out ulong to);
        gl.DeleteQueries(times);
        return (to - from) / 1000.0 / Passes;
    }
}
