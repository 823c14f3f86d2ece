using BenchmarkDotNet.Running;
using NeuroLab.Benchmarks;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Benchmarks.Gpu;

switch (args)
{
    case ["frame"]:
        FrameBenchmark.Run(1280, 720);
        return 0;
    case ["record"]:
        RecordBenchmark.Run();
        return 0;
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
            "usage: NeuroLab.Benchmarks frame | record | cpu [ROUNDS [docs/performance.md]] | gpu [MULTIPLY-ADDS | all [FILE]] | kernels");
        return 2;
}
