namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The rate of change of the output layer's δ: the loss' second derivative times the rate of the outputs.
/// </summary>
/// <param name="pass">The current block.</param>
/// <param name="columns">Units of the output layer.</param>
/// <param name="outputs">zᵀ, [outputs, samples].</param>
/// <param name="rates">R{z}ᵀ, [outputs, samples], replaced by R{δ}ᵀ.</param>
internal sealed class LossRateOperation(DensePass pass, int columns, PanelMatrix outputs, PanelMatrix rates) : IPanelOperation
{
    // Multiply-adds that an exponential counts as.
    private const int WorkPerOutput = 32;

    public long Work => (long)pass.Samples * columns * WorkPerOutput;

    public void Panel(int panel) => pass.Loss!.MultiplyByCurvature(
        outputs.Rows(panel, 0, columns), columns, pass.SamplesIn(panel), pass.Share, rates.Rows(panel, 0, columns));
}
