using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Demo.App;

/// <summary>
/// Adjusts the camera once for a new plane: when its surface is complete, all of it is visible, and nothing hides the
/// path. Not if the user has moved the camera meanwhile.
/// </summary>
internal sealed class StartFraming(SceneEditor editor)
{
    private ExperimentFile? _origin;
    private Plane? _framed;
    private (Plane Plane, CameraPose Pose)? _waiting;

    private DescentScene Scene => editor.Scene;

    /// <summary>Call once per frame, before the tick.</summary>
    public void Update()
    {
        var plane = Scene.Landscape.Plane;
        // An experiment may define the camera pose.
        if (!ReferenceEquals(_origin, editor.Origin))
            (_origin, _framed) = (editor.Origin, editor.Origin.Camera is null ? null : plane);
        if (plane is null || ReferenceEquals(plane, _framed))
            return;
        if (_waiting is not var (waiting, pose) || !ReferenceEquals(waiting, plane))
        {
            _waiting = (plane, Scene.Camera.Pose);
            return;
        }
        if (Scene.Landscape.Progress < 1)
            return;
        (_framed, _waiting) = (plane, null);
        // For a random plane through the current weights the camera stays where it is.
        if (plane.Path.Count == 0 || pose != Scene.Camera.Pose || pose.IsTop)
            return;
        Frame(plane);
    }

    private void Frame(Plane plane)
    {
        var landscape = Scene.Landscape;
        var framing = new CameraFraming(landscape.Samples, landscape.Scale, Scene.Camera.Aspect);
        var grid = landscape.Grid;
        var path = new List<Vector3>(plane.Path.Count);
        foreach (var (alpha, beta) in plane.Path)
        {
            float x = (float)(alpha / grid.Extent), z = (float)(beta / grid.BetaExtent);
            path.Add(new Vector3(x, framing.HeightAt(x, z), z));
        }
        // A trail that starts off the plane, above the highest peak; what is beside the surface is another path's.
        foreach (ref readonly var point in Scene.Ball.Trail)
        {
            float x = (float)(point.Alpha / grid.Extent), z = (float)(point.Beta / grid.BetaExtent);
            if (MathF.Max(MathF.Abs(x), MathF.Abs(z)) <= 1)
                framing.Include(new Vector3(x, landscape.Scale.Height(point.Loss), z));
        }
        Scene.Camera.Pose = framing.Fit(CameraPose.Home, path);
    }
}
