using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>
/// The scalars of a TensorBoard event file (<c>events.out.tfevents.*</c>), which may still grow: each call reads on from
/// where the last one ended. Records are framed as TensorFlow's TFRecord, a length and the contents, each with a masked
/// CRC-32C; a record is a protocol buffer <c>Event</c>.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class EventFile(string path)
{
    private const int HeaderSize = 12, FooterSize = 4;

    // Graphs and pictures are larger, scalars smaller.
    private const int MaxRecord = 1 << 20;

    private readonly Dictionary<string, SortedDictionary<long, float>> _scalars = new(StringComparer.OrdinalIgnoreCase);
    private long _position;

    /// <summary>The path.</summary>
    public string Path => path;

    /// <summary>The values of each tag by step; tags are the same in upper and lower case.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<long, float>> Scalars => _scalars;

    /// <summary>Why the rest of the file cannot be read; null if it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Reads the records that were added. One that is not complete waits for the next call; behind a damaged one nothing is
    /// read. A file that has become shorter is read from its start. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be opened.</exception>
    public void Read()
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length < _position)
            {
                (_position, Problem) = (0, null);
                _scalars.Clear();
            }
            stream.Position = _position;
            while (Problem is null && ReadRecord(stream))
                _position = stream.Position;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({error.Message}); check its permissions", error);
        }
    }

    // False at the end, or where the rest is not written yet.
    private bool ReadRecord(FileStream stream)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        // Space may be there before its content.
        if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || !header.ContainsAnyExcept((byte)0))
            return false;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
        if (Masked(header[..8]) != BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) || length > long.MaxValue / 2)
            return Damaged();
        if (stream.Length - stream.Position < (long)length + FooterSize)
            return false;
        if (length > MaxRecord)
        {
            stream.Position += (long)length + FooterSize;
            return true;
        }
        var record = new byte[(int)length + FooterSize];
        stream.ReadExactly(record);
        var content = record.AsSpan(..(int)length);
        if (Masked(content) != BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan((int)length)) || !TakeEvent(content))
            return Damaged();
        return true;
    }

    private bool Damaged()
    {
        Problem = FormattableString.Invariant($"{path}: the record at byte {_position} is damaged; what came before it is shown, the rest is not");
        return false;
    }

    // The checksum as TFRecord stores it.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    // Event: step = 2, summary = 5; Summary: value = 1.
    private bool TakeEvent(ReadOnlySpan<byte> content)
    {
        var fields = new ProtobufFields(content);
        long step = 0;
        ReadOnlySpan<byte> summary = default;
        while (fields.Next())
        {
            if (fields.Number == 2)
                step = (long)fields.Varint;
            else if (fields.Number == 5)
                summary = fields.Bytes;
        }
        var values = new ProtobufFields(summary);
        while (values.Next())
        {
            if (values.Number == 1 && !TakeValue(values.Bytes, step))
                return false;
        }
        return fields.IsValid && values.IsValid;
    }

    // Summary.Value: tag = 1, simple_value = 2, tensor = 8.
    private bool TakeValue(ReadOnlySpan<byte> content, long step)
    {
        var fields = new ProtobufFields(content);
        var tag = "";
        float? value = null;
        while (fields.Next())
        {
            if (fields.Number == 1)
                tag = Encoding.UTF8.GetString(fields.Bytes);
            else if (fields.Number == 2)
                value = BitConverter.UInt32BitsToSingle((uint)fields.Varint);
            else if (fields.Number == 8)
                value = Scalar(fields.Bytes) ?? value;
        }
        if (value is { } number)
        {
            if (!_scalars.TryGetValue(tag, out var curve))
                _scalars[tag] = curve = [];
            curve[step] = number;
        }
        return fields.IsValid;
    }

    // TensorProto: dtype = 1 (1 float, 2 double), tensor_content = 4, float_val = 5, double_val = 6. Null if it is no single number.
    private static float? Scalar(ReadOnlySpan<byte> content)
    {
        var fields = new ProtobufFields(content);
        var isDouble = false;
        ReadOnlySpan<byte> bytes = default;
        float? value = null;
        while (fields.Next())
        {
            if (fields.Number == 1)
                isDouble = fields.Varint == 2;
            else if (fields.Number is 4 or 5 or 6 && fields.IsBytes)
                bytes = fields.Bytes;
            else if (fields.Number == 5)
                value = BitConverter.UInt32BitsToSingle((uint)fields.Varint);
            else if (fields.Number == 6)
                value = (float)BitConverter.UInt64BitsToDouble(fields.Varint);
        }
        return value is not null || !fields.IsValid ? value
            : isDouble && bytes.Length == sizeof(double) ? (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)
            : !isDouble && bytes.Length == sizeof(float) ? BinaryPrimitives.ReadSingleLittleEndian(bytes)
            : null;
    }

    /// <summary>The fields of a message in the encoding of protocol buffers, one after the other.</summary>
    private ref struct ProtobufFields(ReadOnlySpan<byte> content)
    {
        private ReadOnlySpan<byte> _rest = content;

        /// <summary>The field's number.</summary>
        public int Number { get; private set; }

        /// <summary>The value of a number, of 4 and 8 bytes its bits.</summary>
        public ulong Varint { get; private set; }

        /// <summary>The value of a text, a message, or packed numbers.</summary>
        public ReadOnlySpan<byte> Bytes { get; private set; }

        /// <summary>Whether the value is in <see cref="Bytes"/>.</summary>
        public bool IsBytes { get; private set; }

        /// <summary>Whether all that was read was in order.</summary>
        public bool IsValid { get; private set; } = true;

        /// <summary>Reads the next field; false at the end, or where it is not in order.</summary>
        public bool Next()
        {
            if (_rest.IsEmpty || !IsValid)
                return false;
            IsValid = TryVarint(out var key);
            (Number, Varint) = ((int)Math.Min(key >> 3, int.MaxValue), 0);
            Bytes = default;
            IsBytes = (key & 7) == 2;
            IsValid &= (key & 7) switch
            {
                0 => TryVarint(out var number) && Set(number),
                1 => TryTake(8, out var eight) && Set(BinaryPrimitives.ReadUInt64LittleEndian(eight)),
                2 => TryVarint(out var length) && TryTake(length, out var bytes) && Set(bytes),
                5 => TryTake(4, out var four) && Set(BinaryPrimitives.ReadUInt32LittleEndian(four)),
                _ => false,
            };
            return IsValid;
        }

        private bool Set(ulong number)
        {
            Varint = number;
            return true;
        }

        private bool Set(ReadOnlySpan<byte> bytes)
        {
            Bytes = bytes;
            return true;
        }

        private bool TryTake(ulong count, out ReadOnlySpan<byte> taken)
        {
            taken = default;
            if (count > (ulong)_rest.Length)
                return false;
            taken = _rest[..(int)count];
            _rest = _rest[(int)count..];
            return true;
        }

        private bool TryVarint(out ulong number)
        {
            number = 0;
            for (var shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
            {
                var one = _rest[0];
                _rest = _rest[1..];
                number |= (ulong)(one & 0x7F) << shift;
                if (one < 0x80)
                    return true;
            }
            return false;
        }
    }
}
