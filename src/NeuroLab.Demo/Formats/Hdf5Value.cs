using System.Buffers.Binary;
using System.Text;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Formats;

/// <summary>Numbers or texts with a shape.</summary>
/// <param name="Type">The element type's description: class and version, 3 bytes of flags, the size, the layout of bits.</param>
/// <param name="Shape">Empty for a single one.</param>
/// <param name="Data">All elements.</param>
internal sealed record Hdf5Value(byte[] Type, int[] Shape, ReadOnlyMemory<byte> Data)
{
    private const int Text = 3, Variable = 9;

    /// <summary>The name of the element type as in safetensors; null for what are no little-endian floating-point numbers.</summary>
    public string? FloatType => Type is [var kind, var order, _, _, var size, 0, 0, 0, _, _, _, _, var exponent, var width, ..] && (kind & 15) == 1 && (order & 1) == 0
        ? (size, exponent, width) switch
        {
            (8, 52, 11) => "F64",
            (4, 23, 8) => "F32",
            (2, 10, 5) => "F16",
            _ => null,
        }
        : null;

    /// <summary>The extents in a description of a shape.</summary>
    public static int[] ShapeOf(ReadOnlySpan<byte> space)
    {
        if (space[0] is not (1 or 2))
            throw new InvalidDataException("a shape has an unknown version");
        var extents = new int[space[1]];
        for (var i = 0; i < extents.Length; i++)
        {
            var extent = BinaryPrimitives.ReadInt64LittleEndian(space[((space[0] == 1 ? 8 : 4) + (8 * i))..]);
            extents[i] = extent is >= 0 and <= int.MaxValue ? (int)extent : throw new InvalidDataException("a shape is too large");
        }
        return extents;
    }

    /// <summary>The numbers; they are as many as the shape says.</summary>
    public Array ToNumbers()
    {
        var type = FloatType ?? throw new InvalidDataException("there are no numbers with a fraction");
        return ArrayConversion.Elements(Shape) is >= 0 and var count && count * SafetensorsFile.ElementSize(type) == Data.Length
            ? SafetensorsFile.Elements(type, Data.Span)
            : throw new InvalidDataException("an array does not fit its shape");
    }

    /// <summary>The texts, of fixed length or in a heap of the file.</summary>
    public string[] ToTexts(Hdf5File file)
    {
        var (kind, size) = (Type[0] & 15, BinaryPrimitives.ReadInt32LittleEndian(Type.AsSpan(4)));
        var count = ArrayConversion.Elements(Shape);
        if (kind is not (Text or Variable) || size <= 0 || count < 0 || count * size > Data.Length || (kind == Variable && size != 16))
            throw new InvalidDataException("an attribute holds no texts");
        var texts = new string[count];
        for (var i = 0; i < texts.Length; i++)
        {
            var bytes = Data.Span.Slice(i * size, size);
            texts[i] = Encoding.UTF8.GetString(kind == Text ? bytes : file.FromHeap(bytes)).TrimEnd('\0', ' ');
        }
        return texts;
    }
}
