using System.Numerics;

namespace NeuroLab.Recording;

/// <summary>Up to 255 colours, with nearest-colour search.</summary>
internal sealed class ColorPalette
{
    /// <summary>One of a GIF's 256 entries is reserved for transparency.</summary>
    public const int MaxColors = 255;

    // The eye distinguishes greens best and bright blues worst; in a dark interface blue matters more than its
    // luminance suggests.
    private const float RedWeight = 2;
    private const float GreenWeight = 4;
    private const float BlueWeight = 2;
    private const float FarAway = 1e6f;

    private static readonly Vector<int> LaneIndex = Vector.CreateSequence(0, 1);

    // One channel per row, so that a vector holds the same channel of adjacent colours; unused entries are far away.
    private readonly float[] _red = new float[256];
    private readonly float[] _green = new float[256];
    private readonly float[] _blue = new float[256];

    public ColorPalette()
    {
        Clear();
    }

    public int Count { get; private set; }

    public (float Red, float Green, float Blue) this[int index] => (_red[index], _green[index], _blue[index]);

    public void Clear()
    {
        Count = 0;
        Array.Fill(_red, FarAway);
        Array.Fill(_green, FarAway);
        Array.Fill(_blue, FarAway);
    }

    public void Add(float red, float green, float blue)
    {
        Set(Count, red, green, blue);
        Count++;
    }

    public void Set(int index, float red, float green, float blue) =>
        (_red[index], _green[index], _blue[index]) = (red, green, blue);

    /// <summary>Rounds all colours to 8 bits.</summary>
    public void Round()
    {
        for (var i = 0; i < Count; i++)
            Set(i, MathF.Round(_red[i]), MathF.Round(_green[i]), MathF.Round(_blue[i]));
    }

    /// <summary>Writes [256, 3] bytes; entries not in use are black.</summary>
    public void CopyTo(Span<byte> table)
    {
        table.Clear();
        for (var i = 0; i < Count; i++)
        {
            table[3 * i] = (byte)_red[i];
            table[(3 * i) + 1] = (byte)_green[i];
            table[(3 * i) + 2] = (byte)_blue[i];
        }
    }

    /// <summary>Index of the nearest colour and its weighted squared distance.</summary>
    public int Nearest(float red, float green, float blue, out float distance)
    {
        var best = new Vector<float>(float.MaxValue);
        var bestIndex = Vector<int>.Zero;
        var index = LaneIndex;
        for (var i = 0; i < Count; i += Vector<float>.Count)
        {
            var r = new Vector<float>(_red, i) - new Vector<float>(red);
            var g = new Vector<float>(_green, i) - new Vector<float>(green);
            var b = new Vector<float>(_blue, i) - new Vector<float>(blue);
            var d = (r * r * RedWeight) + (g * g * GreenWeight) + (b * b * BlueWeight);
            bestIndex = Vector.ConditionalSelect(Vector.LessThan(d, best), index, bestIndex);
            best = Vector.Min(d, best);
            index += new Vector<int>(Vector<float>.Count);
        }

        var lane = LowestLane(best);
        distance = best[lane];
        return bestIndex[lane];
    }

    /// <summary>
    /// The colour whose mix with colour <paramref name="first"/> is nearest to the given one, and its share of the mix,
    /// 0…1. Distant colours give a coarse grain, so the variance of the mix counts against it.
    /// </summary>
    public int BestMix(int first, float red, float green, float blue, out float share)
    {
        const float GrainWeight = 0.1f;
        var (firstRed, firstGreen, firstBlue) = this[first];
        var ur = new Vector<float>((red - firstRed) * RedWeight);
        var ug = new Vector<float>((green - firstGreen) * GreenWeight);
        var ub = new Vector<float>((blue - firstBlue) * BlueWeight);
        var best = new Vector<float>(float.MaxValue);
        var bestIndex = Vector<int>.Zero;
        var bestShare = Vector<float>.Zero;
        var index = LaneIndex;
        for (var i = 0; i < Count; i += Vector<float>.Count)
        {
            // The foot of the perpendicular from u (wanted − first) on v (second − first); distances less |u|².
            var r = new Vector<float>(_red, i) - new Vector<float>(firstRed);
            var g = new Vector<float>(_green, i) - new Vector<float>(firstGreen);
            var b = new Vector<float>(_blue, i) - new Vector<float>(firstBlue);
            var square = (r * r * RedWeight) + (g * g * GreenWeight) + (b * b * BlueWeight);
            var along = (ur * r) + (ug * g) + (ub * b);
            var s = along / (square + new Vector<float>(1e-6f));
            s = Vector.Min(Vector.Max(s, Vector<float>.Zero), Vector<float>.One);
            var d = (s * s * square) - (2 * s * along) + (GrainWeight * s * (Vector<float>.One - s) * square);
            var better = Vector.LessThan(d, best);
            bestIndex = Vector.ConditionalSelect(better, index, bestIndex);
            bestShare = Vector.ConditionalSelect(better, s, bestShare);
            best = Vector.Min(d, best);
            index += new Vector<int>(Vector<float>.Count);
        }

        var lane = LowestLane(best);
        share = bestShare[lane];
        return bestIndex[lane];
    }

    private static int LowestLane(Vector<float> values)
    {
        var lane = 0;
        for (var i = 1; i < Vector<float>.Count; i++)
        {
            if (values[i] < values[lane])
                lane = i;
        }

        return lane;
    }
}
