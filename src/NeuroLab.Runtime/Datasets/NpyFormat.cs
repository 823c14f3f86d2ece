using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>One array in numpy's NPY format, versions 1 to 3: magic, header length, a Python dictionary, the elements.</summary>
internal static partial class NpyFormat
{
    private const int MaxHeaderLength = 1 << 16;
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <param name="place">Prefix of error messages, "file.npz: array x".</param>
    /// <param name="length">Length of the stream in bytes; nothing larger is allocated.</param>
    public static NpyArray Read(Stream stream, string place, long length)
    {
        Span<byte> start = stackalloc byte[12];
        if (length < 10)
            throw new UserErrorException($"{place}: is too short for an NPY array; save it again with numpy.savez");
        stream.ReadExactly(start[..8]);
        if (!start[..6].SequenceEqual(Magic))
            throw new UserErrorException($"{place}: is not an NPY array (wrong magic bytes); save it again with numpy.savez");
        var lengthBytes = start[6] == 1 ? 2 : 4;
        stream.ReadExactly(start.Slice(8, lengthBytes));
        long headerLength = lengthBytes == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        var dataLength = length - 8 - lengthBytes - headerLength;
        if (headerLength > MaxHeaderLength || dataLength < 0)
            throw new UserErrorException($"{place}: its header claims {headerLength} bytes, more than there are; save it again with numpy.savez");
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        return ReadData(stream, place, Encoding.Latin1.GetString(header), dataLength);
    }

    public static void Write(Stream stream, NpyArray array)
    {
        var type = ArrayConversion.ElementType(array.Data) switch
        {
            TypeCode.Single => "<f4",
            TypeCode.Double => "<f8",
            TypeCode.Int64 => "<i8",
            _ => throw new ArgumentException($"Arrays of {array.Data.GetType()} are not written; convert to float, double or long.", nameof(array)),
        };
        var shape = string.Concat(array.Shape.Select(extent => string.Create(CultureInfo.InvariantCulture, $"{extent}, ")));
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({(array.Shape.Length > 1 ? shape.TrimEnd(' ', ',') : shape.TrimEnd())}), }}";
        // The elements start at a multiple of 64 bytes; the header ends with a line feed.
        header = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        Span<byte> start = stackalloc byte[10];
        Magic.CopyTo(start);
        start[6] = 1;
        start[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(start[8..], (ushort)header.Length);
        stream.Write(start);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(array.Data switch
        {
            float[] floats => MemoryMarshal.AsBytes<float>(floats),
            double[] doubles => MemoryMarshal.AsBytes<double>(doubles),
            var longs => MemoryMarshal.AsBytes<long>((long[])longs),
        });
    }

    private static NpyArray ReadData(Stream stream, string place, string header, long dataLength)
    {
        Match type = TypePattern().Match(header), order = OrderPattern().Match(header), extents = ShapePattern().Match(header);
        if (!type.Success || !order.Success || !extents.Success || !TryParseShape(extents.Groups[1].Value, out var shape))
            throw new UserErrorException($"{place}: its NPY header cannot be understood; save it again with numpy.savez as a plain array of numbers");

        var descriptor = type.Groups[1].Value;
        (var read, var size) = Element(descriptor);
        if (size == 0)
        {
            throw new UserErrorException($"{place}: {Unreadable(descriptor)}");
        }
        var elements = ArrayConversion.Elements(shape);
        if (elements < 0 || elements * size != dataLength)
            throw new UserErrorException($"{place}: its shape ({extents.Groups[1].Value.Trim()}) does not fit {dataLength} bytes of data; save it again with numpy.savez");
        return new NpyArray(read(stream, shape, order.Groups[1].Value == "True"), shape);
    }

    private static string Unreadable(string descriptor) => descriptor switch
    {
        ['>', 'f' or 'i' or 'u', ..] => $"is stored big-endian ('{descriptor}'); save it again after astype('<{descriptor[1..]}')",
        [_, 'U' or 'S' or 'a', ..] => $"holds text ('{descriptor}'); number the texts, for example with numpy.unique(…, return_inverse=True)[1]",
        [_, 'O', ..] => $"holds Python objects ('{descriptor}'), as lists of unequal length or mixed types become; save rows of equal length, all numbers",
        _ => $"holds elements of type '{descriptor}'; save it as float32 or int64",
    };

    private static bool TryParseShape(string text, out int[] shape)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        shape = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            // Python 2 wrote long numbers as 30L.
            if (!int.TryParse(parts[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i])) return false;
        }
        return true;
    }

    private static (Func<Stream, int[], bool, Array> Read, int Size) Element(string descriptor) => descriptor switch
    {
        "<f4" => (ReadElements<float>, 4),
        "<f8" => (ReadElements<double>, 8),
        "<f2" => (ReadElements<Half>, 2),
        "<i8" => (ReadElements<long>, 8),
        "<u8" => (ReadElements<ulong>, 8),
        "<i4" => (ReadElements<int>, 4),
        "<u4" => (ReadElements<uint>, 4),
        "<i2" => (ReadElements<short>, 2),
        "<u2" => (ReadElements<ushort>, 2),
        "|i1" => (ReadElements<sbyte>, 1),
        "|u1" => (ReadElements<byte>, 1),
        "|b1" => (ReadBooleans, 1),
        _ => (ReadElements<byte>, 0),
    };

    private static Array ReadElements<T>(Stream stream, int[] shape, bool columnMajor) where T : unmanaged
    {
        var data = GC.AllocateUninitializedArray<T>((int)ArrayConversion.Elements(shape));
        // In chunks that stay in the cache for the checksum; a single byte span would also be limited to 2 GB.
        for (var done = 0; done < data.Length;)
        {
            var part = Math.Min(data.Length - done, 1 << 14);
            stream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan(done, part)));
            done += part;
        }
        return columnMajor && shape.Length > 1 ? ToRowMajor(data, shape) : data;
    }

    private static Array ReadBooleans(Stream stream, int[] shape, bool columnMajor) =>
        Array.ConvertAll((byte[])ReadElements<byte>(stream, shape, columnMajor), value => value != 0);

    private static T[] ToRowMajor<T>(T[] columnMajor, int[] shape)
    {
        var rowMajor = new T[columnMajor.Length];
        var index = new int[shape.Length];
        for (var target = 0; target < rowMajor.Length; target++)
        {
            var source = 0;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
                source = source * shape[axis] + index[axis];
            rowMajor[target] = columnMajor[source];
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
        return rowMajor;
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
