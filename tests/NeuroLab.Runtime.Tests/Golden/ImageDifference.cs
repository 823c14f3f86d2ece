namespace NeuroLab.Runtime.Tests.Golden;

/// <summary>How far two pictures are apart: drivers round differently, so no two agree in every bit.</summary>
/// <param name="Mean">Mean absolute difference of all channels, 0…255.</param>
/// <param name="Outliers">Share of the pixels with a channel that differs by more than 24.</param>
public readonly record struct ImageDifference(double Mean, double Outliers)
{
    public static ImageDifference Between(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length) return new ImageDifference(255, 1);
        long sum = 0;
        var outliers = 0;
        for (var i = 0; i < a.Length; i += 3)
        {
            var worst = 0;
            for (var channel = 0; channel < 3; channel++)
            {
                var difference = Math.Abs(a[i + channel] - b[i + channel]);
                sum += difference;
                worst = Math.Max(worst, difference);
            }
            if (worst > 24) outliers++;
        }
        return new ImageDifference((double)sum / a.Length, outliers * 3.0 / a.Length);
    }
}
