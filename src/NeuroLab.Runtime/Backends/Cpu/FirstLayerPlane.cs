using System.Runtime.Intrinsics;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// The first layer over a plane. It is linear in (α, β), so three products suffice for all points: X·W(α, β)ᵀ = X·W*ᵀ +
/// α·X·D₁ᵀ + β·X·D₂ᵀ, biases likewise. Each panel of samples is prepared once, on any thread.
/// </summary>
internal sealed unsafe class FirstLayerPlane : IDisposable
{
    private const int Strip = 48;

    private readonly NetworkShape _shape;
    private readonly SampleSet _set;
    private readonly TileKernels _kernels;
    private readonly PanelMatrix _atOrigin, _alongFirst, _alongSecond; // zᵀ, [units, samples]
    private readonly PanelMatrix _targets;                             // yᵀ, [outputs, samples]

    public FirstLayerPlane(Plane plane, NetworkShape shape, SampleSet set, TileKernels kernels)
    {
        Plane = plane;
        _shape = shape;
        _set = set;
        _kernels = kernels;
        var units = shape.Layers[0].Outputs;
        _atOrigin = new PanelMatrix(units, set.Count);
        _alongFirst = new PanelMatrix(units, set.Count);
        _alongSecond = new PanelMatrix(units, set.Count);
        _targets = new PanelMatrix(shape.OutputCount, set.Count);
    }

    public Plane Plane { get; }

    /// <summary>Whether it is that of a plane over a set of samples.</summary>
    public bool IsOf(Plane plane, SampleSet set) => ReferenceEquals(plane, Plane) && ReferenceEquals(set, _set);

    public int Samples => _set.Count;

    public int Panels => PanelMatrix.Panels(_set.Count);

    public int SamplesIn(int panel) => Math.Min(PanelMatrix.Width, _set.Count - panel * PanelMatrix.Width);

    /// <summary>yᵀ of a panel, [outputs, <see cref="PanelMatrix.Width"/>].</summary>
    public ReadOnlySpan<float> Targets(int panel) => _targets.Rows(panel, 0, _shape.OutputCount);

    /// <summary>Computes a panel's three products; <paramref name="inputs"/> belongs to the calling thread.</summary>
    public void Prepare(int panel, InputPanel inputs, CancellationToken cancelled)
    {
        Span<int> samples = stackalloc int[SamplesIn(panel)];
        for (var s = 0; s < samples.Length; s++)
            samples[s] = panel * PanelMatrix.Width + s;
        SampleGather.Draw(_set, samples, inputs.Rows, inputs.Columns, 0, _targets.At(panel));
        var layer = _shape.Layers[0];
        fixed (float* origin = Plane.Origin, first = Plane.First, second = Plane.Second)
        {
            for (var row = 0; row < layer.Outputs && !cancelled.IsCancellationRequested; row += Strip)
            {
                var rows = Math.Min(Strip, layer.Outputs - row);
                Multiply(layer, origin, row, rows, inputs, _atOrigin.At(panel, row));
                Multiply(layer, first, row, rows, inputs, _alongFirst.At(panel, row));
                Multiply(layer, second, row, rows, inputs, _alongSecond.At(panel, row));
            }
        }
    }

    /// <summary>
    /// X·W*ᵀ + β·X·D₂ᵀ of a panel, [units, <see cref="PanelMatrix.Width"/>], which all points of a row share.
    /// </summary>
    public void MixRow(int panel, float beta, float* sums) =>
        MultiplyAdd(beta, _alongSecond.At(panel, 0), _atOrigin.At(panel, 0), _shape.Layers[0].Outputs, sums);

    /// <summary>
    /// zᵀ of a range of units of a panel at a point of the plane, [rows, <see cref="PanelMatrix.Width"/>], given these
    /// units' part of <see cref="MixRow"/>.
    /// </summary>
    public void MixPoint(int panel, int row, int rows, float alpha, float* onRow, float* sums) =>
        MultiplyAdd(alpha, _alongFirst.At(panel, row), onRow, rows, sums);

    public void Dispose()
    {
        _atOrigin.Dispose();
        _alongFirst.Dispose();
        _alongSecond.Dispose();
        _targets.Dispose();
    }

    private void Multiply(in DenseLayer layer, float* parameters, int row, int rows, InputPanel inputs, float* sums) =>
        _kernels.Multiply(
            new TileFactor(layer.Inputs, 1, layer.Inputs), parameters + layer.WeightOffset + (nint)row * layer.Inputs,
            rows, inputs.Columns.At(0), PanelMatrix.Width, sums, PanelMatrix.Width, parameters + layer.BiasOffset + row);

    private static void MultiplyAdd(float factor, float* along, float* at, int rows, float* sums)
    {
        var factors = Vector512.Create(factor);
        for (var i = 0; i < rows * PanelMatrix.Width; i += Vector512<float>.Count)
            Vector512.MultiplyAddEstimate(factors, Vector512.Load(along + i), Vector512.Load(at + i)).Store(sums + i);
    }
}
