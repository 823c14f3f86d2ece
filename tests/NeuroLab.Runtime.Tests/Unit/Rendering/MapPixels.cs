using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

/// <summary>Small square pictures of a map around (0, 0), read by (α, β) instead of by pixel.</summary>
internal sealed class MapPixels(Picture picture, float height)
{
    public const int Size = 160;

    /// <summary>World units from one pixel to the next.</summary>
    public float Step => height / picture.Height;

    /// <summary>The colour at (α, β) of an extent of 1.</summary>
    public Vector3 this[float alpha, float beta] =>
        picture[new Vector2((alpha / height + 0.5f) * picture.Height, (0.5f - beta / height) * picture.Height)];

    /// <summary>A map `height` world units high, of losses given by a formula, without lines, floor and balls.</summary>
    public static FrameView Frame(Func<float, float, float> loss, float height = 2.2f, int samples = 21, float extent = 1)
    {
        var losses = new float[samples * samples];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = loss(2f * (i % samples) / (samples - 1) - 1, 2f * (i / samples) / (samples - 1) - 1);
        return new FrameView
        {
            Camera = Camera.LookDown(Vector3.Zero, height, 1),
            Surface = new SurfaceSamples(losses, samples, samples, extent),
            Scale = new HeightScale(0, 1),
            Contours = 0,
            ShowsFloor = false,
        };
    }

    /// <summary>Draws the frame.</summary>
    public static MapPixels Draw(GraphicsDevice device, FrameView frame, float height = 2.2f, int size = Size)
    {
        using var renderer = new SceneRenderer(device) { Samples = 0 };
        return new MapPixels(Picture.Render(device, renderer, frame, size, size), height);
    }
}
