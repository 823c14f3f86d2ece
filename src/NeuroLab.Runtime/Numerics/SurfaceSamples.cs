namespace NeuroLab.Numerics;

/// <summary>
/// Losses sampled over a plane, [Rows β, Columns α], both ascending and evenly spaced over [−Extent, Extent].
/// Immutable: an instance is a snapshot of a surface; newer samples are a new instance. Any thread.
/// </summary>
public sealed class SurfaceSamples
{
    private readonly float[] _losses;

    /// <summary>Takes ownership of an array that is no longer written to.</summary>
    /// <param name="losses">[rows, columns]; not finite = hole or not sampled yet.</param>
    /// <param name="rows">Samples along β, at least 2.</param>
    /// <param name="columns">Samples along α, at least 2.</param>
    /// <param name="extent">Half the side, above 0.</param>
    public SurfaceSamples(float[] losses, int rows, int columns, double extent)
    {
        if (rows < 2 || columns < 2 || !(extent > 0) || losses.Length != rows * columns)
            throw new ArgumentException($"{losses.Length} losses are no surface of {rows}×{columns} samples and extent {extent}");
        (_losses, Alpha, Beta) = (losses, new(-extent, extent, columns), new(-extent, extent, rows));
    }

    /// <summary>The same over any rectangle.</summary>
    internal SurfaceSamples(float[] losses, GridAxis alpha, GridAxis beta) => (_losses, Alpha, Beta) = (losses, alpha, beta);

    /// <summary>What a picture of it says; null for nothing.</summary>
    internal SurfaceCaption? Caption { get; init; }

    /// <summary>Another surface on the same grid, to compare it with; null for none.</summary>
    internal SurfaceSamples? Second { get; init; }

    /// <summary>Whether heights of a picture are logarithmic in the loss.</summary>
    internal bool IsLogarithmic { get; init; }

    /// <summary>Whether a picture shows <see cref="Second"/> minus this one, in place of both.</summary>
    internal bool ShowsDifference { get; init; }

    /// <summary>Samples along β.</summary>
    public int Rows => Beta.Count;

    /// <summary>Samples along α.</summary>
    public int Columns => Alpha.Count;

    /// <summary>α runs from −Extent to Extent, and so does β, unless the surface's two sides were chosen apart.</summary>
    public double Extent => Alpha.To;

    /// <summary>β runs from −BetaExtent to BetaExtent; the same where a host sampled the surface.</summary>
    internal double BetaExtent => Beta.To;

    /// <summary>α of the columns.</summary>
    internal GridAxis Alpha { get; }

    /// <summary>β of the rows.</summary>
    internal GridAxis Beta { get; }

    /// <summary>What else is known of each sample, [Rows β, Columns α] each; for files.</summary>
    internal IReadOnlyList<(string Name, float[] Values)> Metrics { get; init; } = [];

    /// <summary>The losses, [Rows β, Columns α]; not finite = hole or not sampled yet.</summary>
    public ReadOnlySpan<float> Losses => _losses;

    /// <summary>Another surface on the same grid minus this one.</summary>
    internal SurfaceSamples To(SurfaceSamples second)
    {
        var difference = new float[_losses.Length];
        for (var i = 0; i < difference.Length; i++)
            difference[i] = second._losses[i] - _losses[i];
        return new(difference, Alpha, Beta);
    }

    /// <summary>
    /// How rough the central half is (of α and of β those within half the distance from the middle to the edge): the mean of
    /// |L₋ − 2·L₀ + L₊| over neighbouring samples along α and along β, and the same divided by the range of L₀. NaN if a loss
    /// there is not finite.
    /// </summary>
    internal (double Mean, double OfRange) Roughness()
    {
        var (sum, count, low, high) = (0.0, 0, double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 1; row < Rows - 1; row++)
        {
            for (var column = 1; column < Columns - 1; column++)
            {
                if (!IsCentral(row, Rows) || !IsCentral(column, Columns))
                    continue;
                var at = row * Columns + column;
                double here = _losses[at];
                sum += Math.Abs(_losses[at - 1] - 2 * here + _losses[at + 1]) + Math.Abs(_losses[at - Columns] - 2 * here + _losses[at + Columns]);
                count += 2;
                (low, high) = (Math.Min(low, here), Math.Max(high, here));
            }
        }
        var mean = double.IsFinite(sum) && count > 0 ? sum / count : double.NaN;
        return (mean, mean / (high - low));

        static bool IsCentral(int index, int samples) => 4 * index >= samples - 1 && 4 * index <= 3 * (samples - 1);
    }

    /// <summary>The same samples with a caption.</summary>
    internal SurfaceSamples With(SurfaceCaption caption) => new(_losses, Alpha, Beta) { Caption = caption, Metrics = Metrics };

    /// <summary>α of a column.</summary>
    public double AlphaOf(int column) => Alpha.At(column);

    /// <summary>β of a row.</summary>
    public double BetaOf(int row) => Beta.At(row);

    /// <summary>The loss at (α, β), bilinear between samples; NaN outside, in holes, and where nothing is sampled yet.</summary>
    public double LossAt(double alpha, double beta)
    {
        double column = (alpha / Extent + 1) / 2 * (Columns - 1), row = (beta / BetaExtent + 1) / 2 * (Rows - 1);
        return column >= 0 && row >= 0 && column <= Columns - 1 && row <= Rows - 1
            ? Bilinear(_losses, Rows, Columns, column, row) : double.NaN;
    }

    /// <summary>
    /// Bilinear interpolation in a grid, [rows, columns], at a fractional index clamped to the grid. A non-finite
    /// neighbour matters only if its weight is not 0.
    /// </summary>
    internal static double Bilinear(ReadOnlySpan<float> values, int rows, int columns, double column, double row)
    {
        int c = Math.Clamp((int)column, 0, columns - 2), r = Math.Clamp((int)row, 0, rows - 2);
        double u = column - c, v = row - r;
        var at = r * columns + c;
        var south = Mix(values[at], values[at + 1], u);
        var north = Mix(values[at + columns], values[at + columns + 1], u);
        return Mix(south, north, v);

        static double Mix(double a, double b, double share) => share == 0 ? a : share == 1 ? b : a + (b - a) * share;
    }
}
