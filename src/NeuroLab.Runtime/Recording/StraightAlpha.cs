namespace NeuroLab.Recording;

/// <summary>Between the form that blending takes colours in and the form that files hold.</summary>
internal static class StraightAlpha
{
    /// <summary>Divides premultiplied colours by their opacity, rounded to nearest, in place; where nothing is, black.</summary>
    /// <param name="rgba">Four bytes a pixel.</param>
    public static void Restore(Span<byte> rgba)
    {
        for (var i = 0; i + 3 < rgba.Length; i += 4)
        {
            int alpha = rgba[i + 3];
            if (alpha == 255)
                continue;
            for (var channel = i; channel < i + 3; channel++)
                rgba[channel] = alpha == 0 ? (byte)0 : (byte)Math.Min(255, (rgba[channel] * 255 + alpha / 2) / alpha);
        }
    }
}
