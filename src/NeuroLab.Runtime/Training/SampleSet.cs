using NeuroLab.Datasets;
using NeuroLab.Losses;

namespace NeuroLab.Training;

/// <summary>
/// Samples for a backend: numeric inputs and targets. The arrays are shared and must not be written to.
/// </summary>
/// <param name="Count">Number of samples.</param>
/// <param name="InputCount">Columns of the inputs.</param>
/// <param name="OutputCount">Columns of the targets, which is the network's number of outputs.</param>
/// <param name="Inputs">[Count, InputCount], row-major.</param>
/// <param name="Targets">[Count, OutputCount], row-major, encoded for the loss.</param>
/// <param name="IsClassification">Whether accuracy is defined.</param>
public sealed record SampleSet(
    int Count, int InputCount, int OutputCount, InputValues Inputs, float[] Targets, bool IsClassification)
{
    /// <summary>
    /// The inputs of a range of samples, [samples, InputCount]: the stored floats, or converted into
    /// <paramref name="room"/>, which grows if it is too short.
    /// </summary>
    public ReadOnlySpan<float> ReadInputs(int first, int samples, scoped ref float[] room) =>
        Inputs.Read(first * InputCount, samples * InputCount, ref room);

    /// <summary>A copy of a range of the samples.</summary>
    internal SampleSet Part(int first, int count) => this with
    {
        Count = count,
        Inputs = Inputs.Part(first * InputCount, count * InputCount),
        Targets = Targets[(first * OutputCount)..((first + count) * OutputCount)],
    };

    /// <summary>Encodes a data set's targets for a loss.</summary>
    /// <exception cref="Numerics.UserErrorException">The targets do not suit the loss.</exception>
    public static SampleSet Create(Dataset data, Loss loss)
    {
        var encoding = loss.EncodingFor(data.ClassCount);
        return new SampleSet(
            data.Count, data.InputCount, data.OutputCount(encoding), data.Inputs, data.EncodeTargets(encoding),
            data.Task == DatasetTask.Classification || encoding != TargetEncoding.Values);
    }
}
