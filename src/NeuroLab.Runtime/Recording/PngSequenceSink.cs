using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuroLab.Files;

namespace NeuroLab.Recording;

/// <summary>
/// Writes <c>frame-000001.png</c> … into a folder. Frames are collected in its subfolder <c>partial</c> and moved up at
/// the end, so the folder never mixes two recordings; after a crash or on a full disk the finished frames are still in
/// <c>partial</c>, while an abort removes them.
/// </summary>
internal sealed class PngSequenceSink : IFrameSink
{
    /// <summary>The list of hashes, in the format of <c>sha256sum --check</c>.</summary>
    public const string HashListName = "SHA256SUMS";

    private const string FramePattern = "frame-??????.png";

    private readonly FrameFormat _format;
    private readonly PngEncoder _encoder;
    private readonly string _partial;
    private readonly OutputFile _claim;
    private readonly StringBuilder? _hashes;
    private bool _keepsFrames;

    /// <param name="alpha">Whether the frames keep their alpha channel.</param>
    /// <param name="hashList">Whether to write <see cref="HashListName"/> next to the frames.</param>
    public PngSequenceSink(string folder, FrameFormat format, bool alpha = false, bool hashList = false)
    {
        format.Validate();
        _format = format;
        _encoder = new PngEncoder(format.Width, format.Height, alpha);
        _hashes = hashList ? new StringBuilder() : null;
        Path = folder;
        _partial = System.IO.Path.Combine(folder, "partial");
        // Only creating a file proves that the folder is writable; while it is open, no other recording can use this
        // folder.
        _claim = new OutputFile(System.IO.Path.Combine(_partial, "claim"), makesFolder: true);
        try
        {
            InFolder(() =>
            {
                foreach (var older in (string[])[.. Directory.GetFiles(Path, FramePattern), .. Directory.GetFiles(_partial, FramePattern)])
                    OutputFile.RequireReplaceable(older);
                OutputFile.RequireReplaceable(System.IO.Path.Combine(Path, HashListName), FrameName(1));
                RemoveFrames(_partial);
            });
        }
        catch
        {
            _keepsFrames = true;
            _claim.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public int Frames { get; private set; }

    public long BytesWritten { get; private set; }

    public void Write(ReadOnlySpan<byte> rgba)
    {
        _format.RequireFrame(rgba);
        var png = _encoder.Encode(rgba);
        var path = FramePath(_partial, Frames + 1);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            RandomAccess.Write(file, png, 0);
        }
        catch (Exception e) when (OutputFile.IsFileError(e))
        {
            OutputFile.TryDelete(path);
            _keepsFrames = true;
            throw OutputFile.CannotWrite(path, e);
        }

        Frames++;
        BytesWritten += png.Length;
        _hashes?.Append($"{Convert.ToHexStringLower(SHA256.HashData(png))}  {FrameName(Frames)}\n");
    }

    public void Complete()
    {
        FrameSinks.RequireFrames(this);
        InFolder(() =>
        {
            RemoveFrames(Path);
            File.Delete(System.IO.Path.Combine(Path, HashListName));

            for (var frame = 1; frame <= Frames; frame++)
                File.Move(FramePath(_partial, frame), FramePath(Path, frame));
            if (_hashes is not null)
                File.WriteAllText(System.IO.Path.Combine(Path, HashListName), _hashes.ToString());
            _claim.Dispose();
            Directory.Delete(_partial);
        });
        _keepsFrames = true;
    }

    public void Dispose()
    {
        _claim.Dispose();
        if (_keepsFrames)
            return;

        _keepsFrames = true;
        try
        {
            RemoveFrames(_partial);
            Directory.Delete(_partial);
        }
        catch (Exception e) when (OutputFile.IsFileError(e))
        {
            // An abort leaves what the system does not allow to be deleted.
        }
    }

    private static void RemoveFrames(string folder)
    {
        foreach (var frame in Directory.GetFiles(folder, FramePattern))
            File.Delete(frame);
    }

    private void InFolder(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (OutputFile.IsFileError(e))
        {
            throw OutputFile.CannotWrite(Path, e);
        }
    }

    private static string FramePath(string folder, int frame) => System.IO.Path.Combine(folder, FrameName(frame));

    private static string FrameName(int frame) => string.Create(CultureInfo.InvariantCulture, $"frame-{frame:D6}.png");
}
