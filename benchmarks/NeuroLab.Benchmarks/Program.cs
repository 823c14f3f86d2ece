using BenchmarkDotNet.Running;
using NeuroLab.Benchmarks;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Benchmarks.Gpu;
using NeuroLab.Training;

switch (args)
{
    case ["frame", .. var rest]:
        return FrameBenchmark.Run(1280, 720, rest is [var frames, ..] && int.TryParse(frames, out var count) ? count : 300, rest is [_, var picture, ..] ? picture : null, rest is [_, _, var preset] ? preset : null);
    case ["sharpness", .. var rest]:
        return SharpnessBenchmark.Run(1280, 720, rest is [var times] ? int.Parse(times) : 9);
    case ["hessian", .. var rest]:
        return HessianBenchmark.Run(rest is ["gpu", ..], rest is [.., var rounds] && int.TryParse(rounds, out var number) ? number : 9);
    case ["host", .. var rest]:
        return HostBenchmark.Run(rest is ["gpu"] ? BackendKind.Gpu : BackendKind.Cpu);
    case ["record"]:
        RecordBenchmark.Run();
        return 0;
    case ["surface", .. var rest]:
        return CpuBenchmark.RunSurface(rest is [var turns] ? int.Parse(turns) : 5);
    case ["cpu", .. var rest]:
        return CpuBenchmark.Run(rest);
    case ["gpu", "tiles"]:
        return TileSweep.Run();
    case ["gpu", .. var rest]:
        return GpuBenchmark.Run(rest);
    case ["kernels", ..]:
        BenchmarkRunner.Run<KernelBenchmark>();
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: NeuroLab.Benchmarks frame [FRAMES [PICTURE.png [PRESET]]] | host [gpu] | record | sharpness [ROUNDS] | hessian [gpu] [ROUNDS] | surface [ROUNDS] | cpu [ROUNDS [docs/performance.md]] | gpu [tiles | MULTIPLY-ADDS | all [FILE]] | kernels");
        return 2;
}
