using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;

namespace NeuroLab.Demo.Formats;

/// <summary>The surface as PLY: x is α, y is β and z up; each vertex has its colour and its loss.</summary>
internal static class PlyFile
{
    /// <summary>For the table of formats.</summary>
    public static SurfaceFormat Format { get; } = new("ply", "PLY mesh", ".ply", "a coloured mesh", Write);

    private static string? Write(string path, SurfaceSamples surface)
    {
        var mesh = new SurfaceMesh(surface);
        OutputFile.Replace(path, stream =>
        {
            var faces = mesh.Triangles.Count / 3;
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"ply\nformat binary_little_endian 1.0\ncomment {OwnMark.Text}\nelement vertex {mesh.Points.Count}\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nproperty float loss\nelement face {faces}\nproperty list uchar int vertex_indices\nend_header\n")));
            Span<byte> vertex = stackalloc byte[19], face = stackalloc byte[13];
            for (var i = 0; i < mesh.Points.Count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(vertex, mesh.Points[i].X);
                BinaryPrimitives.WriteSingleLittleEndian(vertex[4..], -mesh.Points[i].Z);
                BinaryPrimitives.WriteSingleLittleEndian(vertex[8..], mesh.Points[i].Y);
                var color = mesh.Colors[i] * 255;
                (vertex[12], vertex[13], vertex[14]) = ((byte)(color.X + 0.5f), (byte)(color.Y + 0.5f), (byte)(color.Z + 0.5f));
                BinaryPrimitives.WriteSingleLittleEndian(vertex[15..], mesh.Losses[i]);
                stream.Write(vertex);
            }
            face[0] = 3;
            for (var i = 0; i < faces; i++)
            {
                for (var k = 0; k < 3; k++)
                    BinaryPrimitives.WriteInt32LittleEndian(face[(1 + 4 * k)..], mesh.Triangles[3 * i + k]);
                stream.Write(face);
            }
        });
        return null;
    }
}
