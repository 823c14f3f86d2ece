using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// Decides how to interpret a file's targets if there are several ways: as classes or as quantities, and as how many
/// classes.
/// </summary>
internal static class TargetReading
{
    /// <summary>The loss that <c>--loss auto</c> selects.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="weights">The network to use; null if it is created for the data.</param>
    public static Loss DefaultLoss(Dataset data, NetworkFile? weights) =>
        data.Task == DatasetTask.Regression ? new MeanSquaredError()
        // One class of two.
        : data.ClassCount == 1 && weights?.Network.Shape.OutputCount == 1 ? new BinaryCrossEntropy()
        : Experiment.DefaultLoss(data);

    /// <summary>
    /// The data interpreted for a loss: for mse, integers that are unlikely to be classes are quantities.
    /// </summary>
    /// <exception cref="UserErrorException">The targets do not suit the loss.</exception>
    public static Dataset Read(Dataset data, string name, Loss loss)
    {
        // If all targets are one number, it may be a quantity or a class.
        if (loss is MeanSquaredError && (data.Task == DatasetTask.Regression || data.ClassCount == 1))
            return AsQuantities(data);
        // Requesting a classification loss means that there are classes, however few samples each has.
        if (loss is not MeanSquaredError && data.Labels is not null && data.Task == DatasetTask.Regression)
            data = AsClasses(data, data.Labels, data.ClassNames);
        if (loss is BinaryCrossEntropy && data.Labels is null)
            RequireProbabilities(data, name);
        // Fails early, while the message can name the file.
        _ = data.OutputCount(loss.EncodingFor(data.ClassNames.Length));
        return data;
    }

    /// <summary>The data interpreted for a network, whose outputs determine the number of classes.</summary>
    /// <exception cref="UserErrorException">Inputs or targets do not match the network.</exception>
    public static Dataset Fit(Dataset data, string name, Loss loss, NetworkFile weights)
    {
        var shape = weights.Network.Shape;
        if (data.InputCount != shape.InputCount)
            throw new UserErrorException(
                $"{weights.Path}: takes {shape.InputCount} inputs and {name} has {data.InputCount}; choose weights and data that fit each other");
        if (shape.OutputCount == 1 && loss is SoftmaxCrossEntropy)
            throw new UserErrorException($"{weights.Path}: has a single output, whose share of the softmax is always 1; choose --loss binary_cross_entropy or mse");
        // A single class in the file does not determine the network's classes.
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

    // The samples for a network of 10 classes need not include every class; numbered classes still have their indices.
    private static Dataset? AsClasses(Dataset data, Loss loss, int outputs)
    {
        var count = outputs == 1 && loss.EncodingFor(2) == TargetEncoding.Binary ? 2 : outputs;
        if (ClassNumbers(data) is not { } numbers || numbers.Max() >= count)
            return null;
        string[] names = [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return AsClasses(data, numbers, names);
    }

    private static Dataset AsClasses(Dataset data, int[] labels, string[] names)
    {
        var classes = new Dataset(
            data.Name, data.Inputs, data.InputCount, labels, names, inputNames: data.InputNames, imageShape: data.ImageShape);
        // The counts are those of the file, not of the part.
        return classes.With(data.Reading is { Classes: null } reading
            ? reading with { Classes = DataReading.CountClasses(classes) }
            : data.Reading);
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
            inputNames: data.InputNames, imageShape: data.ImageShape).With(data.Reading is { } reading ? reading with { Classes = null } : null);

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
        if (data.ClassNames is [var only] && ClassNumbers(data) is null)
            return $"{name}: all samples are of one class, '{only}', which does not say which of the network's it is; number the classes, or give samples of each";
        var needed = data.OutputCount(loss.EncodingFor(data.ClassNames.Length));
        return $"{weights.Path}: gives {outputs} outputs and {loss} on {name} needs {needed}; choose weights, data and loss that fit each other";
    }
}
