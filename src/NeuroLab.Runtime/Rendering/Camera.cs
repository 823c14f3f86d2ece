using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// The camera. Matrices follow System.Numerics: a row vector times the matrix (clip = world · View · Projection); the
/// projection maps depth to −1…1 as OpenGL does. World: x = α/extent, z = β/extent, y up. A host that places the
/// landscape in its own world includes its model matrix in View and gives Eye in the landscape's coordinates.
/// </summary>
/// <param name="View">World to eye.</param>
/// <param name="Projection">Eye to clip space.</param>
/// <param name="Eye">Eye position in world coordinates.</param>
public readonly record struct Camera(Matrix4x4 View, Matrix4x4 Projection, Vector3 Eye)
{
    /// <summary>
    /// Whether it draws a map: the surface has exactly the colours of its losses, unlit, and nothing on it is hidden.
    /// </summary>
    public bool IsMap { get; init; }

    /// <summary>World to clip space.</summary>
    public Matrix4x4 ViewProjection => View * Projection;

    /// <summary>A perspective camera at `eye` that looks at `target` with y up.</summary>
    /// <param name="eye">World coordinates; must not be exactly above or below the target.</param>
    /// <param name="target">World coordinates.</param>
    /// <param name="verticalAngle">Vertical field of view in radians.</param>
    /// <param name="aspect">Width divided by height.</param>
    /// <param name="near">Distance of the near plane.</param>
    /// <param name="far">Distance of the far plane.</param>
    public static Camera LookAt(
        Vector3 eye, Vector3 target, float verticalAngle, float aspect, float near = 0.05f, float far = 30f) =>
        new(Matrix4x4.CreateLookAt(eye, target, Vector3.UnitY), Perspective(verticalAngle, aspect, near, far), eye);

    /// <summary>
    /// An orthographic camera straight above `target`: a map with α to the right and β upward. Seen from above, the
    /// world's x, z and y form a left-handed system, so the view is mirrored.
    /// </summary>
    /// <param name="target">Centre of the image, in world coordinates.</param>
    /// <param name="height">Height of the image in world units.</param>
    /// <param name="aspect">Width divided by height.</param>
    public static Camera LookDown(Vector3 target, float height, float aspect)
    {
        const float Above = 10f, Far = 20f;
        var eye = target + Above * Vector3.UnitY;
        Matrix4x4 projection = new(
            2 / (height * aspect), 0, 0, 0,
            0, 2 / height, 0, 0,
            0, 0, -2 / Far, 0,
            0, 0, -1, 1);
        var view = Matrix4x4.CreateLookAt(eye, target, Vector3.UnitZ) * Matrix4x4.CreateScale(-1, 1, 1);
        return new(view, projection, eye) { IsMap = true };
    }

    /// <summary>A perspective projection with depth from −1 to 1, unlike that of System.Numerics.</summary>
    public static Matrix4x4 Perspective(float verticalAngle, float aspect, float near, float far)
    {
        var scale = 1f / MathF.Tan(verticalAngle / 2f);
        return new Matrix4x4(
            scale / aspect, 0, 0, 0,
            0, scale, 0, 0,
            0, 0, (far + near) / (near - far), -1,
            0, 0, 2 * far * near / (near - far), 0);
    }
}
