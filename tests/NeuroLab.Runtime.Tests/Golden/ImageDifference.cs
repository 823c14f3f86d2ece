namespace NeuroLab.Runtime.Tests.Golden;

/// <summary>How far two pictures are apart: drivers round differently, so no two agree in every bit.</summary>
/// <param name="Mean">Mean absolute difference of all channels, 0…255.</param>
/// <param name="WorstRegion">The same in the square of 40 pixels where it is largest: what is wrong in one place only.</param>
/// <param name="Outliers">Share of the pixels with a channel that differs by more than 24.</param>
public readonly record struct ImageDifference(double Mean, double WorstRegion, double Outliers)
{
    private const int RegionSize = 40;

    /// <summary>Compares two pictures, RGB [height, width, 3].</summary>
    public static ImageDifference Between(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int width)
    {
        if (a.Length != b.Length) return new ImageDifference(255, 255, 1);
        var height = a.Length / 3 / width;
        var regionsAcross = (width + RegionSize - 1) / RegionSize;
        var regions = new long[regionsAcross * ((height + RegionSize - 1) / RegionSize)];
        var outliers = 0;
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            int worst = 0, sum = 0;
            for (var channel = 3 * pixel; channel < 3 * pixel + 3; channel++)
            {
                var difference = Math.Abs(a[channel] - b[channel]);
                sum += difference;
                worst = Math.Max(worst, difference);
            }
            regions[pixel / width / RegionSize * regionsAcross + pixel % width / RegionSize] += sum;
            if (worst > 24) outliers++;
        }
        return new ImageDifference(
            (double)regions.Sum() / a.Length, regions.Max() / (3.0 * RegionSize * RegionSize), (double)outliers / (width * height));
    }
}
