using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// The order of samples: each epoch is a new permutation that depends only on seed and epoch, so that any position can
/// be restored. A batch never crosses the end of an epoch; the last one may be shorter.
/// </summary>
internal sealed class BatchOrder
{
    private readonly ulong _seed;
    private readonly int[] _permutation;
    private readonly SeededRandom _random;
    private int _permutationEpoch = int.MinValue; // -1: the set's own order

    /// <param name="count">Samples in the training set.</param>
    /// <param name="seed">Seed of all permutations.</param>
    public BatchOrder(int count, ulong seed)
    {
        _seed = seed;
        _random = new SeededRandom(seed);
        _permutation = new int[count];
    }

    /// <summary>The position of the next batch.</summary>
    public BatchPosition Position { get; private set; }

    /// <summary>
    /// The rows of the next batch, valid until the next call. A batch size of 0, or of the whole set, returns all
    /// samples in their own order.
    /// </summary>
    public ReadOnlySpan<int> Next(int batchSize)
    {
        var (epoch, at) = Position;
        if (batchSize <= 0 || batchSize >= _permutation.Length)
        {
            Permute(-1);
            Position = new BatchPosition(epoch + 1, 0);
            return _permutation;
        }
        Permute(epoch);
        var length = Math.Min(batchSize, _permutation.Length - at);
        Position = at + length == _permutation.Length ? new BatchPosition(epoch + 1, 0) : new BatchPosition(epoch, at + length);
        return _permutation.AsSpan(at, length);
    }

    /// <summary>Moves to a position from <see cref="Position"/>.</summary>
    public void Seek(BatchPosition position) => Position = position;

    private void Permute(int epoch)
    {
        if (epoch == _permutationEpoch)
            return;
        for (var i = 0; i < _permutation.Length; i++)
            _permutation[i] = i;
        if (epoch >= 0)
        {
            _random.Restart(_seed, stream: 16 + (ulong)epoch);
            _random.Shuffle<int>(_permutation);
        }
        _permutationEpoch = epoch;
    }
}
