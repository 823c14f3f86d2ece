using NeuroLab.Benchmarks;

switch (args.FirstOrDefault())
{
    case "frame":
        FrameBenchmark.Run(1280, 720);
        return 0;
    default:
        Console.Error.WriteLine("usage: NeuroLab.Benchmarks frame");
        return 2;
}
