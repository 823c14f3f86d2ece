using NeuroLab.Demo.Figures;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>Where the steps of a training run are written.</summary>
internal interface ITrainingLog : IDisposable
{
    /// <summary>Adds a step, with the values of its batch before the update.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    void Add(in StepRecord record);

    /// <summary>Adds the values on all training data after the last step, and finishes the file.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    void Finish(long step, double loss, ReadOnlySpan<float> gradient, double learningRate);

    /// <summary>Finishes the file with the steps so far.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    void Finish();

    /// <summary>Opens a log in the format of the path's extension: a picture or a figure, or else a table.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    static ITrainingLog Open(string path, TrainingCurvature? curvature, FigureStyle? style = null, Func<string>? source = null) =>
        FigureFile.IsFigure(path)
            ? new TrainingPicture(path, curvature, style, source)
            : new TrainingLog(path, curvature);
}
