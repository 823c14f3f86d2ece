using System.Numerics;
using NeuroLab.Numerics;

namespace NeuroLab.Rendering;

/// <summary>Turns the lines of a frame – floor frame, trails, stems, arrow – into ribbons.</summary>
internal sealed class FrameRibbons
{
    private const float TrailLift = 0.010f;
    private const float TrailSpacing = 0.004f;
    private const int ArrowPoints = 28;

    /// <summary>The lines, section by section.</summary>
    public RibbonBatch Batch { get; } = new();

    /// <summary>End of the section with the floor's frame and the surface's border.</summary>
    public int FrameEnd { get; private set; }

    /// <summary>End of the section with the dark edges of the trails, which follows <see cref="FrameEnd"/>.</summary>
    public int CasingEnd { get; private set; }

    /// <summary>
    /// End of the section with trails and arrows, which follows <see cref="CasingEnd"/>; the rest are stems.
    /// </summary>
    public int TrailEnd { get; private set; }

    /// <summary>Collects the lines of a frame; `unit` is the width of a thin line in pixels.</summary>
    public void Collect(FrameView frame, HeightField field, float unit)
    {
        Batch.Clear();
        Batch.Break();
        if (frame.Surface is { } surface)
        {
            if (frame.ShowsFloor) AddFloorFrame(frame.Theme, surface, unit);
            AddBorders(frame, field, unit);
        }
        FrameEnd = Batch.Count;
        foreach (ref readonly var trail in frame.Trails)
            AddTrail(frame, trail, (trail.IsMark ? 2.6f : 5.0f) * unit, new Vector4(0, 0, 0, trail.IsMark ? 0.25f : 0.42f));
        CasingEnd = Batch.Count;
        foreach (ref readonly var trail in frame.Trails)
            AddTrail(frame, trail, (trail.IsMark ? 1.3f : 2.6f) * unit, new Vector4(Vector3.Lerp(trail.Color, Vector3.One, 0.12f), 1));
        foreach (ref readonly var each in frame.Arrows)
            AddArrow(each, field, unit);
        if (frame.Arrow is { } arrow) AddArrow(arrow, field, unit);
        TrailEnd = Batch.Count;
        foreach (ref readonly var ball in frame.Balls)
            AddStem(frame, ball, field, unit);
    }

    private void AddFloorFrame(RenderTheme theme, SurfaceSamples surface, float unit)
    {
        const float Y = SceneRenderer.FloorHeight, TickLength = 0.035f;
        var color = theme.Frame;
        for (var corner = 0; corner <= 4; corner++)
        {
            float x = (corner + 1 & 2) != 0 ? 1 : -1, z = (corner & 2) != 0 ? 1 : -1;
            Batch.Add(new Vector3(x, Y, z), 1.1f * unit, color);
        }
        Batch.Break();
        AddTicks(theme, (float)surface.Extent, isBeta: false, unit);
        AddTicks(theme, (float)surface.BetaExtent, isBeta: true, unit);

        void AddTicks(RenderTheme theme, float extent, bool isBeta, float unit)
        {
            var step = AxisTicks.Step(extent) / extent;
            var ticks = AxisTicks.Count(extent);
            for (var tick = -ticks; tick <= ticks; tick++)
            {
                var along = tick * step;
                for (var side = -1; side <= 1; side += 2)
                    Batch.AddLine(At(along, side), At(along, side * (1 + TickLength)), 1.1f * unit, color);
                Batch.AddLine(At(along, -1), At(along, 1), unit, theme.FloorGrid);
            }

            Vector3 At(float along, float across) => isBeta ? new(across, Y, along) : new(along, Y, across);
        }
    }

    /// <summary>A bright, smooth line around the surface, which also covers the steps of its edge.</summary>
    private void AddBorders(FrameView frame, HeightField field, float unit)
    {
        for (var side = 0; side < 2; side++)
        {
            int lastRow = field.Rows - 1, lastColumn = field.Columns - 1;
            for (var column = 0; column <= lastColumn; column++)
                AddBorderPoint(frame, field, side * lastRow, column, unit);
            Batch.Break();
            for (var row = 0; row <= lastRow; row++)
                AddBorderPoint(frame, field, row, side * lastColumn, unit);
            Batch.Break();
        }
    }

    private void AddBorderPoint(FrameView frame, HeightField field, int row, int column, float unit)
    {
        var world = field.Vertex(row, column);
        if (float.IsNaN(field.HeightAt(world.X, world.Z)))
        {
            Batch.Break();
            return;
        }
        var color = frame.ColorMap.Evaluate(world.Y / HeightScale.WorldHeight);
        Batch.Add(world, 1.5f * unit, new Vector4(Vector3.Lerp(color, Vector3.One, 0.22f), 0.85f));
    }

    private void AddTrail(FrameView frame, in Trail trail, float width, Vector4 color)
    {
        var start = Batch.Count;
        Vector3 last = new(float.NaN);
        var points = trail.Points.Span;
        for (var i = 0; i < points.Length; i++)
        {
            var world = frame.World(points[i].Alpha, points[i].Beta, points[i].Loss);
            world.Y += TrailLift;
            if (!float.IsFinite(world.X + world.Y + world.Z))
            {
                if (Batch.Count > start) Batch.Break();
                last = new Vector3(float.NaN);
                continue;
            }
            // Skips points closer than a line's width, except the newest.
            var newest = i == points.Length - 1;
            if (!newest && Vector3.DistanceSquared(world, last) < TrailSpacing * TrailSpacing) continue;
            Batch.Add(world, width, color);
            last = world;
        }
        if (!trail.IsMark) Batch.FadeIn(start);
        Batch.Break();
    }

    /// <summary>A line along the surface with a head of a fixed fraction of its length.</summary>
    private void AddArrow(in GradientArrow arrow, HeightField field, float unit)
    {
        const float HeadStart = 0.80f;
        var (extent, betaExtent) = (field.Extent, field.BetaExtent);
        Vector4 color = new(arrow.Color, MathF.Min(1, arrow.Weight + 0.2f));
        unit *= arrow.Weight;
        // A short arrow in a field bends little; its head takes the last of five segments.
        var last = arrow.Weight < 1 ? 5 : ArrowPoints;
        for (var i = 0; i <= last; i++)
        {
            var along = (float)i / last;
            var x = (arrow.Alpha + along * arrow.DeltaAlpha) / extent;
            var z = (arrow.Beta + along * arrow.DeltaBeta) / betaExtent;
            var y = field.HeightAt(x, z);
            if (float.IsNaN(y)) break;
            var head = (1 - along) / (1 - HeadStart);
            if (along >= HeadStart && i > 0 && along - 1f / last < HeadStart)
                Batch.Add(new Vector3(x, y + TrailLift, z), 2.6f * unit, color);
            Batch.Add(new Vector3(x, y + TrailLift, z), along < HeadStart ? 2.6f * unit : 13f * unit * head, color);
        }
        Batch.Break();
    }

    private void AddStem(FrameView frame, in Ball ball, HeightField field, float unit)
    {
        Vector3 foot = BallPlacement.Foot(frame, ball, field), contact = BallPlacement.Contact(frame, ball, field);
        if (!BallPlacement.HasStem(foot, contact)) return;
        Batch.AddLine(foot, contact, 1.6f * unit, frame.Theme.SelectionRing with { W = 0.75f });
    }
}
