namespace NeuroLab.Recording;

/// <summary>Converts between premultiplied alpha, which blending uses, and straight alpha, which files hold.</summary>
internal static class StraightAlpha
{
    /// <summary>Divides premultiplied colours by alpha, rounded to nearest, in place; black where alpha is 0.</summary>
    /// <param name="rgba">Four bytes per pixel.</param>
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
