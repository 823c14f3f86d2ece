namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>The loss of the outputs and, if a backward pass follows, δ of the output layer.</summary>
/// <param name="pass">The current block.</param>
/// <param name="columns">Units of the output layer.</param>
/// <param name="capacity">Maximum samples of a block.</param>
/// <param name="outputs">zᵀ, [outputs, samples].</param>
/// <param name="targets">yᵀ, [outputs, samples].</param>
/// <param name="deltas">Receives ∂loss/∂z, [outputs, samples].</param>
internal sealed class LossOperation(
    DensePass pass, int columns, int capacity, PanelMatrix outputs, PanelMatrix targets, PanelMatrix deltas)
    : IPanelOperation
{
    // Multiply-adds that an exponential or a logarithm counts as.
    private const int WorkPerOutput = 32;

    private readonly double[] _sums = new double[PanelMatrix.Panels(capacity)];

    public long Work => (long)pass.Samples * columns * WorkPerOutput;

    /// <summary>Σ of the samples' losses, in a fixed order.</summary>
    public double Sum()
    {
        var sum = 0.0;
        for (var panel = 0; panel < pass.Panels; panel++)
            sum += _sums[panel];
        return sum;
    }

    /// <summary>The number of correctly classified samples.</summary>
    public int CountCorrect()
    {
        var correct = 0;
        for (var panel = 0; panel < pass.Panels; panel++)
            correct += pass.Loss!.CountCorrect(
                outputs.Rows(panel, 0, columns), targets.Rows(panel, 0, columns), columns, pass.SamplesIn(panel));
        return correct;
    }

    public void Panel(int panel) => _sums[panel] = pass.Loss!.Sum(
        outputs.Rows(panel, 0, columns), targets.Rows(panel, 0, columns), columns, pass.SamplesIn(panel), pass.Share,
        pass.IsBackward ? deltas.Rows(panel, 0, columns) : default);
}
