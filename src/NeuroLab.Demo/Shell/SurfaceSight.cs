using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Graphics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Shell;

/// <summary>Whether any part of the surface is visible.</summary>
internal static class SurfaceSight
{
    private const int Points = 9, Rays = 3;

    /// <summary>Whether no part of a sampled surface is inside an image of that size.</summary>
    public static bool IsLost(DescentScene scene, SceneRenderer renderer, in PixelRectangle area)
    {
        var frame = scene.Frame;
        if (frame.Surface is null || !(scene.Landscape.Progress > 0))
            return false;
        var projection = new SceneProjection(frame.Camera, area.Width, area.Height);
        var (extent, betaExtent) = ((float)scene.Landscape.Grid.Extent, (float)scene.Landscape.Grid.BetaExtent);
        for (var i = 0; i < Points * Points; i++)
        {
            float alpha = extent * (2f * (i % Points) / (Points - 1) - 1), beta = betaExtent * (2f * (i / Points) / (Points - 1) - 1);
            var loss = (float)scene.Landscape.LossAt(alpha, beta);
            if (float.IsFinite(loss) && projection.TryProject(frame.World(alpha, beta, loss), out var pixel) && IsInside(pixel, area))
                return false;
        }
        // So close that it fills the image between two of the points.
        for (var i = 0; i < Rays * Rays; i++)
        {
            var pixel = new Vector2((i % Rays + 0.5f) * area.Width / Rays, (i / Rays + 0.5f) * area.Height / Rays);
            if (renderer.TryPick(frame, pixel, area.Width, area.Height, out _))
                return false;
        }
        return true;
    }

    private static bool IsInside(Vector2 pixel, in PixelRectangle area) =>
        pixel.X >= 0 && pixel.Y >= 0 && pixel.X < area.Width && pixel.Y < area.Height;
}
