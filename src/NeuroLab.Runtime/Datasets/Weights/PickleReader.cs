using System.Buffers.Binary;
using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Weights;

/// <summary>
/// Reads the pickle of a PyTorch state dict: numbers, texts, lists, tuples, dictionaries and tensors, in protocol 2. A
/// pickle is a program; of its instructions this knows those that build such values, and of the names that it may call
/// the few that stand for tensors. Every other is refused by name. Nothing is looked up, imported or called.
/// </summary>
internal sealed class PickleReader
{
    private const int MaxObjects = 1_000_000, MaxAxes = 8;
    private const string Rebuild = "torch._utils._rebuild_tensor_v2", Parameter = "torch._utils._rebuild_parameter", Ordered = "collections.OrderedDict";
    private const string Remedy = "save model.state_dict() with torch.save, and no other objects";

    private static readonly object Mark = new();

    // PyTorch's storages, and the elements in them.
    private static readonly Dictionary<string, string> Storages = new()
    {
        ["torch.FloatStorage"] = "F32",
        ["torch.DoubleStorage"] = "F64",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        // Counters, such as a batch norm's.
        ["torch.LongStorage"] = "I64",
        ["torch.IntStorage"] = "I32",
        ["torch.ShortStorage"] = "I16",
        ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8",
        ["torch.BoolStorage"] = "BOOL",
    };

    private readonly byte[] _bytes;
    private readonly string _path;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at, _objects;

    private PickleReader(byte[] bytes, string path) => (_bytes, _path) = (bytes, path);

    /// <summary>The value of a pickle: null, bool, long, double, string, object?[] for a tuple, a List of object?, a
    /// <see cref="PickleDictionary"/> or a <see cref="PickleTensor"/>.</summary>
    /// <param name="path">Prefix of error messages.</param>
    /// <exception cref="UserErrorException">It is damaged, or holds anything else.</exception>
    public static object? Read(byte[] bytes, string path) => new PickleReader(bytes, path).Read();

    private object? Read()
    {
        if (_bytes is not [0x80, 2, ..])
        {
            var protocol = _bytes is [0x80, var number, ..] ? number : 0;
            throw Error($"is a pickle of protocol {protocol}, and only 2, which torch.save writes by default, is read; {Remedy}");
        }
        _at = 2;
        while (true)
        {
            if (++_objects > MaxObjects)
                throw Error($"holds more than {MaxObjects:N0} objects; {Remedy}");
            var code = Byte();
            if (code == (byte)'.')
                break;
            Run(code);
        }
        if (_stack.Count != 1 || _at != _bytes.Length)
            throw Damaged();
        return Pop();
    }

    private void Run(byte code)
    {
        switch ((char)code)
        {
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'K': Push((long)Byte()); break;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case '\x8a': Push(Long()); break;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case 'X': Push(Text()); break;
            case '(': Push(Mark); break;
            case ')': Push(Array.Empty<object?>()); break;
            case '\x85': Push(Last(1)); break;
            case '\x86': Push(Last(2)); break;
            case '\x87': Push(Last(3)); break;
            case 't': Push(SinceMark()); break;
            case ']': Push(new List<object?>()); break;
            case 'a': Append(Last(1)); break;
            case 'e': Append(SinceMark()); break;
            case '}': Push(new PickleDictionary()); break;
            case 's': SetItems(Last(2)); break;
            case 'u': SetItems(SinceMark()); break;
            case 'q': Remember(Byte()); break;
            case 'r': Remember(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))); break;
            case 'h': Recall(Byte()); break;
            case 'j': Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))); break;
            case 'c': Push(Global()); break;
            case 'Q': Push(Storage()); break;
            case 'R': Push(Call()); break;
            // The state of a dictionary's object: a state dict's version numbers.
            case 'b':
                Pop();
                if (Peek() is not PickleDictionary)
                    throw Error($"sets the state of an object that is no dictionary; {Remedy}");
                break;
            default:
                throw Error(string.Create(null, $"holds the pickle instruction 0x{code:x2} at byte {_at - 1}, which no state dict has; {Remedy}"));
        }
    }

    private PickleGlobal Global()
    {
        var name = $"{Line()}.{Line()}";
        if (name is not (Rebuild or Parameter or Ordered) && !Storages.ContainsKey(name))
            throw Error($"asks for {Shown(name)}, which is not run here; {Remedy}");
        return new PickleGlobal(name);
    }

    // A call, of which only the three that stand for values are understood.
    private object Call()
    {
        var arguments = Pop() as object?[];
        var called = Pop();
        return (called, arguments) switch
        {
            (PickleGlobal { Name: Ordered }, []) => new PickleDictionary(),
            (PickleGlobal { Name: Rebuild }, [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..]) => Tensor(storage, offset, shape, strides),
            (PickleGlobal { Name: Parameter }, [PickleTensor tensor, ..]) => tensor,
            (PickleGlobal global, _) => throw Error($"calls {global.Name} in an unknown way; {Remedy}"),
            _ => throw Error($"calls what is no name; {Remedy}"),
        };
    }

    private PickleStorage Storage()
    {
        return Pop() is object?[] id && id is ["storage", PickleGlobal global, string key, string, long count] && count >= 0
            && Storages.TryGetValue(global.Name, out var type)
            ? new PickleStorage(type, key, count)
            : throw Error($"refers to something outside that is no storage of numbers; {Remedy}");
    }

    private PickleTensor Tensor(PickleStorage storage, long offset, object?[] shape, object?[] strides)
    {
        var extents = new int[shape.Length];
        var steps = new long[shape.Length];
        if (shape.Length > MaxAxes || strides.Length != shape.Length || offset < 0)
            throw Damaged();
        long last = offset, elements = 1;
        for (var axis = 0; axis < extents.Length; axis++)
        {
            if (shape[axis] is not (long and >= 0 and <= int.MaxValue and var extent) || strides[axis] is not (long and >= 0 and <= int.MaxValue and var step))
                throw Damaged();
            (extents[axis], steps[axis]) = ((int)extent, step);
            last += Math.Max(0, extent - 1) * step;
            elements = Math.Min(elements * extent, long.MaxValue >> 32);
        }
        if (elements > storage.Count || (elements > 0 && (last >= storage.Count || last < 0)))
            throw Error($"holds a tensor [{string.Join(", ", extents)}] that does not fit the {storage.Count} numbers of its storage; {Remedy}");
        return new PickleTensor(storage, offset, extents, steps);
    }

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0 || Peek() is not PickleDictionary dictionary)
            throw Damaged();
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string or long) || ReferenceEquals(items[i + 1], dictionary))
                throw Error($"holds a dictionary whose keys are no texts or numbers, or that holds itself; {Remedy}");
            dictionary.Set(items[i]!, items[i + 1]);
        }
    }

    private void Append(object?[] items)
    {
        if (Peek() is not List<object?> list)
            throw Damaged();
        list.AddRange(items);
    }

    private void Remember(uint place)
    {
        // A value that the stack does not hold as such cannot be referred to; no pickler writes a place twice.
        if (Peek() == Mark || !_memo.TryAdd(place, Peek()))
            throw Error($"rewrites its memory at {place}, which no pickle of torch.save does; {Remedy}");
    }

    private void Recall(uint place) => Push(_memo.TryGetValue(place, out var value) ? value
        : throw Error($"recalls what it never stored at {place}; {Remedy}"));

    private long Long()
    {
        int length = Byte();
        if (length > 8)
            throw Error($"holds a whole number of {length} bytes; {Remedy}");
        var bytes = Take(length);
        long value = length > 0 && bytes[^1] > 127 ? -1 : 0;
        for (var i = length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private string Text()
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
        return Encoding.UTF8.GetString(Take(length));
    }

    private string Line()
    {
        var end = Array.IndexOf(_bytes, (byte)'\n', _at);
        if (end < 0)
            throw Damaged();
        var text = Encoding.UTF8.GetString(_bytes, _at, end - _at);
        _at = end + 1;
        return text;
    }

    // A name from a file may be long, and hold characters that are not to reach a terminal.
    private static string Shown(string name) => PyTorchFile.Shown(name);

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _at)
            throw Damaged();
        _at += (int)count;
        return _bytes.AsSpan(_at - (int)count, (int)count);
    }

    private byte Byte() => Take(1)[0];

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw Damaged();

    private object? Pop()
    {
        var value = Peek();
        if (value == Mark)
            throw Damaged();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] Last(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            items[i] = Pop();
        return items;
    }

    private object?[] SinceMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
            throw Damaged();
        object?[] items = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private UserErrorException Damaged() => Error($"is damaged (its pickle breaks at byte {_at}); copy or save the file again");

    private UserErrorException Error(string what) => new($"{_path}: {what}");
}
