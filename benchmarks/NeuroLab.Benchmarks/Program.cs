using NeuroLab.Benchmarks;

switch (args)
{
    case ["gpu", .. var rest]:
        return GpuBenchmark.Run(rest);
    default:
        Console.Error.WriteLine("usage: NeuroLab.Benchmarks gpu [most multiply-adds in a step]");
        return 2;
}
