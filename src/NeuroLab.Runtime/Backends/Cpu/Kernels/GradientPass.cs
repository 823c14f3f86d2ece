namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>The gradients of all layers as one work item: they are independent once every δ is known.</summary>
internal sealed class GradientPass(GradientProduct[] products) : IParallelWork
{
    private readonly int[] _ends = new int[products.Length]; // exclusive end of each product's parts

    /// <summary>Multiply-adds of all layers.</summary>
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

    /// <summary>Divides the products for a number of threads; returns the number of parts.</summary>
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
