using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;
using SharpGLTF.Memory;
using SharpGLTF.Schema2;
using SharpGLTF.Transforms;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// The surface as glTF 2.0 in one binary file: a mesh with the colours of its losses, the path of a run as a line at its true
/// losses, and a ball that rolls along it in an animation.
/// </summary>
internal static class GltfFile
{
    // Of the whole path, and of a ball in halves of the surface's side.
    private const float Seconds = 8, BallRadius = 0.03f;

    private const int BallRings = 12, BallSegments = 24;

    private static readonly Vector4 PathColor = new(1f, 0.456f, 0.088f, 1);

    /// <summary>For the table of formats.</summary>
    public static SurfaceFormat Format { get; } = new("glb", "glTF scene", ".glb", "the same with a run's path and ball animated, for Blender and engines", Write);

    private static string? Write(string path, SurfaceSamples surface)
    {
        var model = ModelRoot.CreateModel();
        model.Asset.Generator = OwnMark.Text;
        if (surface.Caption is { } caption)
            model.Asset.Copyright = $"{caption.Plane}; {caption.Sampling}";
        var scene = model.UseScene("loss landscape");
        var mesh = new SurfaceMesh(surface);
        if (mesh.Triangles.Count > 0)
            scene.CreateNode("surface").Mesh = SurfaceOf(model, mesh);
        if (surface.Caption?.Trail is { Count: > 1 } trail)
            AddRun(model, scene, mesh, trail);
        OutputFile.Replace(path, stream => stream.Write(model.WriteGLB(new WriteSettings { Validation = SharpGLTF.Validation.ValidationMode.Strict })));
        return null;
    }

    private static Mesh SurfaceOf(ModelRoot model, SurfaceMesh source)
    {
        var normals = new Vector3[source.Points.Count];
        for (var i = 0; i < source.Triangles.Count; i += 3)
        {
            int a = source.Triangles[i], b = source.Triangles[i + 1], c = source.Triangles[i + 2];
            // As long as the triangle is large.
            var normal = Vector3.Cross(source.Points[b] - source.Points[a], source.Points[c] - source.Points[a]);
            (normals[a], normals[b], normals[c]) = (normals[a] + normal, normals[b] + normal, normals[c] + normal);
        }
        for (var i = 0; i < normals.Length; i++)
            normals[i] = normals[i].LengthSquared() > 0 ? Vector3.Normalize(normals[i]) : Vector3.UnitY;
        var mesh = model.CreateMesh("surface");
        var part = mesh.CreatePrimitive();
        part.DrawPrimitiveType = PrimitiveType.TRIANGLES;
        part.SetVertexAccessor("POSITION", Vectors(model, CollectionsMarshal.AsSpan(source.Points)));
        part.SetVertexAccessor("NORMAL", Vectors(model, normals));
        // Colours of vertices are linear in glTF.
        part.SetVertexAccessor("COLOR_0", Vectors(model, source.Colors.Select(color => new Vector3(Linear(color.X), Linear(color.Y), Linear(color.Z))).ToArray()));
        part.SetIndexAccessor(Indices(model, CollectionsMarshal.AsSpan(source.Triangles)));
        var material = model.CreateMaterial("loss");
        material.InitializePBRMetallicRoughness();
        material.DoubleSided = true;
        Set(material, Vector4.One, roughness: 0.7f);
        part.Material = material;
        return mesh;
    }

    private static void AddRun(ModelRoot model, Scene scene, SurfaceMesh surface, IReadOnlyList<(double Alpha, double Beta, double Loss)> trail)
    {
        var all = trail.Where(point => double.IsFinite(point.Loss)).Select(point => new Vector3((float)point.Alpha, surface.HeightOf(point.Loss), -(float)point.Beta)).ToArray();
        if (all.Length < 2)
            return;
        var material = model.CreateMaterial("run");
        material.InitializePBRMetallicRoughness();
        Set(material, PathColor, roughness: 0.4f);

        var line = model.CreateMesh("path");
        var strip = line.CreatePrimitive();
        strip.DrawPrimitiveType = PrimitiveType.LINE_STRIP;
        strip.SetVertexAccessor("POSITION", Vectors(model, all));
        strip.Material = material;
        scene.CreateNode("path").Mesh = line;

        var ball = scene.CreateNode("ball");
        ball.Mesh = BallOf(model, BallRadius * surface.Size, material);
        // Not a matrix, which a channel must not animate.
        ball.LocalTransform = new AffineTransform(Vector3.One, Quaternion.Identity, all[^1]);
        // One step takes as long as another; the place of a step is its own true loss.
        model.CreateAnimation("run").CreateTranslationChannel(
            ball, all.Select((point, i) => (Time: Seconds * i / (all.Length - 1), point)).ToDictionary(key => key.Time, key => key.point), linear: true);
    }

    private static Mesh BallOf(ModelRoot model, float radius, Material material)
    {
        List<Vector3> normals = [];
        List<int> triangles = [];
        for (var ring = 0; ring <= BallRings; ring++)
        {
            var (sin, cos) = MathF.SinCos(MathF.PI * ring / BallRings);
            for (var segment = 0; segment <= BallSegments; segment++)
            {
                var (s, c) = MathF.SinCos(2 * MathF.PI * segment / BallSegments);
                normals.Add(Vector3.Normalize(new Vector3(sin * c, cos, sin * s)));
                if (ring == BallRings || segment == BallSegments)
                    continue;
                var at = ring * (BallSegments + 1) + segment;
                var below = at + BallSegments + 1;
                if (ring > 0)
                    triangles.AddRange([at, at + 1, below + 1]);
                if (ring < BallRings - 1)
                    triangles.AddRange([at, below + 1, below]);
            }
        }
        var mesh = model.CreateMesh("ball");
        var part = mesh.CreatePrimitive();
        part.DrawPrimitiveType = PrimitiveType.TRIANGLES;
        part.SetVertexAccessor("POSITION", Vectors(model, normals.Select(normal => radius * normal).ToArray()));
        part.SetVertexAccessor("NORMAL", Vectors(model, CollectionsMarshal.AsSpan(normals)));
        part.SetIndexAccessor(Indices(model, CollectionsMarshal.AsSpan(triangles)));
        part.Material = material;
        return mesh;
    }

    private static Accessor Vectors(ModelRoot model, ReadOnlySpan<Vector3> values)
    {
        var accessor = model.CreateAccessor(null);
        accessor.SetVertexData(
            model.UseBufferView(MemoryMarshal.AsBytes(values).ToArray(), 0, null, 0, BufferMode.ARRAY_BUFFER), 0, values.Length, AttributeFormat.Float3);
        return accessor;
    }

    private static Accessor Indices(ModelRoot model, ReadOnlySpan<int> values)
    {
        var accessor = model.CreateAccessor(null);
        accessor.SetIndexData(
            model.UseBufferView(MemoryMarshal.AsBytes(values).ToArray(), 0, null, 0, BufferMode.ELEMENT_ARRAY_BUFFER), 0, values.Length, IndexEncodingType.UNSIGNED_INT);
        return accessor;
    }

    private static void Set(Material material, Vector4 color, float roughness)
    {
        var channel = material.FindChannel("BaseColor")!.Value;
        channel.Color = color;
        var surface = material.FindChannel("MetallicRoughness")!.Value;
        surface.SetFactor("MetallicFactor", 0);
        surface.SetFactor("RoughnessFactor", roughness);
    }

    private static float Linear(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
}
