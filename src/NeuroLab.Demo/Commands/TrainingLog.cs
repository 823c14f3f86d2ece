using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// One row per step, with the values of its batch before the update, then one row after the last step.
/// </summary>
internal sealed class TrainingLog : ITrainingLog
{
    private const string Header = "step,loss,gradient_norm,learning_rate";

    private readonly OutputFile _file;
    private readonly TrainingCurvature? _curvature;
    private readonly char[] _line = new char[512];

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    /// <param name="path">The file.</param>
    /// <param name="curvature">Adds columns, filled in the rows of the steps before which it was measured; null for
    /// none.</param>
    public TrainingLog(string path, TrainingCurvature? curvature = null)
    {
        _curvature = curvature;
        _file = new OutputFile(path, Header);
        _file.WriteLine(Header + curvature?.Columns);
    }

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Add(in StepRecord record)
    {
        _line.AsSpan().TryWrite(
            CultureInfo.InvariantCulture,
            $"{record.Step},{record.Loss},{record.GradientNorm},{record.LearningRate}", out var length);
        if (_curvature is not null)
            length += AddCurvature(_line.AsSpan(length), record.Step);
        _file.WriteLine(_line.AsSpan(0, length));
    }

    /// <summary>Adds the last row, over all training data, and renames the file to its final name.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Finish(long step, double loss, ReadOnlySpan<float> gradient, double learningRate)
    {
        Add(new StepRecord(step, (float)loss, (float)Direction.Norm(gradient), (float)learningRate));
        Finish();
    }

    /// <summary>Renames the file to its final name, with the steps so far.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Finish() => _file.Commit();

    // One cell per value; empty if not measured, or if there is no edge.
    private int AddCurvature(Span<char> line, long step)
    {
        var (length, isMeasured) = (0, _curvature!.IsOf(step));
        foreach (var value in _curvature.Values)
            length += AddCell(line[length..], isMeasured ? value : null);
        return length + AddCell(line[length..], isMeasured && !double.IsNaN(_curvature.Edge) ? _curvature.Edge : null);
    }

    private static int AddCell(Span<char> line, double? value)
    {
        line[0] = ',';
        var length = 0;
        value?.TryFormat(line[1..], out length, "R", CultureInfo.InvariantCulture);
        return 1 + length;
    }

    public void Dispose() => _file.Dispose();
}
