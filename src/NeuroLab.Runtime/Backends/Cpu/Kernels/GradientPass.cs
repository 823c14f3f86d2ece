namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>The gradients of all layers as one piece of work: once every δ is known they are independent.</summary>
internal sealed class GradientPass(GradientProduct[] products) : IParallelWork
{
    private readonly int[] _ends = new int[products.Length]; // of each product's parts, in the numbering of all

    /// <summary>Multiply-adds of all layers together.</summary>
    public long Work
    {
        get
        {
            var work = 0L;
            foreach (var product in products)
                work += product.Work;
            return work;
        }
    }

    /// <summary>Cuts the products for so many threads; returns the number of parts.</summary>
    public int Plan(int threads)
    {
        var end = 0;
        for (var i = 0; i < products.Length; i++)
            _ends[i] = end += products[i].Plan(threads);
        return end;
    }

    public void Run(int part)
    {
        var i = 0;
        while (part >= _ends[i])
            i++;
        products[i].Run(i == 0 ? part : part - _ends[i - 1]);
    }
}
