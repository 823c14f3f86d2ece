using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>Places the labels of α and β along the two edges of the floor nearest to the eye.</summary>
internal static class AxisLabels
{
    /// <summary>Maximum number of labels returned by <see cref="Fill"/>.</summary>
    public const int Capacity = 24;

    private const float ValueDistance = 0.13f;
    private const float NameDistance = 0.27f;

    /// <summary>Fills `labels` and returns their number; 0 without a surface or a floor.</summary>
    public static int Fill(FrameView frame, Span<AxisLabel> labels)
    {
        if (frame.Surface is not { } surface || !frame.ShowsFloor) return 0;
        var count = 0;
        // α runs along x, on the edge z = ±1 that the eye is nearer to; β the other way round.
        float nearX = frame.Camera.Eye.X < 0 ? -1 : 1, nearZ = frame.Camera.Eye.Z < 0 ? -1 : 1;
        // A map has its labels below and to the left, like every chart.
        if (frame.Camera.IsMap) nearX = nearZ = -1;
        count += FillAxis(0, (float)surface.Extent, nearCorner: nearX, edge: nearZ, labels[count..]);
        count += FillAxis(1, (float)surface.BetaExtent, nearCorner: nearZ, edge: nearX, labels[count..]);
        return count;
    }

    private static int FillAxis(int axis, float extent, float nearCorner, float edge, Span<AxisLabel> labels)
    {
        var step = AxisTicks.Step(extent);
        int ticks = AxisTicks.Count(extent), count = 0;
        for (var tick = -ticks; tick <= ticks && count < labels.Length; tick++)
        {
            var along = tick * step / extent;
            // In the nearest corner the labels of both axes would overlap.
            if (along * nearCorner > 0.9f) continue;
            labels[count++] = new AxisLabel(axis, false, tick * step, PositionOf(axis, along, edge * (1 + ValueDistance)));
        }
        if (count < labels.Length)
            labels[count++] = new AxisLabel(axis, true, 0, PositionOf(axis, 0.25f * nearCorner, edge * (1 + NameDistance)));
        return count;
    }

    private static Vector3 PositionOf(int axis, float along, float across) => axis == 0
        ? new Vector3(along, SceneRenderer.FloorHeight, across)
        : new Vector3(across, SceneRenderer.FloorHeight, along);
}
