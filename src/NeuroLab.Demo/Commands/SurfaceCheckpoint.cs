using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// What is known of a surface that takes long, in a file beside its output: a header with the hash of all that determines
/// the result, then one record after the other of consecutive points, each with a checksum. The file appears once there is
/// more to lose than a second's work, and is deleted when the result is written. The output's own lock keeps other
/// commands away from it.
/// </summary>
/// <param name="output">The surface's file; null if it has no place on disk.</param>
/// <param name="hash">32 bytes, of all that determines the result but the program's version.</param>
/// <param name="version">Of the program, which determines the bits.</param>
/// <param name="values">[values, points], filled in by <see cref="Load"/>.</param>
internal sealed class SurfaceCheckpoint(string? output, byte[] hash, string version, float[][] values) : IDisposable
{
    private const string Mark = "NeuroLab surface checkpoint 2\n";
    private const int HeadBytes = 2 * sizeof(int), SumBytes = sizeof(ulong);
    private static readonly TimeSpan WaitBefore = TimeSpan.FromSeconds(1), SyncEvery = TimeSpan.FromSeconds(2);

    private readonly byte[] _version = SHA256.HashData(Encoding.UTF8.GetBytes(version));
    private readonly long _started = Environment.TickCount64;
    private FileStream? _file;
    private long _synced = Environment.TickCount64;
    private int _saved;

    /// <summary>Its path.</summary>
    public string? FilePath { get; } = output is null || OutputFile.IsStream(output) ? null : output + ".checkpoint";

    /// <summary>Whether there is a file to continue from.</summary>
    public bool IsOnDisk => _file is not null;

    /// <summary>Reads the points that an earlier run of the same command computed; returns how many. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is another surface's, not ours, or cannot be read.</exception>
    public int Load()
    {
        if (FilePath is null || !File.Exists(FilePath))
            return 0;
        try
        {
            _file = new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            if (!IsOurs())
            {
                if (CommandFiles.Current is not { Replaces: true })
                    throw new UserErrorException(IsOfOtherVersion()
                        ? $"{FilePath}: was begun by another version of this program, whose numbers may differ in their last digits; discard it with --force, or finish it with that version"
                        : $"{FilePath}: holds another surface, unfinished: other weights, data, plane or settings; finish that one with its own command, choose another --out, or discard it with --force");
                _file.SetLength(0);
                WriteHeader();
                return 0;
            }
            while (ReadRecord())
            {
            }
            return _saved;
        }
        catch (Exception error) when (OutputFile.IsFileError(error))
        {
            throw OutputFile.CannotWrite(FilePath, error);
        }
    }

    /// <summary>
    /// Saves the points up to <paramref name="done"/>. After a crash of the machine, no more than a few seconds of them are
    /// missing.
    /// </summary>
    /// <exception cref="UserErrorException">The disk is full or gone.</exception>
    public void Save(int done)
    {
        if (FilePath is null || (_file is null && Environment.TickCount64 - _started < WaitBefore.TotalMilliseconds))
            return;
        try
        {
            if (_file is null)
            {
                _file = new FileStream(FilePath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
                WriteHeader();
            }
            Append(_saved, done - _saved);
            _saved = done;
            var isDue = Environment.TickCount64 - _synced >= SyncEvery.TotalMilliseconds;
            _file.Flush(flushToDisk: isDue);
            if (isDue)
                _synced = Environment.TickCount64;
        }
        catch (Exception error) when (OutputFile.IsFileError(error))
        {
            throw OutputFile.CannotWrite(FilePath, error);
        }
    }

    /// <summary>Deletes the file: the result is complete.</summary>
    public void Delete()
    {
        Dispose();
        if (FilePath is not null && _file is not null)
            OutputFile.TryDelete(FilePath);
    }

    /// <summary>Closes the file and leaves it.</summary>
    public void Dispose() => _file?.Dispose();

    private bool IsOurs()
    {
        var head = new byte[Header().Length];
        var read = _file!.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // Cut short within its header: holds nothing.
        if (read < head.Length && Header().AsSpan().StartsWith(head.AsSpan(0, read)))
        {
            _file.SetLength(0);
            WriteHeader();
            return true;
        }
        return head.AsSpan().SequenceEqual(Header());
    }

    // The same surface in all else.
    private bool IsOfOtherVersion()
    {
        _file!.Position = 0;
        var head = new byte[Mark.Length + hash.Length];
        return _file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(Header().AsSpan(0, head.Length));
    }

    private byte[] Header() => [.. Encoding.ASCII.GetBytes(Mark), .. hash, .. _version];

    private void WriteHeader()
    {
        _file!.Position = 0;
        _file.Write(Header());
    }

    private void Append(int first, int count)
    {
        var record = new byte[RecordBytes(count)];
        BinaryPrimitives.WriteInt32LittleEndian(record, first);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(sizeof(int)), count);
        var at = HeadBytes;
        foreach (var column in values)
        {
            MemoryMarshal.AsBytes(column.AsSpan(first, count)).CopyTo(record.AsSpan(at));
            at += count * sizeof(float);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(at), XxHash64.HashToUInt64(record.AsSpan(0, at)));
        _file!.Write(record);
    }

    // The next record; one that a crash cut short is cut off, and computed again.
    private bool ReadRecord()
    {
        var start = _file!.Position;
        var head = new byte[HeadBytes];
        if (_file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes)
        {
            var (first, count) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(sizeof(int))));
            if (first == _saved && count > 0 && count <= values[0].Length - first)
            {
                var record = new byte[RecordBytes(count)];
                head.CopyTo(record, 0);
                var rest = record.AsSpan(HeadBytes);
                if (_file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) == rest.Length
                    && XxHash64.HashToUInt64(record.AsSpan(..^SumBytes)) == BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(record.Length - SumBytes)))
                {
                    for (var i = 0; i < values.Length; i++)
                        MemoryMarshal.Cast<byte, float>(rest.Slice(i * count * sizeof(float), count * sizeof(float)))
                            .CopyTo(values[i].AsSpan(first));
                    _saved += count;
                    return true;
                }
            }
        }
        _file.SetLength(start);
        _file.Position = start;
        return false;
    }

    private int RecordBytes(int count) => HeadBytes + values.Length * count * sizeof(float) + SumBytes;
}
