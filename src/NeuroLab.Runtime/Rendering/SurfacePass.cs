using System.Numerics;
using System.Runtime.InteropServices;
using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Rendering;

/// <summary>Draws the height field, and the floor below it with the same contours.</summary>
internal sealed unsafe class SurfacePass : IDisposable
{
    private const uint ColorMapUnit = 0;
    private const uint HeightsUnit = 1;
    private const float CutSlack = 0.5e-3f; // below that of surface.frag

    private readonly GL _gl;
    private readonly ShaderProgram?[] _surfaces = new ShaderProgram?[(int)(Features.Map | Features.Cut | Features.Grid) + 1];
    private readonly ShaderProgram _floor;
    private readonly GpuBuffer _vertices;
    private readonly GpuBuffer _indices;
    private readonly ColorMapTexture _colors;
    private readonly uint _surfaceArray;
    private readonly uint _floorArray;
    private readonly uint _heights;
    private readonly HeightFieldShading _shading = new();
    private Vertex[] _vertexData = [];
    private uint[] _indexData = [];
    private Vector2[] _heightData = [];
    private int _indexCount;
    private int _revision;
    private bool _isCut;

    public SurfacePass(GL gl)
    {
        _gl = gl;
        _floor = ShaderProgram.Render(gl, "render/floor.vert", "render/floor.frag");
        _vertices = new GpuBuffer(gl);
        _indices = new GpuBuffer(gl);
        _colors = new ColorMapTexture(gl);
        _heights = gl.GenTexture();
        _floorArray = gl.GenVertexArray();
        _surfaceArray = gl.GenVertexArray();
        gl.BindVertexArray(_surfaceArray);
        _vertices.Bind(BufferTargetARB.ArrayBuffer);
        _indices.Bind(BufferTargetARB.ElementArrayBuffer);
        gl.EnableVertexAttribArray(0);
        gl.VertexAttribPointer(0, 4, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)0);
        gl.EnableVertexAttribArray(1);
        gl.VertexAttribPointer(1, 2, VertexAttribPointerType.Float, false, (uint)sizeof(Vertex), (void*)16);
        Surface(Features.None);
        _floor.Set("u_color_map", (int)ColorMapUnit);
        _floor.Set("u_heights", (int)HeightsUnit);
        _floor.Set("u_floor_height", SceneRenderer.FloorHeight);
    }

    /// <summary>Uploads changes, then draws the opaque surface. Hatching scales with the image's height.</summary>
    public void DrawSurface(FrameView frame, HeightField field, in Matrix4x4 viewProjection, int height)
    {
        if (field.Revision != _revision)
        {
            Upload(field);
            _revision = field.Revision;
        }
        _colors.Bind(frame.ColorMap, ColorMapUnit);
        var surface = Surface((frame.Camera.IsMap ? Features.Map : 0) | (_isCut ? Features.Cut : 0) | (frame.ShowsGrid ? Features.Grid : 0));
        surface.Set("u_view_projection", viewProjection);
        surface.Set("u_eye", frame.Camera.Eye);
        surface.Set("u_columns", field.Columns);
        surface.Set("u_rows", field.Rows);
        surface.Set("u_contours", (float)frame.Contours);
        surface.Set("u_contour_color", frame.Theme.SurfaceContour);
        surface.Set("u_hatch", Math.Max(6f, height / 90f));
        surface.Set("u_grid_cells", new Vector2(field.Samples.Columns - 1, field.Samples.Rows - 1));
        surface.Use();
        _gl.BindVertexArray(_surfaceArray);
        _gl.DrawElements(PrimitiveType.Triangles, (uint)_indexCount, DrawElementsType.UnsignedInt, null);
    }

    /// <summary>Draws the floor, blended, with the contours of the last drawn surface.</summary>
    public void DrawFloor(FrameView frame, HeightField field, in Matrix4x4 viewProjection)
    {
        _colors.Bind(frame.ColorMap, ColorMapUnit);
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)HeightsUnit);
        _gl.BindTexture(TextureTarget.Texture2D, _heights);
        _floor.Set("u_view_projection", viewProjection);
        _floor.Set("u_texels", new Vector2(field.Columns, field.Rows));
        _floor.Set("u_contours", (float)frame.Contours);
        _floor.Set("u_contour_opacity", frame.Theme.FloorContour);
        _floor.Set("u_fill", frame.Theme.FloorFill);
        _floor.Set("u_contour_tint", frame.Theme.Frame.AsVector3());
        _floor.Use();
        _gl.BindVertexArray(_floorArray);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
    }

    public void Dispose()
    {
        foreach (var surface in _surfaces) surface?.Dispose();
        _floor.Dispose();
        _vertices.Dispose();
        _indices.Dispose();
        _colors.Dispose();
        _gl.DeleteTexture(_heights);
        _gl.DeleteVertexArray(_surfaceArray);
        _gl.DeleteVertexArray(_floorArray);
    }

    // Compiled when first needed.
    private ShaderProgram Surface(Features features)
    {
        ref var surface = ref _surfaces[(int)features];
        if (surface is not null) return surface;
        var defines = ((features & Features.Map) != 0 ? "#define MAP\n" : "")
            + ((features & Features.Cut) != 0 ? "#define CUT\n" : "") + ((features & Features.Grid) != 0 ? "#define GRID\n" : "");
        surface = ShaderProgram.Render(_gl, "render/surface.vert", "render/surface.frag", defines.TrimEnd());
        surface.Set("u_color_map", (int)ColorMapUnit);
        surface.Set("u_key_light", HeightFieldShading.KeyLight);
        surface.Set("u_world_height", HeightScale.WorldHeight);
        return surface;
    }

    private void Upload(HeightField field)
    {
        var count = field.Rows * field.Columns;
        if (_vertexData.Length < count)
        {
            _vertexData = new Vertex[count];
            _heightData = new Vector2[count];
            _indexData = new uint[count * 6];
        }
        FillVertices(field);
        FillIndices(field);
        _vertices.Upload<Vertex>(_vertexData.AsSpan(0, count));
        if (_indexCount > 0) _indices.Upload<uint>(_indexData.AsSpan(0, _indexCount));
        _gl.ActiveTexture(TextureUnit.Texture0 + (int)HeightsUnit);
        _gl.BindTexture(TextureTarget.Texture2D, _heights);
        fixed (Vector2* pixels = _heightData)
        {
            _gl.TexImage2D(TextureTarget.Texture2D, 0, InternalFormat.RG32f, (uint)field.Columns, (uint)field.Rows, 0,
                PixelFormat.RG, PixelType.Float, pixels);
        }
        TextureParameters.Set(_gl, TextureMinFilter.Linear);
    }

    private void FillVertices(HeightField field)
    {
        _shading.Update(field);
        var coordinates = field.Coordinates;
        _isCut = false;
        int rows = field.Rows, columns = field.Columns;
        float slopeX = HeightScale.WorldHeight * (columns - 1) / 2, slopeZ = HeightScale.WorldHeight * (rows - 1) / 2;
        for (var row = 0; row < rows; row++)
        {
            int south = Math.Max(row - 1, 0), north = Math.Min(row + 1, rows - 1);
            var z = 2f * row / (rows - 1) - 1;
            for (var column = 0; column < columns; column++)
            {
                int west = Math.Max(column - 1, 0), east = Math.Min(column + 1, columns - 1);
                var at = row * columns + column;
                var dx = (coordinates[row * columns + east] - coordinates[row * columns + west]) / (east - west);
                var dz = (coordinates[north * columns + column] - coordinates[south * columns + column])
                    / (north - south);
                var normal = Vector3.Normalize(new Vector3(-dx * slopeX, 1, -dz * slopeZ));
                (var sky, var key) = _shading.At(2f * column / (columns - 1) - 1, z);
                var coordinateNormal = new Vector4(coordinates[at], normal.X, normal.Y, normal.Z);
                _vertexData[at] = new Vertex(coordinateNormal, new Vector2(sky, key));
                _heightData[at] = new Vector2(coordinates[at], 0);
                _isCut |= coordinates[at] is > 1 + CutSlack or < -CutSlack;
            }
        }
    }

    /// <summary>
    /// Two triangles per drawn cell; a vertex of a hole has validity 0 unless a solid cell touches it.
    /// </summary>
    private void FillIndices(HeightField field)
    {
        _indexCount = 0;
        int columns = field.Columns, subdivision = field.Subdivision;
        for (var row = 0; row < field.Rows - 1; row++)
        {
            for (var column = 0; column < columns - 1; column++)
            {
                if (!field.IsCellSolid(row / subdivision, column / subdivision)) continue;
                int a = row * columns + column, b = a + 1, c = a + columns, d = c + 1;
                _heightData[a].Y = _heightData[b].Y = _heightData[c].Y = _heightData[d].Y = 1;
                ReadOnlySpan<uint> cell = [(uint)a, (uint)c, (uint)b, (uint)b, (uint)c, (uint)d];
                cell.CopyTo(_indexData.AsSpan(_indexCount));
                _indexCount += 6;
            }
        }
    }

    // What surface.frag is compiled with.
    [Flags]
    private enum Features
    {
        None = 0,
        Map = 1,
        Cut = 2,
        Grid = 4,
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Vertex(Vector4 CoordinateNormal, Vector2 Light);
}
