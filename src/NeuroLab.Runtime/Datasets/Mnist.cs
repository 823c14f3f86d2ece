namespace NeuroLab.Datasets;

/// <summary>
/// 70,000 handwritten digits, 28×28 grey levels scaled to 0 … 1, in the official split of 60,000 and 10,000. 55 MB in
/// memory as bytes, shared between all users and freed with the last of them.
/// </summary>
internal sealed class Mnist : RecordedSource
{
    private static readonly Lock Gate = new();
    private static readonly WeakReference<Dataset?> Train = new(null), Test = new(null);

    public override string Name => "mnist";
    public override string Description => "70,000 handwritten digits, 28×28 pixels";

    protected override DatasetSplit Read() => new(Part("train", Train), Part("t10k", Test));

    private Dataset Part(string part, WeakReference<Dataset?> loaded)
    {
        lock (Gate)
        {
            if (loaded.TryGetTarget(out var digits)) return digits;
            digits = IdxFile.LoadPair(Find($"mnist/{part}-images-idx3-ubyte.gz"), Find($"mnist/{part}-labels-idx1-ubyte.gz"), Name);
            loaded.SetTarget(digits);
            return digits;
        }
    }
}
