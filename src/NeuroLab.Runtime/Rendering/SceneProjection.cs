using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// Converts between world coordinates and the pixels of a viewport. Pixels count from the top left corner, x to the
/// right, y down; the centre of the first pixel is (0.5, 0.5).
/// </summary>
public readonly struct SceneProjection
{
    private readonly Matrix4x4 _toClip;
    private readonly Matrix4x4 _fromClip;
    private readonly Vector2 _size;

    /// <summary>The projection of a camera onto a viewport of this size in pixels.</summary>
    public SceneProjection(in Camera camera, float width, float height)
    {
        _toClip = camera.ViewProjection;
        if (!Matrix4x4.Invert(_toClip, out _fromClip))
            throw new ArgumentException("the camera's matrices cannot be inverted", nameof(camera));
        _size = new Vector2(width, height);
    }

    /// <summary>The pixel of a world point; false if it is behind the eye or not finite.</summary>
    public bool TryProject(Vector3 world, out Vector2 pixel)
    {
        var clip = Vector4.Transform(world, _toClip);
        if (!(clip.W > 1e-6f))
        {
            pixel = default;
            return false;
        }
        pixel = new Vector2(0.5f + 0.5f * clip.X / clip.W, 0.5f - 0.5f * clip.Y / clip.W) * _size;
        return true;
    }

    /// <summary>The ray through a pixel: its origin on the near plane, and its unit direction.</summary>
    public (Vector3 Origin, Vector3 Direction) Ray(Vector2 pixel)
    {
        Vector2 ndc = new(2 * pixel.X / _size.X - 1, 1 - 2 * pixel.Y / _size.Y);
        var near = Unproject(new Vector4(ndc, -1, 1));
        var far = Unproject(new Vector4(ndc, 1, 1));
        return (near, Vector3.Normalize(far - near));
    }

    private Vector3 Unproject(Vector4 clip)
    {
        var world = Vector4.Transform(clip, _fromClip);
        return world.AsVector3() / world.W;
    }
}
