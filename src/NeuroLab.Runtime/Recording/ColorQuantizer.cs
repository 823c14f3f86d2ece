using System.Runtime.InteropServices;

namespace NeuroLab.Recording;

/// <summary>
/// Computes the palette of a frame and, with less weight, of the previous ones: splits the box of colours with the
/// largest squared error at its mean along its widest axis until there are enough boxes, then refines their means by
/// k-means.
/// </summary>
internal sealed class ColorQuantizer
{
    private const int Bits = 6;
    private const int Refinements = 3;

    private readonly Bin[] _histogram = new Bin[1 << (3 * Bits)];
    private readonly List<Color> _colors = [];
    private readonly List<Box> _boxes = [];
    private readonly Sum[] _sums = new Sum[ColorPalette.MaxColors];
    private Color[] _scratch = [];

    public void Build(ReadOnlySpan<byte> rgba, ColorPalette palette)
    {
        CollectColors(rgba);
        if (_scratch.Length < _colors.Count)
            _scratch = new Color[_colors.Count];

        _boxes.Clear();
        _boxes.Add(Measure(0, _colors.Count));
        while (_boxes.Count < ColorPalette.MaxColors && TrySplitWorst())
        {
        }

        palette.Clear();
        foreach (var box in _boxes)
            palette.Add(box.Mean.Red, box.Mean.Green, box.Mean.Blue);
        for (var round = 0; round < Refinements && _colors.Count > palette.Count; round++)
            Refine(palette);
        palette.Round();
    }

    private void CollectColors(ReadOnlySpan<byte> rgba)
    {
        // Half of the previous counts are kept, so that a slowly changing scene soon has a stable palette.
        foreach (ref var bin in _histogram.AsSpan())
            bin.Halve();
        for (var i = 0; i + 3 < rgba.Length; i += 4)
        {
            int red = rgba[i], green = rgba[i + 1], blue = rgba[i + 2];
            const int Drop = 8 - Bits;
            ref var bin = ref _histogram[((red >> Drop) << (2 * Bits)) | ((green >> Drop) << Bits) | (blue >> Drop)];
            bin.Count++;
            bin.Red += red;
            bin.Green += green;
            bin.Blue += blue;
        }

        _colors.Clear();
        foreach (ref readonly var bin in _histogram.AsSpan())
        {
            if (bin.Count == 0)
                continue;

            // The square root keeps a large plain background from taking the palette away from small coloured objects.
            float n = bin.Count;
            _colors.Add(new Color(bin.Red / n, bin.Green / n, bin.Blue / n, MathF.Sqrt(n)));
        }
    }

    private bool TrySplitWorst()
    {
        var worst = 0;
        for (var i = 1; i < _boxes.Count; i++)
        {
            if (_boxes[i].Error > _boxes[worst].Error)
                worst = i;
        }

        var box = _boxes[worst];
        if (box.Error <= 0)
            return false;

        // Partitions at the mean: lower colours stay in front, upper ones are moved through the scratch buffer.
        var colors = CollectionsMarshal.AsSpan(_colors);
        var cut = box.Mean.Along(box.Axis);
        int front = box.Start, upper = 0;
        for (var i = box.Start; i < box.End; i++)
        {
            if (colors[i].Along(box.Axis) <= cut)
                colors[front++] = colors[i];
            else
                _scratch[upper++] = colors[i];
        }

        if (upper == 0 || front == box.Start)
        {
            // Only rounding noise between equal colours is left.
            _boxes[worst] = box with { Error = 0 };
            return true;
        }

        _scratch.AsSpan(0, upper).CopyTo(colors[front..]);
        _boxes[worst] = Measure(box.Start, front);
        _boxes.Add(Measure(front, box.End));
        return true;
    }

    private Box Measure(int start, int end)
    {
        Sum sum = default;
        double redSquares = 0, greenSquares = 0, blueSquares = 0;
        foreach (ref readonly var c in CollectionsMarshal.AsSpan(_colors)[start..end])
        {
            sum.Add(c);
            redSquares += c.Weight * c.Red * c.Red;
            greenSquares += c.Weight * c.Green * c.Green;
            blueSquares += c.Weight * c.Blue * c.Blue;
        }

        var mean = sum.Mean;
        var red = redSquares - (sum.Weight * mean.Red * mean.Red);
        var green = greenSquares - (sum.Weight * mean.Green * mean.Green);
        var blue = blueSquares - (sum.Weight * mean.Blue * mean.Blue);
        var axis = green >= red && green >= blue ? 1 : red >= blue ? 0 : 2;
        return new Box(start, end, mean, axis, end - start == 1 ? 0 : red + green + blue);
    }

    private void Refine(ColorPalette palette)
    {
        Array.Clear(_sums);
        foreach (var color in _colors)
            _sums[palette.Nearest(color.Red, color.Green, color.Blue, out _)].Add(color);

        for (var i = 0; i < palette.Count; i++)
        {
            if (_sums[i].Weight > 0)
                palette.Set(i, _sums[i].Mean.Red, _sums[i].Mean.Green, _sums[i].Mean.Blue);
        }
    }

    private struct Bin
    {
        public int Count, Red, Green, Blue;

        public void Halve()
        {
            if (Count == 0)
                return;

            // An odd count does not halve evenly; the mean must be preserved.
            long half = Count / 2;
            Red = (int)(Red * half / Count);
            Green = (int)(Green * half / Count);
            Blue = (int)(Blue * half / Count);
            Count = (int)half;
        }
    }

    private readonly record struct Color(float Red, float Green, float Blue, float Weight)
    {
        public float Along(int axis) => axis switch { 0 => Red, 1 => Green, _ => Blue };
    }

    private readonly record struct Box(int Start, int End, Color Mean, int Axis, double Error);

    private struct Sum
    {
        public double Red, Green, Blue, Weight;

        public readonly Color Mean => new((float)(Red / Weight), (float)(Green / Weight), (float)(Blue / Weight), 0);

        public void Add(in Color color)
        {
            Red += (double)color.Weight * color.Red;
            Green += (double)color.Weight * color.Green;
            Blue += (double)color.Weight * color.Blue;
            Weight += color.Weight;
        }
    }
}
