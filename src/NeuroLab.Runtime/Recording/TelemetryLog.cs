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
    private readonly byte[] _line = new byte[1024];
    private int _length, _eigenvalues = -1; // of the first row; -1 before it

    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public TelemetryLog(string path)
    {
        _file = OutputFile.Open(path, Header, makesFolder: true);
    }

    public string Path => _file.Path;

    /// <exception cref="UserErrorException">The disk is full or gone.</exception>
    public void Append(in TelemetryRow row)
    {
        if (_eigenvalues < 0)
            Begin(row.EigenvalueCount);
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
        for (var k = 0; k < _eigenvalues; k++)
            Put(k < row.EigenvalueCount ? row.Eigenvalues[k] : double.NaN);
        if (_eigenvalues > 0)
            Put(row.EigenvalueCount > 0 ? row.Edge : double.NaN);
        _length--;      // no comma after the last
        EndLine();
    }

    public void Complete()
    {
        if (_eigenvalues < 0)
            Begin(0);
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    // The first row determines whether there are eigenvalue columns: lambda_1 …, edge.
    private void Begin(int eigenvalues)
    {
        _eigenvalues = eigenvalues;
        foreach (var letter in Header)
            _line[_length++] = (byte)letter;
        _line[_length++] = (byte)',';
        for (var k = 1; k <= eigenvalues; k++)
        {
            foreach (var letter in "lambda_")
                _line[_length++] = (byte)letter;
            Put(k);
        }
        foreach (var letter in eigenvalues > 0 ? "edge," : "")
            _line[_length++] = (byte)letter;
        _length--;
        EndLine();
    }

    private void Put<T>(T value) where T : IUtf8SpanFormattable
    {
        // The longest number, a negative double with exponent, has 24 characters: twenty-one always fit.
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
