namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// Takes a block of samples through operations that follow each other: small ones one after the other, panel by panel,
/// and a product large enough to be cut into tiles by itself. One caller at a time; threads of the pool share the work.
/// </summary>
internal sealed class PanelRun(WorkerPool pool, DensePass pass, IPanelOperation[] operations) : IParallelWork
{
    // Multiply-adds. Less (some 10 µs) stays on one core: handing it over gains little, and loses much where another
    // program holds the other cores. A layer of more is shared by itself, in tiles.
    private const long MinShared = 1 << 20, LargeLayer = 1 << 22;

    private int _first, _last; // the operations that the panels are taken through together

    /// <summary>The operations from <paramref name="first"/> to before <paramref name="end"/>, for the present block.</summary>
    public void Run(int first, int end)
    {
        for (_first = first; _first < end; _first = _last)
        {
            _last = _first + 1;
            var work = operations[_first].Work;
            if (operations[_first] is TileProduct large && IsLarge(work))
            {
                pool.Run(large, large.Plan(pool.Threads));
                continue;
            }
            for (; _last < end && !(operations[_last] is TileProduct && IsLarge(operations[_last].Work)); _last++)
                work += operations[_last].Work;
            Share(this, pass.Panels, work);
        }
    }

    /// <summary>The gradients that a block leaves.</summary>
    public void Run(GradientPass gradients)
    {
        var work = gradients.Work;
        Share(gradients, gradients.Plan(work < MinShared ? 1 : pool.Threads), work);
    }

    // One panel through the small operations that follow each other.
    void IParallelWork.Run(int part)
    {
        for (var i = _first; i < _last; i++)
            operations[i].Panel(part);
    }

    // Few panels cannot be shared evenly: then a layer is cut into tiles sooner.
    private bool IsLarge(long work) =>
        work >= (pass.Panels < 2 * pool.Threads ? MinShared : LargeLayer);

    private void Share(IParallelWork work, int parts, long multiplications)
    {
        if (multiplications >= MinShared)
        {
            pool.Run(work, parts);
            return;
        }
        for (var part = 0; part < parts; part++)
            work.Run(part);
    }
}
