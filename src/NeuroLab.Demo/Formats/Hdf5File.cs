using System.Buffers.Binary;
using System.Text;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// Reads the part of HDF5 that weights are stored in: groups, attributes, and arrays in one piece. Every place in a file
/// is checked against its length and every walk is counted, so that a damaged file costs no more memory or time than a
/// good one; an <see cref="InvalidDataException"/> says what is wrong.
/// </summary>
internal sealed class Hdf5File
{
    private const int MaxSteps = 500_000, MaxLinks = 20_000;
    private const long Undefined = -1;
    private const string Newer = "is stored in a way that h5py uses for very large groups or with libver='latest'; save it without";

    private readonly byte[] _bytes;
    private readonly long _base;
    private int _steps;

    /// <param name="bytes">The file.</param>
    public Hdf5File(byte[] bytes)
    {
        _bytes = bytes;
        var version = At(8, 1)[0];
        // Before the second version the root is an entry of a symbol table.
        var (sizes, start, root) = version switch
        {
            0 => (13, 24, 64),
            1 => (13, 28, 68),
            2 or 3 => (9, 12, 36),
            _ => throw new InvalidDataException($"has the version {version}"),
        };
        if (At(sizes, 2) is not [8, 8])
            throw new InvalidDataException("has addresses of another size than 8 bytes");
        _base = Number(start);
        Root = Read(Number(root));
    }

    /// <summary>The group of everything.</summary>
    public Hdf5Object Root { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _bytes.Length;

    /// <summary>Reads a group or an array by its address, as a link gives it.</summary>
    public Hdf5Object Read(long address)
    {
        var found = new Hdf5Object();
        var blocks = new Queue<(long At, long Length)>();
        var isNew = At(address, 4).SequenceEqual("OHDR"u8);
        byte flags = 0;
        if (isNew)
        {
            flags = At(address + 5, 1)[0];
            var at = address + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
            var width = 1 << (flags & 3);
            blocks.Enqueue((at + width, Number(at, width)));
        }
        else
        {
            if (At(address, 1)[0] != 1)
                throw new InvalidDataException("an object has no header");
            blocks.Enqueue((address + 16, BinaryPrimitives.ReadUInt32LittleEndian(At(address + 8, 4))));
        }
        while (blocks.TryDequeue(out var block))
        {
            var head = isNew ? (flags & 4) != 0 ? 6 : 4 : 8;
            var end = block.At + block.Length;
            At(block.At, block.Length);
            for (var at = block.At; at + head <= end;)
            {
                Step();
                int type = isNew ? At(at, 1)[0] : BinaryPrimitives.ReadUInt16LittleEndian(At(at, 2));
                int length = BinaryPrimitives.ReadUInt16LittleEndian(At(at + (isNew ? 1 : 2), 2)), shared = At(at + (isNew ? 3 : 4), 1)[0] & 2;
                at += head;
                if (type == 16)
                    blocks.Enqueue(isNew ? (Number(at) + 4, Number(at + 8) - 8) : (Number(at), Number(at + 8)));
                else if (shared != 0 && type is 1 or 3 or 8 or 12)
                    throw new InvalidDataException($"a type {Newer}");
                else
                    Understand(found, type, at, At(at, length));
                at += length;
            }
        }
        return found;
    }

    private void Understand(Hdf5Object found, int type, long at, ReadOnlySpan<byte> message)
    {
        switch (type)
        {
            case 1:
                found.Shape = Hdf5Value.ShapeOf(message);
                break;
            case 2 when Defined(at + 2 + ((message[1] & 1) != 0 ? 8 : 0)):
            case 21 when Defined(at + 2 + ((message[1] & 1) != 0 ? 2 : 0)):
                throw new InvalidDataException($"a group {Newer}");
            case 3:
                found.Type = message.ToArray();
                break;
            case 6:
                AddLink(found, at, message);
                break;
            case 8:
                found.Data = Layout(at, message);
                break;
            case 12:
                AddAttribute(found, at, message);
                break;
            case 17:
                AddTable(found, Number(at), Number(at + 8));
                break;
        }
    }

    // Where the elements are: beside the description, or in one piece of the file.
    private ReadOnlyMemory<byte> Layout(long at, ReadOnlySpan<byte> message) => (message[0], message[1]) switch
    {
        (3 or 4, 0) => Memory(at + 4, BinaryPrimitives.ReadUInt16LittleEndian(message[2..])),
        (3 or 4, 1) when Number(at + 2) == Undefined => default,
        (3 or 4, 1) => Memory(Number(at + 2) + _base, Number(at + 10)),
        _ => throw new InvalidDataException("an array is stored in chunks; save it without compression"),
    };

    private void AddLink(Hdf5Object found, long at, ReadOnlySpan<byte> message)
    {
        var flags = message[1];
        at += 2;
        var kind = (flags & 8) != 0 ? At(at++, 1)[0] : 0;
        at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
        var width = 1 << (flags & 3);
        var length = Number(at, width);
        var name = Encoding.UTF8.GetString(At(at + width, length));
        if (kind == 0)
            Add(found, name, Number(at + width + length) + _base);
    }

    // A tree of tables, with the names in a heap.
    private void AddTable(Hdf5Object found, long tree, long heap)
    {
        Require(heap + _base, "HEAP"u8);
        var names = Memory(Number(heap + _base + 24) + _base, Number(heap + _base + 8));
        var nodes = new Stack<(long At, int Level)>();
        nodes.Push((tree + _base, -1));
        while (nodes.TryPop(out var node))
        {
            Step();
            if (node.Level == 0)
            {
                Require(node.At, "SNOD"u8);
                var count = BinaryPrimitives.ReadUInt16LittleEndian(At(node.At + 6, 2));
                for (var i = 0; i < count; i++)
                {
                    Step();
                    var offset = Number(node.At + 8 + (40 * i));
                    if (offset < 0 || offset >= names.Length)
                        throw new InvalidDataException("a name lies outside of its heap");
                    var rest = names.Span[(int)offset..];
                    var length = rest.IndexOf((byte)0);
                    Add(found, Encoding.UTF8.GetString(length < 0 ? rest : rest[..length]), Number(node.At + 16 + (40 * i)) + _base);
                }
                continue;
            }
            Require(node.At, "TREE"u8);
            int level = At(node.At + 5, 1)[0], used = BinaryPrimitives.ReadUInt16LittleEndian(At(node.At + 6, 2));
            if (At(node.At + 4, 1)[0] != 0 || (node.Level > 0 && level != node.Level - 1))
                throw new InvalidDataException("a tree of names is no tree");
            for (var i = used - 1; i >= 0; i--)
                nodes.Push((Number(node.At + 32 + (16 * i)) + _base, level));
            Step(used);
        }
    }

    private void AddAttribute(Hdf5Object found, long at, ReadOnlySpan<byte> message)
    {
        int version = message[0], name = BinaryPrimitives.ReadUInt16LittleEndian(message[2..]), type = BinaryPrimitives.ReadUInt16LittleEndian(message[4..]);
        int space = BinaryPrimitives.ReadUInt16LittleEndian(message[6..]), start = version == 3 ? 9 : 8;
        if (version is not (1 or 2 or 3))
            throw new InvalidDataException("an attribute has an unknown version");
        var text = Encoding.UTF8.GetString(message.Slice(start, name)).TrimEnd('\0');
        start += Padded(name);
        var types = message.Slice(start, type).ToArray();
        start += Padded(type);
        var shape = Hdf5Value.ShapeOf(message.Slice(start, space));
        start += Padded(space);
        found.Attributes[text] = new Hdf5Value(types, shape, Memory(at + start, message.Length - start));

        int Padded(int length) => version == 1 ? (length + 7) / 8 * 8 : length;
    }

    /// <summary>An object of a heap of texts, by its place in the data of an attribute.</summary>
    public ReadOnlySpan<byte> FromHeap(ReadOnlySpan<byte> place)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(place);
        var (heap, wanted) = (BinaryPrimitives.ReadInt64LittleEndian(place[4..]) + _base, BinaryPrimitives.ReadUInt32LittleEndian(place[12..]));
        Require(heap, "GCOL"u8);
        var end = heap + At(heap, Number(heap + 8)).Length;
        for (var at = heap + 16; at + 16 <= end;)
        {
            Step();
            var (index, size) = (BinaryPrimitives.ReadUInt16LittleEndian(At(at, 2)), Number(at + 8));
            if (index == wanted)
                return At(at + 16, Math.Min(size, length));
            if (index == 0 || size < 0 || size > end)
                break;
            at += 16 + ((size + 7) / 8 * 8);
        }
        throw new InvalidDataException("a text is not in its heap");
    }

    private void Add(Hdf5Object found, string name, long address)
    {
        if (found.Links.Count >= MaxLinks)
            throw new InvalidDataException("a group has too many members");
        found.Links.Add((name, address));
    }

    private bool Defined(long at) => Number(at) != Undefined;

    private void Require(long at, ReadOnlySpan<byte> signature)
    {
        if (!At(at, 4).SequenceEqual(signature))
            throw new InvalidDataException($"there is no {Encoding.ASCII.GetString(signature)} at byte {at}");
    }

    private void Step(int count = 1)
    {
        if ((_steps += 1 + count) > MaxSteps)
            throw new InvalidDataException("it goes round in circles");
    }

    private long Number(long at, int width = 8)
    {
        long value = 0;
        var bytes = At(at, width);
        for (var i = width - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private ReadOnlySpan<byte> At(long at, long count) => Memory(at, count).Span;

    private ReadOnlyMemory<byte> Memory(long at, long count) => at >= 0 && count >= 0 && at <= _bytes.Length && count <= _bytes.Length - at
        ? _bytes.AsMemory((int)at, (int)count)
        : throw new InvalidDataException($"{count} bytes at {at} lie outside of it");
}
