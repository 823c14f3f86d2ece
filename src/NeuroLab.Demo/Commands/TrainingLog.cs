using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>A row for every step, with what its batch gave before the update, then one after the last step.</summary>
internal sealed class TrainingLog : IDisposable
{
    private const string Header = "step,loss,gradient_norm,learning_rate";

    private readonly OutputFile _file;
    private readonly char[] _line = new char[128];

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public TrainingLog(string path)
    {
        _file = new OutputFile(path, Header);
        _file.WriteLine(Header);
    }

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Add(in StepRecord record)
    {
        _line.AsSpan().TryWrite(
            CultureInfo.InvariantCulture,
            $"{record.Step},{record.Loss},{record.GradientNorm},{record.LearningRate}", out var length);
        _file.WriteLine(_line.AsSpan(0, length));
    }

    /// <summary>Adds the last row, on all training data, and gives the file its name.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Finish(long step, double loss, ReadOnlySpan<float> gradient, double learningRate)
    {
        Add(new StepRecord(step, (float)loss, (float)Direction.Norm(gradient), (float)learningRate));
        Finish();
    }

    /// <summary>Gives the file its name as it is: the steps so far.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public void Finish() => _file.Commit();

    public void Dispose() => _file.Dispose();
}
