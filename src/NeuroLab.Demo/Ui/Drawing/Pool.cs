namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>A list that is cleared every frame and keeps its memory.</summary>
internal sealed class Pool<T>(int capacity)
{
    private T[] _items = new T[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Appends uninitialized items, to be filled by the caller.</summary>
    public Span<T> Append(int count)
    {
        if (Count + count > _items.Length)
            Array.Resize(ref _items, Math.Max(Count + count, _items.Length * 2));
        var room = _items.AsSpan(Count, count);
        Count += count;
        return room;
    }
}
