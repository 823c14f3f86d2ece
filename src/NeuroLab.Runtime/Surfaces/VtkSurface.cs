using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>
/// VTK's XML files, for ParaView: a structured grid with the loss as height and as a value of each point, and the path of a
/// run as a line at its true losses. Arrays are binary, in base64, as VTK itself writes them.
/// </summary>
internal static class VtkSurface
{
    private const byte HiddenPoint = 2, HiddenCell = 32;

    /// <summary>The surface. Points that are not finite are hidden, at the height of the lowest.</summary>
    public static SurfaceFormat Grid { get; } = new(
        "vts", "VTK grid", ".vts", "a structured grid for ParaView, loss as height and value", WriteGrid)
    { HoldsAnyRectangle = true };

    /// <summary>The path of a run.</summary>
    public static SurfaceFormat Path { get; } = new(
        "vtp", "VTK path", ".vtp", "the path alone, for the same", WritePath)
    { HoldsAnyRectangle = true, HoldsPathOnly = true };

    private static string? WriteGrid(string path, SurfaceSamples surface)
    {
        int columns = surface.Columns, rows = surface.Rows;
        var lowest = surface.Losses.ToArray().Where(float.IsFinite).DefaultIfEmpty(0).Min();
        var points = new float[surface.Losses.Length * 3];
        var ghosts = new byte[surface.Losses.Length];
        for (var i = 0; i < surface.Losses.Length; i++)
        {
            var loss = surface.Losses[i];
            (points[3 * i], points[3 * i + 1]) = ((float)surface.AlphaOf(i % columns), (float)surface.BetaOf(i / columns));
            points[3 * i + 2] = float.IsFinite(loss) ? loss : lowest;
            ghosts[i] = float.IsFinite(loss) ? (byte)0 : HiddenPoint;
        }
        var extent = FormattableString.Invariant($"0 {columns - 1} 0 {rows - 1} 0 0");
        Write(path, "StructuredGrid", xml =>
        {
            Start(xml, "StructuredGrid", ("WholeExtent", extent));
            Start(xml, "Piece", ("Extent", extent));
            Start(xml, "PointData", ("Scalars", "loss"));
            Array(xml, "loss", "Float32", 1, MemoryMarshal.AsBytes(surface.Losses));
            foreach (var (name, values) in surface.Metrics)
                Array(xml, name, "Float32", 1, MemoryMarshal.AsBytes(values.AsSpan()));
            if (ghosts.AsSpan().Contains(HiddenPoint))
                Array(xml, "vtkGhostType", "UInt8", 1, ghosts);
            xml.WriteEndElement();
            if (ghosts.AsSpan().Contains(HiddenPoint))
            {
                // Programs that know nothing of hidden points leave these cells out.
                Start(xml, "CellData");
                Array(xml, "vtkGhostType", "UInt8", 1, CellsAround(ghosts, rows, columns));
                xml.WriteEndElement();
            }
            Start(xml, "Points");
            Array(xml, "Points", "Float32", 3, MemoryMarshal.AsBytes(points.AsSpan()));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        return null;
    }

    private static byte[] CellsAround(byte[] points, int rows, int columns)
    {
        var cells = new byte[Math.Max(1, rows - 1) * (columns - 1)];
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i] == 0)
                continue;
            var (row, column) = Math.DivRem(i, columns);
            for (var r = Math.Max(0, row - 1); r <= Math.Min(Math.Max(0, rows - 2), row); r++)
            {
                for (var c = Math.Max(0, column - 1); c <= Math.Min(columns - 2, column); c++)
                    cells[r * (columns - 1) + c] = HiddenCell;
            }
        }
        return cells;
    }

    private static string? WritePath(string path, SurfaceSamples surface)
    {
        var trail = surface.Caption?.Trail ?? [];
        if (trail.Count == 0)
            throw new UserErrorException($"{path}: holds the path of a run, and there is none on this surface; train some steps, give the snapshots with --path, or write .vts");
        float[] points = [.. trail.SelectMany(point => new[] { (float)point.Alpha, (float)point.Beta, float.IsFinite((float)point.Loss) ? (float)point.Loss : 0 })];
        float[] losses = [.. trail.Select(point => (float)point.Loss)];
        long[] order = [.. Enumerable.Range(0, trail.Count).Select(i => (long)i)], end = [trail.Count];
        Write(path, "PolyData", xml =>
        {
            Start(xml, "PolyData");
            Start(xml, "Piece", ("NumberOfPoints", Number(trail.Count)), ("NumberOfLines", "1"), ("NumberOfVerts", "0"), ("NumberOfStrips", "0"), ("NumberOfPolys", "0"));
            Start(xml, "PointData", ("Scalars", "loss"));
            Array(xml, "loss", "Float32", 1, MemoryMarshal.AsBytes(losses.AsSpan()));
            Array(xml, "order", "Int64", 1, MemoryMarshal.AsBytes(order.AsSpan()));
            xml.WriteEndElement();
            Start(xml, "Points");
            Array(xml, "Points", "Float32", 3, MemoryMarshal.AsBytes(points.AsSpan()));
            xml.WriteEndElement();
            Start(xml, "Lines");
            Array(xml, "connectivity", "Int64", 1, MemoryMarshal.AsBytes(order.AsSpan()));
            Array(xml, "offsets", "Int64", 1, MemoryMarshal.AsBytes(end.AsSpan()));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        return null;
    }

    private static void Write(string path, string type, Action<XmlWriter> content) => OutputFile.Replace(path, stream =>
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteComment($" {OwnMark.Text} ");
        Start(xml, "VTKFile", ("type", type), ("version", "1.0"), ("byte_order", "LittleEndian"), ("header_type", "UInt64"));
        content(xml);
        xml.WriteEndElement();
    });

    private static void Start(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
    }

    // Its length, then its bytes.
    private static void Array(XmlWriter xml, string name, string type, int components, ReadOnlySpan<byte> values)
    {
        Start(xml, "DataArray", ("type", type), ("Name", name), ("NumberOfComponents", Number(components)), ("format", "binary"));
        xml.WriteString(Convert.ToBase64String([.. BitConverter.GetBytes((ulong)values.Length), .. values]));
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
