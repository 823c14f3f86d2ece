using NeuroLab.Demo.App;
using NeuroLab.Demo.Figures;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Files;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Commands;

/// <summary>The curves of a training run as a picture or a figure: the loss and, if it is measured, the curvature with the edge below.</summary>
internal sealed class TrainingPicture : ITrainingLog
{
    private readonly string _path;
    private readonly TrainingCurvature? _curvature;
    private readonly FigureStyle? _style;
    private readonly Func<string> _source;
    private readonly ChartSeries _loss = new("loss", SKColors.Empty), _edge = new("edge", SKColors.Empty);
    private readonly ChartSeries[] _values;
    private float _lastEdge = float.NaN;

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    /// <param name="path">The file.</param>
    /// <param name="curvature">Measured on the way; null for none.</param>
    /// <param name="style">A figure's; null for a picture as the window shows it.</param>
    /// <param name="source">What its caption begins with; called at the end.</param>
    public TrainingPicture(string path, TrainingCurvature? curvature, FigureStyle? style = null, Func<string>? source = null)
    {
        (_path, _curvature, _style, _source) = (path, curvature, style, source ?? (() => ""));
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
    public void Finish()
    {
        if (_style is null)
            TrainingImage.Write(_path, _loss, _values, _edge);
        else
            FigureFile.WriteAndDispose(_path, LineFigures.Of(_loss, _values, _edge, _style with { Source = _source() }), _style);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
