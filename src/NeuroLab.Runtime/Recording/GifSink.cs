using System.Buffers.Binary;
using System.Text;
using NeuroLab.Files;
using NeuroLab.Graphics;

namespace NeuroLab.Recording;

/// <summary>
/// Writes an endlessly looping GIF. The palette of the first frame is used until it fits a frame badly; that frame gets
/// its own. Only the changed rectangle of each frame is stored, with unchanged pixels in it transparent.
/// </summary>
/// <remarks> Times are hundredths of a second; rounding errors do not accumulate, so the total duration is frames /
/// rate. Viewers slow down delays below two hundredths, so above 50 frames per second some frames are dropped and the
/// last one lasts at least two.</remarks>
internal sealed class GifSink : IFrameSink
{
    private const int TicksPerSecond = 100;
    private const int MinTicks = 2;
    private const byte Transparent = 255;

    private readonly FrameFormat _format;
    private readonly OutputFile _file;
    private readonly ColorPalette _palette = new();
    private readonly ColorQuantizer _quantizer = new();
    private readonly PatternDither _dither;
    private readonly GifLzw _lzw = new();
    private readonly byte[] _colorTable = new byte[256 * 3];
    private byte[] _shown;      // indices on the viewer's screen, [height, width]
    private byte[] _next;
    private float _paletteError;
    private bool _ownTable;     // the palette is no longer the file's global one

    // A frame is held here until its successor's start gives its duration.
    private byte[] _waiting = [];
    private int _waitingLength;
    private long _waitingStart = -1;

    public GifSink(string path, FrameFormat format)
    {
        format.Validate();
        _format = format;
        _dither = new PatternDither(_palette);
        _shown = new byte[format.Width * format.Height];
        _next = new byte[_shown.Length];
        _file = OutputFile.Open(path, makesFolder: true);
    }

    public string Path => _file.Path;

    public int Frames { get; private set; }

    public long BytesWritten => _file.BytesWritten;

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        var start = (long)Frames * TicksPerSecond / _format.FramesPerSecond;
        var first = Frames == 0;
        Frames++;
        if (!first && start - _waitingStart < MinTicks)
            return;

        var newPalette = ChoosePalette(rgba, first);
        _dither.Map(rgba, _format.Width, _format.Height, _next);
        if (first)
            WriteHeader();
        else
            WriteWaiting(start);

        _ownTable |= newPalette && !first;
        var whole = new PixelRectangle(0, 0, _format.Width, _format.Height);
        Encode(newPalette ? whole : ChangedPart(whole), keepUnchanged: !newPalette);
        _waitingStart = start;
        (_shown, _next) = (_next, _shown);
    }

    public void Complete()
    {
        FrameSinks.RequireFrames(this);
        WriteWaiting(Math.Max(_waitingStart + MinTicks, _format.StartOf(Frames, TicksPerSecond)));
        _file.Write([0x3B]);
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Keeps the palette while it fits, else computes one from this frame and returns true.</summary>
    private bool ChoosePalette(ReadOnlySpan<byte> rgba, bool first)
    {
        const float Slack = 32;     // about two levels per channel
        if (!first && _dither.SampleError(rgba, _format.Width, _format.Height) <= (1.5f * _paletteError) + Slack)
            return false;

        _quantizer.Build(rgba, _palette);
        _dither.Reset();
        _paletteError = _dither.SampleError(rgba, _format.Width, _format.Height);
        _palette.CopyTo(_colorTable);
        return true;
    }

    private PixelRectangle ChangedPart(PixelRectangle whole)
    {
        var part = PixelRectangle.Difference<byte>(_shown, _next, whole.Width, whole.Height);
        // An unchanged frame still needs one pixel.
        return part.IsEmpty ? new PixelRectangle(0, 0, 1, 1) : part;
    }

    private void Encode(PixelRectangle part, bool keepUnchanged)
    {
        var start = (part.Y * _format.Width) + part.X;
        var indices = _next.AsSpan(start);
        if (keepUnchanged)
        {
            // `_shown` is not needed after this and receives the image with holes.
            for (var y = 0; y < part.Height; y++)
            {
                var old = _shown.AsSpan(start + (y * _format.Width), part.Width);
                var now = _next.AsSpan(start + (y * _format.Width), part.Width);
                for (var x = 0; x < old.Length; x++)
                    old[x] = old[x] == now[x] ? Transparent : now[x];
            }

            indices = _shown.AsSpan(start);
        }

        var data = _lzw.Encode(indices, _format.Width, part.Width, part.Height);
        _waitingLength = 0;
        var room = data.Length + _colorTable.Length + 10;
        if (_waiting.Length < room)
            _waiting = new byte[room * 3 / 2];

        Span<byte> descriptor = stackalloc byte[10];
        descriptor[0] = 0x2C;
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[1..], (ushort)part.X);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[3..], (ushort)part.Y);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[5..], (ushort)part.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[7..], (ushort)part.Height);
        descriptor[9] = (byte)(_ownTable ? 0x87 : 0);
        Append(descriptor);
        if (_ownTable)
            Append(_colorTable);
        Append(data);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_waiting.AsSpan(_waitingLength));
        _waitingLength += bytes.Length;
    }

    private void WriteHeader()
    {
        Span<byte> screen = stackalloc byte[7];
        BinaryPrimitives.WriteUInt16LittleEndian(screen, (ushort)_format.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(screen[2..], (ushort)_format.Height);
        screen[4] = 0xF7;       // a global table of 256 colours
        _file.Write("GIF89a"u8);
        _file.Write(screen);
        _file.Write(_colorTable);
        _file.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);     // loop forever
        _file.Write([0x21, 0xFE, (byte)OwnMark.Text.Length, .. Encoding.ASCII.GetBytes(OwnMark.Text), 0]);
    }

    private void WriteWaiting(long end)
    {
        Span<byte> control = [0x21, 0xF9, 4, 0x05, 0, 0, Transparent, 0];    // leave in place, has a transparent index
        BinaryPrimitives.WriteUInt16LittleEndian(control[4..], (ushort)(end - _waitingStart));
        _file.Write(control);
        _file.Write(_waiting.AsSpan(0, _waitingLength));
    }
}
