using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>
/// The change of a loss' gradient before the optimizer's update: g ← scale·g + l1·sign w. The scale clips the
/// gradient's norm (PyTorch's <c>clip_grad_norm_</c>); the other term is the derivative of l1·Σ|w|. The GPU version is
/// in <c>update.glsl</c>.
/// </summary>
/// <param name="Scale">1 if the gradient is not clipped.</param>
/// <param name="L1">0 for no regularization.</param>
internal readonly record struct GradientChange(double Scale, double L1)
{
    // Squares are summed in float over this many numbers, and in double over the blocks, like in optimizers.
    private const int Block = 8192;

    /// <summary>Whether the settings do not change gradients.</summary>
    public static bool IsOff(in OptimizerSettings settings) => settings.MaxNorm == 0 && settings.L1 == 0;

    /// <summary>The change for a gradient of norm ‖g‖. If the norm is NaN, all weights become NaN.</summary>
    public static GradientChange Of(in OptimizerSettings settings, double norm)
    {
        var scale = settings.MaxNorm / (norm + 1e-6);
        return new(settings.MaxNorm == 0 || scale > 1 ? 1 : scale, settings.L1);
    }

    /// <summary>The changed gradient of one weight, in double precision.</summary>
    public double Apply(double w, double g) => Scale * g + L1 * (w > 0 ? 1 : w < 0 ? -1 : w);

    /// <summary>Changes a gradient in place.</summary>
    /// <param name="weights">θ or a part of it.</param>
    /// <param name="gradient">The gradient, of the same length.</param>
    public void Apply(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        var (scale, pull) = ((float)Scale, (float)L1);
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        var whole = gradient.Length - gradient.Length % Vector512<float>.Count;
        for (var i = 0; i < whole; i += Vector512<float>.Count)
        {
            var weight = Vector512.LoadUnsafe(ref w, (nuint)i);
            // Keeps 0 and NaN.
            var isSigned = Vector512.GreaterThan(Vector512.Abs(weight), Vector512<float>.Zero);
            var sign = Vector512.ConditionalSelect(isSigned, Vector512.CopySign(Vector512<float>.One, weight), weight);
            (Vector512.LoadUnsafe(ref g, (nuint)i) * scale + sign * pull).StoreUnsafe(ref g, (nuint)i);
        }
        for (var i = whole; i < gradient.Length; i++)
            gradient[i] = gradient[i] * scale + (weights[i] > 0 ? 1 : weights[i] < 0 ? -1 : weights[i]) * pull;
    }

    /// <summary>Σ g², in the same order on every machine.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> gradient)
    {
        var sum = 0.0;
        for (var at = 0; at < gradient.Length; at += Block)
        {
            var block = gradient.Slice(at, Math.Min(Block, gradient.Length - at));
            ref var g = ref MemoryMarshal.GetReference(block);
            var squares = Vector512<float>.Zero;
            var whole = block.Length - block.Length % Vector512<float>.Count;
            for (var i = 0; i < whole; i += Vector512<float>.Count)
            {
                var slope = Vector512.LoadUnsafe(ref g, (nuint)i);
                squares = Vector512.MultiplyAddEstimate(slope, slope, squares);
            }
            sum += Vector512.Sum(squares);
            for (var i = whole; i < block.Length; i++)
                sum += (double)block[i] * block[i];
        }
        return sum;
    }
}
