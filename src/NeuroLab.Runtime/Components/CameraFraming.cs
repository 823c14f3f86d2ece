using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Components;

/// <summary>
/// Chooses a camera pose: near enough to fill the image, far enough that no peak leaves it, and on the side from which
/// the surface hides least of a path.
/// </summary>
internal sealed class CameraFraming
{
    // Fractions of the image's half width and height, from its centre: the margin is for readout and colour scale.
    private const float MaxWidthShare = 0.86f, MaxHeightShare = 0.94f;
    private const float MaxHeight = 1.2f;
    private const int EdgeSamples = 9, YawCandidates = 24, FieldVertices = 65;
    private const float MinDistanceShare = 0.72f, MaxDistanceShare = 1.5f, Closer = 0.98f, Farther = 1.02f;

    // A path point counts as hidden if the ray hits the surface at least this far before it; the point is slightly
    // above the surface.
    private const float Clearance = 0.03f;

    private readonly HeightField _field = new();
    private readonly List<Vector3> _outline = [];
    private readonly float _aspect;

    /// <param name="samples">The surface.</param>
    /// <param name="scale">Maps losses to heights.</param>
    /// <param name="aspect">Width divided by height of the image.</param>
    public CameraFraming(SurfaceSamples samples, in HeightScale scale, float aspect)
    {
        _field.Update(samples, scale, FieldVertices);
        _aspect = aspect;
        for (var i = 0; i < EdgeSamples; i++)
        {
            var along = 2f * i / (EdgeSamples - 1) - 1;
            foreach (var (x, z) in ((float, float)[])[(along, -1), (along, 1), (-1, along), (1, along)])
            {
                var height = _field.HeightAt(x, z);
                _outline.Add(new Vector3(x, float.IsFinite(height) ? height : 0, z));
                if (MathF.Abs(along) == 1)
                    _outline.Add(new Vector3(x, SceneRenderer.FloorHeight, z));
            }
        }
    }

    /// <summary>The height of the drawn surface at world (x, z); NaN in holes and outside.</summary>
    public float HeightAt(float x, float z) => _field.HeightAt(x, z);

    /// <summary>Has the image hold a point off the surface too, such as the start of a trail above it.</summary>
    public void Include(Vector3 world)
    {
        if (float.IsFinite(world.X + world.Y + world.Z))
            _outline.Add(world with { Y = MathF.Min(world.Y, MaxHeight) });
    }

    /// <summary>The pose that shows the whole surface and as much of a path as possible.</summary>
    /// <param name="start">Target and pitch are kept; its yaw is preferred, and its distance bounds the new
    /// one.</param>
    /// <param name="path">World coordinates.</param>
    /// <param name="turn">Radians that the camera will then orbit.</param>
    public CameraPose Fit(CameraPose start, IReadOnlyList<Vector3> path, float turn = 0)
    {
        var pose = start with { Yaw = BestYaw(start, path) };
        var (min, max) = (MinDistanceShare * start.Distance, MaxDistanceShare * start.Distance);
        while (pose.Distance > min && HoldsAll(pose with { Distance = Closer * pose.Distance }, turn))
            pose = pose with { Distance = Closer * pose.Distance };
        while (pose.Distance < max && !HoldsAll(pose, turn))
            pose = pose with { Distance = Farther * pose.Distance };
        return pose;
    }

    private float BestYaw(CameraPose start, IReadOnlyList<Vector3> path)
    {
        var (best, bestScore) = (start.Yaw, float.NegativeInfinity);
        for (var i = 0; i < YawCandidates; i++)
        {
            // From the preferred yaw outwards, alternating sides.
            var offset = (i % 2 == 0 ? 1 : -1) * ((i + 1) / 2) * (MathF.Tau / YawCandidates);
            var candidate = start with { Yaw = start.Yaw + offset };
            // A large turn must pay off: half a turn costs as much as half the path.
            var score = SeenShare(candidate.Eye, path) - 0.5f * MathF.Abs(offset) / MathF.PI;
            if (score > bestScore + 1e-4f)
                (best, bestScore) = (candidate.Yaw, score);
        }
        return best;
    }

    // Points near the end of the path, where the ball will be longest, count double.
    private float SeenShare(Vector3 eye, IReadOnlyList<Vector3> path)
    {
        float seen = 0, all = 0;
        for (var i = 0; i < path.Count; i++)
        {
            if (!float.IsFinite(path[i].X + path[i].Y + path[i].Z))
                continue;
            var weight = 1 + (float)i / path.Count;
            var sight = path[i] + Clearance * Vector3.UnitY - eye;
            all += weight;
            if (!_field.TryPick(eye, sight, out var hit) || Vector3.Distance(eye, hit.World) > sight.Length() - Clearance)
                seen += weight;
        }
        return all > 0 ? seen / all : 1;
    }

    // Checks the whole orbit of the camera.
    private bool HoldsAll(CameraPose pose, float turn)
    {
        const int TurnSamples = 5;
        for (var i = 0; i < (turn == 0 ? 1 : TurnSamples); i++)
        {
            var view = OrbitCamera.ViewFrom(pose with { Yaw = pose.Yaw + turn * i / (TurnSamples - 1) }, _aspect);
            var projection = new SceneProjection(view, 2, 2);
            foreach (var point in _outline)
            {
                if (!projection.TryProject(point, out var at)
                    || MathF.Abs(at.X - 1) > MaxWidthShare || MathF.Abs(at.Y - 1) > MaxHeightShare)
                    return false;
            }
        }
        return true;
    }
}
