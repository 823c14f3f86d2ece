namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// Runs a block of samples through a sequence of operations: small ones in sequence, panel by panel, and large products
/// tile by tile. One caller at a time; threads of the pool share the work.
/// </summary>
internal sealed class PanelRun(WorkerPool pool, DensePass pass, IPanelOperation[] operations) : IParallelWork
{
    // Multiply-adds. Less (about 10 µs) runs on one core: sharing it gains little, and loses much if another program
    // uses the other cores. A layer above LargeLayer is shared on its own, in tiles.
    private const long MinShared = 1 << 20, LargeLayer = 1 << 22;

    private int _first, _last; // the operations that the panels are taken through together

    /// <summary>
    /// Runs the operations from <paramref name="first"/> to before <paramref name="end"/> on the current block.
    /// </summary>
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

    /// <summary>Runs the gradients of a block.</summary>
    public void Run(GradientPass gradients)
    {
        var work = gradients.Work;
        Share(gradients, gradients.Plan(work < MinShared ? 1 : pool.Threads), work);
    }

    // Runs one panel through consecutive small operations.
    void IParallelWork.Run(int part)
    {
        for (var i = _first; i < _last; i++)
            operations[i].Panel(part);
    }

    // Few panels cannot be divided evenly: then layers are split into tiles sooner.
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
