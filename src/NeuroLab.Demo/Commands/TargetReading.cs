using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// Settles what a file's targets mean where they can be read in more than one way: as classes or as quantities, and as
/// how many classes.
/// </summary>
internal static class TargetReading
{
    /// <summary>What <c>--loss auto</c> stands for.</summary>
    public static Loss DefaultLoss(Dataset data) =>
        data.Task == DatasetTask.Regression ? new MeanSquaredError() : Experiment.DefaultLoss(data);

    /// <summary>The data as the loss takes it: for mse, whole numbers that are hardly classes are quantities.</summary>
    /// <exception cref="UserErrorException">The targets do not suit the loss.</exception>
    public static Dataset Read(Dataset data, string name, Loss loss)
    {
        if (loss is MeanSquaredError && data.Task == DatasetTask.Regression)
            return AsQuantities(data);
        if (loss is BinaryCrossEntropy && data.Labels is null)
            RequireProbabilities(data, name);
        // Asks for what would be refused later, at a point where the message can name the file.
        _ = data.OutputCount(loss.EncodingFor(data.ClassNames.Length));
        return data;
    }

    /// <summary>The data as a given network takes it, whose outputs decide how many classes there are.</summary>
    /// <exception cref="UserErrorException">Inputs or targets do not fit the network.</exception>
    public static Dataset Fit(Dataset data, string name, Loss loss, NetworkFile weights)
    {
        var shape = weights.Network.Shape;
        if (data.InputCount != shape.InputCount)
            throw new UserErrorException(
                $"{weights.Path}: takes {shape.InputCount} inputs and {name} has {data.InputCount}; choose weights and data that fit each other");
        // A single class in the file says nothing about the network's classes.
        if (data.ClassNames.Length != 1 && Fits(data, loss, shape.OutputCount))
            return data;
        if (AsClasses(data, loss, shape.OutputCount) is { } classes && Fits(classes, loss, shape.OutputCount))
            return classes;
        if (loss is MeanSquaredError && data.Values is not null && data.ValueCount == shape.OutputCount)
            return AsQuantities(data);
        throw new UserErrorException(Mismatch(data, name, loss, weights));
    }

    private static bool Fits(Dataset data, Loss loss, int outputs) =>
        data.OutputCount(loss.EncodingFor(data.ClassNames.Length)) == outputs;

    // The samples of a network's 10 classes need not show every class; numbered classes still know which they are.
    private static Dataset? AsClasses(Dataset data, Loss loss, int outputs)
    {
        var count = outputs == 1 && loss.EncodingFor(2) == TargetEncoding.Binary ? 2 : outputs;
        if (ClassNumbers(data) is not { } numbers || numbers.Max() >= count)
            return null;
        string[] names = [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new Dataset(
            data.Name, data.Inputs, data.InputCount, numbers, names, data.Values, Math.Max(data.ValueCount, 1),
            data.InputNames, data.ImageShape);
    }

    private static int[]? ClassNumbers(Dataset data)
    {
        if (data.Labels is null)
            return null;
        var numbers = new int[data.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(data.ClassNames[data.Labels[i]], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return numbers;
    }

    private static Dataset AsQuantities(Dataset data) => data.Labels is null || data.Values is null
        ? data
        : new Dataset(
            data.Name, data.Inputs, data.InputCount, values: data.Values, valueCount: data.ValueCount,
            inputNames: data.InputNames, imageShape: data.ImageShape);

    private static void RequireProbabilities(Dataset data, string name)
    {
        var bad = Array.FindIndex(data.Values!, value => !(value >= 0 && value <= 1));
        if (bad >= 0)
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: sample {bad / data.ValueCount + 1} has the target {data.Values![bad]}, where binary_cross_entropy takes 0 to 1; choose a regression loss such as mse"));
    }

    private static string Mismatch(Dataset data, string name, Loss loss, NetworkFile weights)
    {
        var outputs = weights.Network.Shape.OutputCount;
        if (outputs > 1 && ClassNumbers(data) is { } numbers && Array.FindIndex(numbers, label => label >= outputs) is >= 0 and var bad)
            return $"{name}: sample {bad + 1} has the class label {numbers[bad]}, out of range for the {outputs} outputs of {weights.Path}; correct the label or choose other weights";
        var needed = data.OutputCount(loss.EncodingFor(data.ClassNames.Length));
        return $"{weights.Path}: gives {outputs} outputs and {loss} on {name} needs {needed}; choose weights, data and loss that fit each other";
    }
}
