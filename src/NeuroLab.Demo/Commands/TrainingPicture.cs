using NeuroLab.Demo.App;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Files;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Commands;

/// <summary>The curves of a training run as a PNG: the loss and, if it is measured, the curvature with the edge below.</summary>
internal sealed class TrainingPicture : ITrainingLog
{
    private readonly string _path;
    private readonly TrainingCurvature? _curvature;
    private readonly ChartSeries _loss = new("loss", SKColors.Empty), _edge = new("edge", SKColors.Empty);
    private readonly ChartSeries[] _values;
    private float _lastEdge = float.NaN;

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    /// <param name="path">The file.</param>
    /// <param name="curvature">Measured on the way; null for none.</param>
    public TrainingPicture(string path, TrainingCurvature? curvature)
    {
        (_path, _curvature) = (path, curvature);
        _values = [.. (curvature?.Values ?? []).Select((_, k) => new ChartSeries($"λ{TrainingImage.Subscript(k + 1)}", SKColors.Empty))];
        CommandFiles.Claim(path, OwnMark.Text);
    }

    /// <inheritdoc/>
    public void Add(in StepRecord record)
    {
        _loss.Add(record.Step, record.Loss);
        if (_curvature?.IsOf(record.Step) == true)
        {
            for (var k = 0; k < _values.Length; k++)
                _values[k].Add(record.Step, (float)_curvature.Values[k]);
            _lastEdge = (float)_curvature.Edge;
        }
        // At every step, for its dashes to be even.
        if (!float.IsNaN(_lastEdge))
            _edge.Add(record.Step, _lastEdge);
    }

    /// <inheritdoc/>
    public void Finish(long step, double loss, ReadOnlySpan<float> gradient, double learningRate)
    {
        Add(new StepRecord(step, (float)loss, float.NaN, (float)learningRate));
        Finish();
    }

    /// <inheritdoc/>
    public void Finish() => TrainingImage.Write(_path, _loss, _values, _edge);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
