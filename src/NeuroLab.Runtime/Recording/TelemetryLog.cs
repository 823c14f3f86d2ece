using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// Writes the numbers of a recording as CSV, one row per frame, next to its images. Numbers round-trip and are
/// culture-invariant; NaN and Infinity are written as such. Appears under its name with <see cref="Complete"/>;
/// disposing before that removes it. Appending allocates nothing.
/// </summary>
internal sealed class TelemetryLog : IDisposable
{
    /// <summary>Column names, in the order of <see cref="TelemetryRow"/>.</summary>
    public const string Header = "frame,step,loss,accuracy,learning_rate,gradient_norm,alpha,beta,residual,gap";

    private readonly OutputFile _file;
    private readonly byte[] _line = new byte[512];
    private int _length;

    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public TelemetryLog(string path)
    {
        _file = OutputFile.Open(path, Header, makesFolder: true);
        foreach (var letter in Header)
            _line[_length++] = (byte)letter;
        EndLine();
    }

    public string Path => _file.Path;

    /// <exception cref="UserErrorException">The disk is full or gone.</exception>
    public void Append(in TelemetryRow row)
    {
        Put(row.Frame);
        Put(row.Step);
        Put(row.Loss);
        Put(row.Accuracy);
        Put(row.LearningRate);
        Put(row.GradientNorm);
        Put(row.Alpha);
        Put(row.Beta);
        Put(row.Residual);
        Put(row.Gap);
        _length--;      // no comma after the last
        EndLine();
    }

    public void Complete() => _file.Commit();

    public void Dispose() => _file.Dispose();

    private void Put<T>(T value) where T : IUtf8SpanFormattable
    {
        // The longest number, a negative double with exponent, has 24 characters: ten always fit.
        value.TryFormat(_line.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        _line[_length++] = (byte)',';
    }

    private void EndLine()
    {
        _line[_length++] = (byte)'\n';
        _file.Write(_line.AsSpan(0, _length));
        _length = 0;
    }
}
