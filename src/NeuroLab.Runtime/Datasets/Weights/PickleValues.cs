namespace NeuroLab.Datasets.Weights;

/// <summary>A dictionary of a pickle, in its order. Its keys are texts and whole numbers.</summary>
internal sealed class PickleDictionary
{
    private List<KeyValuePair<object, object?>>? _items;
    private Dictionary<object, int>? _places;

    public IReadOnlyList<KeyValuePair<object, object?>> Items => _items ?? [];

    public void Set(object key, object? value)
    {
        _items ??= [];
        _places ??= [];
        if (_places.TryAdd(key, _items.Count))
            _items.Add(new(key, value));
        else
            _items[_places[key]] = new(key, value);
    }
}

/// <summary>A name that a pickle asks for. It is compared with a list, and never looked up.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>The elements of one or more tensors, in an entry of the archive.</summary>
internal sealed record PickleStorage(string DataType, string Key, long Count);

/// <summary>A tensor: a part of a storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, int[] Shape, long[] Strides);
