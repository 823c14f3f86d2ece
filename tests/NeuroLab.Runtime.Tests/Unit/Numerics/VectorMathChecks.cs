using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Numerics;

/// <summary>
/// Sweeps over the floats, with <see cref="Math"/> in double precision as the judge. Not facts themselves: they also run
/// in processes without some of the vector instructions.
/// </summary>
internal static class VectorMathChecks
{
    private delegate Vector512<float> Function(Vector512<float> x);

    public static void All()
    {
        Within(4, VectorMath.Exp, Math.Exp, float.NegativeInfinity, float.PositiveInfinity);
        Within(6, VectorMath.Tanh, Math.Tanh, float.NegativeInfinity, float.PositiveInfinity);
        Within(6, VectorMath.Erf, SpecialFunctions.Erf, float.NegativeInfinity, float.PositiveInfinity);
        // Below, the result is subnormal and e⁻ˣ overflows first: it is 0, off by less than 2e-38.
        Within(4, VectorMath.Sigmoid, SpecialFunctions.Sigmoid, -87.3f, float.PositiveInfinity);
        Within(4, VectorMath.Softplus, SpecialFunctions.Softplus, -87.3f, float.PositiveInfinity);
        Within(4, VectorMath.Log1p, u => SpecialFunctions.Softplus(Math.Log(u)), 1e-30f, 1);
        Within(4, VectorMath.Log, Math.Log, 1.1754944e-38f, float.MaxValue);
        foreach (var function in new Function[]
                 {
                     VectorMath.Exp, VectorMath.Tanh, VectorMath.Erf, VectorMath.Sigmoid, VectorMath.Softplus, VectorMath.Log,
                 })
            Assert.True(float.IsNaN(At(function, float.NaN)));
        Bounded(VectorMath.Tanh);
        Bounded(VectorMath.Erf);
        Assert.Equal(0, At(VectorMath.Sigmoid, -1000));
        Assert.Equal(0, At(VectorMath.Exp, float.NegativeInfinity));
    }

    // Every 3001st float: each exponent is met with some 2,800 different significands.
    private static void Within(double ulps, Function function, Func<double, double> exact, float from, float to)
    {
        Span<float> inputs = stackalloc float[Vector512<float>.Count];
        var filled = 0;
        for (long bits = 0; bits < 1L << 32; bits += 3001)
        {
            var x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (!(x >= from && x <= to))
                continue;
            inputs[filled++] = x;
            if (filled < inputs.Length)
                continue;
            filled = 0;
            var results = function(Vector512.Create<float>(inputs));
            for (var lane = 0; lane < inputs.Length; lane++)
                Compare(ulps, inputs[lane], results[lane], exact(inputs[lane]));
        }
    }

    private static void Compare(double ulps, float x, float actual, double expected)
    {
        if ((float)expected == actual)
            return;
        var ulp = (double)MathF.BitIncrement(MathF.Abs((float)expected)) - MathF.Abs((float)expected);
        if (!(Math.Abs(actual - expected) <= ulps * ulp))
            Assert.Fail($"f({x:R}) = {actual:R}, exactly {expected:R}: {Math.Abs(actual - expected) / ulp:F1} ulp");
    }

    private static void Bounded(Function function)
    {
        for (var x = -12f; x < 12; x += 1e-4f)
            Assert.InRange(At(function, x), -1f, 1f);
    }

    private static float At(Function function, float x) => function(Vector512.Create(x))[3];
}
