namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>How δ of the output layer changes with the outputs: the loss' second derivative times their change.</summary>
/// <param name="pass">The present block.</param>
/// <param name="columns">Units of the output layer.</param>
/// <param name="outputs">zᵀ, [outputs, samples].</param>
/// <param name="rates">R{z}ᵀ, [outputs, samples], becomes R{δ}ᵀ.</param>
internal sealed class LossRateOperation(DensePass pass, int columns, PanelMatrix outputs, PanelMatrix rates) : IPanelOperation
{
    // An exponential counts as so many multiply-adds.
    private const int WorkPerOutput = 32;

    public long Work => (long)pass.Samples * columns * WorkPerOutput;

    public void Panel(int panel) => pass.Loss!.MultiplyByCurvature(
        outputs.Rows(panel, 0, columns), columns, pass.SamplesIn(panel), pass.Share, rates.Rows(panel, 0, columns));
}
