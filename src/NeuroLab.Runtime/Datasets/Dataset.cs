using System.Globalization;
using NeuroLab.Losses;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Samples with inputs and targets. Immutable: the arrays are shared and must not be written to. Targets are classes
/// (<see cref="Labels"/>), values (<see cref="Values"/>), or both if a file's integers can be read either way.
/// </summary>
public sealed class Dataset
{
    /// <param name="name">Short name for titles and messages, usually the command-line name or the file's name.</param>
    /// <param name="inputs">[samples, inputCount], row-major.</param>
    /// <param name="labels">[samples], each an index into <paramref name="classNames"/>.</param>
    /// <param name="values">[samples, valueCount], row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not match, a label has no class, or there is no
    /// target.</exception>
    public Dataset(string name, InputValues inputs, int inputCount,
        int[]? labels = null, string[]? classNames = null,
        float[]? values = null, int valueCount = 1,
        string[]? inputNames = null, ImageShape? imageShape = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputCount);
        if (inputs.Count == 0 || inputs.Count % inputCount != 0)
            throw new ArgumentException($"{inputs.Count} numbers do not fill rows of {inputCount} inputs.", nameof(inputs));
        Name = name;
        Inputs = inputs;
        InputCount = inputCount;
        Count = inputs.Count / inputCount;
        InputNames = inputNames ?? DefaultNames(inputCount);
        if (InputNames.Length != inputCount)
            throw new ArgumentException($"{InputNames.Length} names for {inputCount} inputs.", nameof(inputNames));
        if (imageShape is { } shape && shape.Width * shape.Height != inputCount)
            throw new ArgumentException($"{shape.Width}×{shape.Height} pixels are not {inputCount} inputs.", nameof(imageShape));
        ImageShape = imageShape;

        if (labels is null && values is null)
            throw new ArgumentException("A data set needs labels or values as targets.", nameof(labels));
        if (labels is not null)
        {
            if (labels.Length != Count)
                throw new ArgumentException($"{labels.Length} labels for {Count} samples.", nameof(labels));
            classNames ??= DefaultNames(labels.Max() + 1);
            foreach (var label in labels)
            {
                if ((uint)label >= (uint)classNames.Length)
                    throw new ArgumentException($"Label {label} is none of {classNames.Length} classes.", nameof(labels));
            }
        }
        Labels = labels;
        ClassNames = labels is null ? [] : classNames!;

        if (values is not null && (valueCount < 1 || values.Length != (long)Count * valueCount))
            throw new ArgumentException($"{values.Length} values for {Count} samples of {valueCount}.", nameof(values));
        Values = values;
        ValueCount = values is null ? 0 : valueCount;
    }

    /// <summary>The name of its source or its file.</summary>
    public string Name { get; }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Features of a sample.</summary>
    public int InputCount { get; }

    /// <summary>[Count, InputCount], row-major.</summary>
    public InputValues Inputs { get; }

    /// <summary>[Count], indices into <see cref="ClassNames"/>; null if the targets are not classes.</summary>
    public int[]? Labels { get; }

    /// <summary>Empty if there are no labels.</summary>
    public string[] ClassNames { get; }

    /// <summary>[Count, ValueCount], row-major; null where the targets are classes only.</summary>
    public float[]? Values { get; }

    /// <summary>Columns of <see cref="Values"/>; 0 if there are none.</summary>
    public int ValueCount { get; }

    /// <summary>[inputs]: the name of each feature.</summary>
    public string[] InputNames { get; }

    /// <summary>Set if the inputs are the pixels of an image.</summary>
    public ImageShape? ImageShape { get; }

    /// <summary>How the file that holds the data was interpreted; null for data from elsewhere.</summary>
    internal DataReading? Reading { get; private set; }

    /// <summary>Number of classes; 0 if the task is regression.</summary>
    public int ClassCount => Task == DatasetTask.Classification ? ClassNames.Length : 0;

    /// <summary>
    /// The most likely meaning of the targets. Integers that can be read either way are classes if each has two or more
    /// samples on average.
    /// </summary>
    public DatasetTask Task => Labels is null || (Values is not null && 2 * ClassNames.Length > Count)
        ? DatasetTask.Regression : DatasetTask.Classification;

    /// <summary>The inputs of one sample, [InputCount]; a copy if they are stored as bytes.</summary>
    public ReadOnlySpan<float> Sample(int index)
    {
        float[] room = [];
        return Inputs.Read(index * InputCount, InputCount, ref room);
    }

    /// <summary>
    /// Columns returned by <see cref="EncodeTargets"/>, which is the number of outputs the network needs.
    /// </summary>
    /// <exception cref="UserErrorException">The targets cannot be encoded in this way.</exception>
    public int OutputCount(TargetEncoding encoding) => encoding switch
    {
        TargetEncoding.Values => Values is null ? 1 : ValueCount,
        TargetEncoding.OneHot when Labels is not null => ClassNames.Length,
        TargetEncoding.OneHot when ValueCount > 1 => ValueCount,
        TargetEncoding.OneHot => throw NoClasses(),
        TargetEncoding.Binary when ClassNames.Length == 2 => 1,
        TargetEncoding.Binary when Labels is not null => throw new UserErrorException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: a binary loss needs 2 classes and there are {ClassNames.Length}; choose a softmax loss")),
        TargetEncoding.Binary => ValueCount,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };

    /// <summary>The targets as a new array, [Count, OutputCount(encoding)], row-major.</summary>
    /// <exception cref="UserErrorException">The targets cannot be encoded in this way.</exception>
    public float[] EncodeTargets(TargetEncoding encoding)
    {
        var columns = OutputCount(encoding);
        if (encoding == TargetEncoding.OneHot && Labels is not null)
        {
            var oneHot = new float[Count * columns];
            for (var row = 0; row < Count; row++)
                oneHot[row * columns + Labels[row]] = 1;
            return oneHot;
        }
        if (Labels is not null && (encoding == TargetEncoding.Binary || Values is null))
            return Array.ConvertAll(Labels, label => (float)label);

        var values = (float[])Values!.Clone();
        for (var i = 0; i < values.Length && encoding != TargetEncoding.Values; i++)
        {
            var fits = encoding == TargetEncoding.Binary ? values[i] is 0 or 1 : values[i] is >= 0 and <= 1;
            if (!fits)
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                    $"{Name}: sample {i / columns + 1} has the target {values[i]}, where {(encoding == TargetEncoding.Binary
                        ? "a binary loss takes only 0 and 1" : "a softmax loss takes probabilities from 0 to 1")}; choose a regression loss such as mse"));
        }
        return values;
    }

    /// <summary>
    /// Splits into two disjoint parts, each in the original order, stratified by class (to within one sample).
    /// </summary>
    /// <param name="testShare">In (0, 1); each part gets at least one sample.</param>
    /// <exception cref="UserErrorException">There is only one sample.</exception>
    public (Dataset Train, Dataset Test) Split(double testShare, ulong seed)
    {
        if (!(testShare > 0 && testShare < 1))
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "A share lies between 0 and 1.");
        if (Count < 2)
            throw new UserErrorException($"{Name}: 1 sample cannot be split into training and test data; give at least 2");
        var testCount = Math.Clamp((int)Math.Round(testShare * Count), 1, Count - 1);
        var isTest = Choose(testCount, seed);
        return (Pick(isTest, false, Count - testCount), Pick(isTest, true, testCount));
    }

    /// <summary>
    /// The first of every <paramref name="stride"/> samples for testing, the rest for training: the same split for
    /// every seed, so that results are comparable between runs.
    /// </summary>
    /// <param name="stride">At least 2, and at most the number of samples.</param>
    public (Dataset Train, Dataset Test) HoldOutEvery(int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride, Count);
        var isTest = new bool[Count];
        var testCount = 0;
        for (var i = 0; i < Count; i += stride, testCount++) isTest[i] = true;
        return (Pick(isTest, false, Count - testCount), Pick(isTest, true, testCount));
    }

    /// <summary>
    /// A seeded random subset in the original order, for instance a fixed evaluation set; the whole set if it is not
    /// larger.
    /// </summary>
    public Dataset Take(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count >= Count ? this : Pick(Choose(count, seed), true, count);
    }

    /// <summary>The same samples and targets with other inputs, [Count, InputCount].</summary>
    public Dataset WithInputs(InputValues inputs) => WithInputs(inputs, Values);

    /// <summary>The same with other values, [Count, ValueCount].</summary>
    internal Dataset WithInputs(InputValues inputs, float[]? values) =>
        new Dataset(Name, inputs, InputCount, Labels, ClassNames, values, Math.Max(ValueCount, 1), InputNames, ImageShape).With(Reading);

    /// <summary>The same data, with how its file was interpreted.</summary>
    internal Dataset With(DataReading? reading)
    {
        var copy = (Dataset)MemberwiseClone();
        copy.Reading = reading;
        return copy;
    }

    /// <summary>Marks exactly <paramref name="count"/> random samples, stratified by class.</summary>
    private bool[] Choose(int count, ulong seed)
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        new SeededRandom(seed).Shuffle<int>(order);
        if (Labels is not null)
            order = [.. order.OrderBy(sample => Labels[sample])]; // stable, so random within a class

        // Systematic sampling: takes every Count/count-th sample of the classes in sequence.
        var chosen = new bool[Count];
        for (long i = 0; i < Count; i++)
            chosen[order[i]] = (i + 1) * count / Count > i * count / Count;
        return chosen;
    }

    private Dataset Pick(bool[] marks, bool wanted, int count)
    {
        var labels = Labels is null ? null : new int[count];
        var values = Values is null ? null : new float[count * ValueCount];
        var row = 0;
        for (var sample = 0; sample < Count; sample++)
        {
            if (marks[sample] != wanted) continue;
            if (labels is not null) labels[row] = Labels![sample];
            Values?.AsSpan(sample * ValueCount, ValueCount).CopyTo(values.AsSpan(row * ValueCount));
            row++;
        }
        return new Dataset(Name, Inputs.Pick(marks, wanted, InputCount), InputCount, labels, ClassNames, values,
            Math.Max(ValueCount, 1), InputNames, ImageShape).With(Reading);
    }

    private UserErrorException NoClasses()
    {
        var row = ClassLabels.FirstOther(Values);
        return new UserErrorException(row < 0
            ? $"{Name}: the targets are stored as fractional numbers; save class numbers as integers or choose a regression loss such as mse"
            : string.Create(CultureInfo.InvariantCulture,
                $"{Name}: sample {row + 1} has the target {Values![row]}, which is not a class number (0 to {ClassLabels.MaxClass}); number the classes from 0 or choose a regression loss such as mse"));
    }

    private static string[] DefaultNames(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}
