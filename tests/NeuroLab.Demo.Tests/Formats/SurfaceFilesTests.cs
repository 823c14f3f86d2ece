using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using NeuroLab.Datasets;
using NeuroLab.Demo.Formats;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;
using SharpGLTF.Schema2;

namespace NeuroLab.Demo.Tests.Formats;

/// <summary>Surfaces in other programs' formats: the numbers arrive, at their places, and holes stay holes.</summary>
public sealed class SurfaceFilesTests : IDisposable
{
    private const int Columns = 4, Rows = 3;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_same_surface_has_the_same_bytes_in_every_format()
    {
        foreach (var format in SurfaceFormat.All.Where(format => format.Ending != ".png"))
        {
            format.Write(_folder["a" + format.Ending], Samples());
            format.Write(_folder["b" + format.Ending], Samples());
            var bytes = File.ReadAllBytes(_folder["a" + format.Ending]);
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(_folder["b" + format.Ending])), format.Ending);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(format.Mark)) >= 0, format.Ending);
        }
    }

    [Fact]
    public void A_grid_of_VTK_has_the_loss_as_height_and_value_and_hides_holes()
    {
        SurfaceFormat.Of("a.vts").Write(_folder["a.vts"], Samples());
        var file = XDocument.Load(_folder["a.vts"]);

        var points = Floats(file, "Points");
        Assert.Equal([-1, -0.5f, 10], points[..3]);
        Assert.Equal([1, 0.5f, 10 + 11], points[^3..]);
        var losses = Floats(file, "loss");
        Assert.Equal(Columns * Rows, losses.Length);
        Assert.True(float.IsNaN(losses[5]));
        Assert.Equal(10 + 6, losses[6]);
        Assert.Equal(10, points[3 * 5 + 2]);
        var hidden = file.Descendants("DataArray").Where(array => (string?)array.Attribute("Name") == "vtkGhostType").Select(Bytes).ToArray();
        Assert.Equal([0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0], hidden[0]);
        Assert.Equal([32, 32, 0, 32, 32, 0], hidden[1]);
    }

    [Fact]
    public void A_path_of_VTK_is_a_line_at_its_true_losses()
    {
        SurfaceFormat.Of("a.vtp").Write(_folder["a.vtp"], Samples());
        var file = XDocument.Load(_folder["a.vtp"]);

        Assert.Equal([-1, 0, 30, 0, 0.25f, 20, 1, 0.5f, 12], Floats(file, "Points"));
        Assert.Equal([30, 20, 12], Floats(file, "loss"));
        Assert.Contains("no", Assert.Throws<UserErrorException>(() => SurfaceFormat.Of("b.vtp").Write(_folder["b.vtp"], new SurfaceSamples(new float[4], 2, 2, 1))).Message);
        Assert.False(File.Exists(_folder["b.vtp"]));
    }

    [Fact]
    public void A_mesh_of_PLY_has_colours_and_losses_and_no_cells_at_holes()
    {
        SurfaceFormat.Of("a.ply").Write(_folder["a.ply"], Samples());
        var bytes = File.ReadAllBytes(_folder["a.ply"]);
        var start = bytes.AsSpan().IndexOf("end_header\n"u8) + 11;
        var head = Encoding.ASCII.GetString(bytes, 0, start);

        Assert.Contains("element vertex 11\n", head);
        // Six cells less the four at the hole, two triangles each.
        Assert.Contains("element face 4\n", head);
        Assert.Equal(start + 11 * 19 + 4 * 13, bytes.Length);
        var last = bytes.AsSpan(start + 10 * 19);
        Assert.Equal([1f, 0.5f, 0.9f], MemoryMarshal.Cast<byte, float>(last[..12]).ToArray());
        Assert.Equal([0xFD, 0xE7, 0x25], last[12..15].ToArray());
        Assert.Equal(21, BitConverter.ToSingle(last[15..19]));
    }

    [Fact]
    public void A_scene_of_glTF_is_valid_and_its_ball_rolls_along_the_path()
    {
        SurfaceFormat.Of("a.glb").Write(_folder["a.glb"], Samples());
        var model = ModelRoot.Load(_folder["a.glb"], new ReadSettings { Validation = SharpGLTF.Validation.ValidationMode.Strict });

        Assert.Equal(["surface", "path", "ball"], model.DefaultScene.VisualChildren.Select(node => node.Name));
        var surface = model.LogicalMeshes[0].Primitives[0];
        var points = surface.GetVertexAccessor("POSITION").AsVector3Array();
        // (α, height, −β), with y up; facing upwards.
        Assert.Equal(new Vector3(-1, 0, 0.5f), points[0]);
        Assert.Equal(new Vector3(1, 0.9f, -0.5f), points[^1]);
        Assert.All(surface.GetVertexAccessor("NORMAL").AsVector3Array(), normal => Assert.True(normal.Y > 0));
        Assert.Equal(4, surface.GetIndices().Count / 3);
        // Linear, as glTF has it: viridis' violet.
        Assert.Equal(0.0578, surface.GetVertexAccessor("COLOR_0").AsVector3Array()[0].X, 1e-3);

        var ball = model.DefaultScene.VisualChildren.Last();
        // A channel must not animate a node with a matrix, which only glTF's own validator would tell.
        Assert.DoesNotContain("\"matrix\"", Encoding.UTF8.GetString(File.ReadAllBytes(_folder["a.glb"])));
        var run = model.LogicalAnimations[0].FindTranslationChannel(ball).GetTranslationSampler().CreateCurveSampler();
        Assert.Equal(-1, run.GetPoint(0).X);
        Assert.Equal(0, run.GetPoint(4).X, 1e-5);
        Assert.Equal(1, run.GetPoint(8).X);
        Assert.Equal(-0.25f, run.GetPoint(4).Z, 1e-5);
    }

    [Fact]
    public void The_layout_of_loss_landscape_is_read_as_it_was_written()
    {
        SurfaceFormat.Of("a.h5").Write(_folder["a.h5"], Samples());
        var read = SurfaceFile.Read(_folder["a.h5"])!;

        Assert.Equal(Samples().Losses.ToArray(), read.Losses.ToArray());
        Assert.Equal((Samples().Alpha, Samples().Beta), (read.Alpha, read.Beta));
        Assert.Equal([("train_loss", 10f), ("train_accuracy", 0.5f)], read.Metrics.Select(metric => (metric.Name, metric.Values[0])));
    }

    [Fact]
    public void A_damaged_file_is_a_surface_or_one_line()
    {
        SurfaceFormat.Of("a.h5").Write(_folder["a.h5"], Samples());
        var good = File.ReadAllBytes(_folder["a.h5"]);
        var random = new SeededRandom(5, 0);
        for (var i = 0; i < 400; i++)
        {
            var bytes = i % 4 == 0 ? good[..(int)(random.NextDouble() * good.Length)] : [.. good];
            for (var k = 0; k < 1 + i % 5 && bytes.Length > 0; k++)
                bytes[(int)(random.NextDouble() * bytes.Length)] = (byte)(random.NextDouble() * 256);
            try
            {
                LandscapeFile.Read("a.h5", bytes);
            }
            catch (UserErrorException error)
            {
                Assert.StartsWith("a.h5: ", error.Message);
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [ReaderFact("python3-h5py", "python3 h5py")]
    public void The_layout_of_loss_landscape_is_h5pys()
    {
        SurfaceFormat.Of("a.h5").Write(_folder["a.h5"], Samples());
        // As loss-landscape's own plotting reads it; then a file of its own, with a point that was not computed.
        var said = Reader.PythonOutput(
            """
            import sys, h5py, numpy as np
            f = h5py.File(sys.argv[1], 'r')
            x, y = np.array(f['xcoordinates'][:]), np.array(f['ycoordinates'][:])
            X, Y = np.meshgrid(x, y)
            Z = np.array(f['train_loss'][:])
            assert Z.shape == (len(x), len(y)) and Z.dtype == np.float64, Z.shape
            Z = Z.ravel().reshape(len(y), len(x))
            print(X[2, 1], Y[2, 1], Z[2, 1], np.isnan(Z[1, 1]), f['train_acc'][0, 0], f['dir_file'][()].decode())
            g = h5py.File(sys.argv[2], 'w')
            g['dir_file'] = 'directions.h5'
            g['xcoordinates'] = np.linspace(-1, 1, 5)
            g['ycoordinates'] = np.linspace(-0.5, 0.5, 3)
            loss = np.arange(15.0).reshape(3, 5)
            loss[2, 4] = -1
            g['train_loss'] = loss.ravel().reshape(5, 3)
            g['train_acc'] = np.full((5, 3), 75.0)
            g.close()
            """, _folder["a.h5"], _folder["b.h5"]);

        Assert.Equal("-0.33333333333333337 0.5 19.0 True 50.0 random plane", said.Trim());
        var read = SurfaceFile.Read(_folder["b.h5"])!;
        Assert.Equal((5, 3, 0.75f), (read.Columns, read.Rows, read.Metrics[1].Values[3]));
        Assert.Equal([.. Enumerable.Range(0, 14).Select(i => (float)i), float.NaN], read.Losses.ToArray());
    }

    [ReaderFact("python3-vtk9", "python3 vtk", isLonger: true)]
    public void VTK_reads_grid_and_path()
    {
        SurfaceFormat.Of("a.vts").Write(_folder["a.vts"], Samples());
        SurfaceFormat.Of("a.vtp").Write(_folder["a.vtp"], Samples());
        var said = Reader.PythonOutput(
            """
            import sys, vtk
            for kind, path in ((vtk.vtkXMLStructuredGridReader, sys.argv[1]), (vtk.vtkXMLPolyDataReader, sys.argv[2])):
                reader = kind(); reader.SetFileName(path); reader.Update(); data = reader.GetOutput()
                print(data.GetBounds(), data.GetNumberOfPoints(), data.GetNumberOfCells(), data.GetPointData().GetArray('loss').GetValue(2), data.GetPointData().GetScalars().GetName())
            """, _folder["a.vts"], _folder["a.vtp"]).Split('\n');

        Assert.Equal("(-1.0, 1.0, -0.5, 0.5, 10.0, 21.0) 12 6 12.0 loss", said[0]);
        Assert.Equal("(-1.0, 1.0, 0.0, 0.5, 12.0, 30.0) 3 1 12.0 loss", said[1]);
    }

    [Fact]
    public void Surfaces_are_converted_and_what_does_not_fit_is_refused()
    {
        SurfaceFormat.Of("a.h5").Write(_folder["a.h5"], Samples());
        Assert.Equal(1, CommandRun.Of("convert", _folder["a.h5"], _folder["a.npz"], "--json").Number("holes"));
        Assert.Equal(Samples().Losses.ToArray(), NpzFile.Read(_folder["a.npz"])["loss"].ToFloats());
        Assert.Equal(Columns, CommandRun.Of("convert", _folder["a.npz"], _folder["a.svg"], "--width", "60mm", "--json").Number("resolution"));
        Assert.Contains("not finite", File.ReadAllText(_folder["a.svg"]));

        NpzFile.Write(_folder["b.npz"], ("alpha", new NpyArray(new[] { 0f, 1, 3 }, 3)), ("beta", new NpyArray(new[] { 0f, 1 }, 2)), ("loss", new NpyArray(new float[6], 2, 3)));
        CommandRun.Of("convert", _folder["b.npz"], _folder["b.svg"]).AssertRefused("b.npz", "alpha", "value 2");
        NpzFile.Write(_folder["c.npz"], ("alpha", new NpyArray(new[] { 0f, 1 }, 2)), ("beta", new NpyArray(new[] { 0f, 1 }, 2)), ("loss", new NpyArray(new float[4], 2, 2)));
        CommandRun.Of("convert", _folder["c.npz"], _folder["c.png"], "--figure", "3d").AssertRefused("c.png", "0 in the middle", "--figure 2d");
        Assert.Equal("", CommandRun.Of("convert", _folder["c.npz"], _folder["c.pdf"], "--json").Error);
    }

    [Fact]
    public void A_path_is_needed_for_a_file_of_one() =>
        CommandRun.Of("surface", "--weights", _folder.WriteWeights("w.safetensors", 2, 4, 1), "--data", "moons", "--out", _folder["p.vtp"]).AssertRefused("--out", "--path");

    public void Dispose() => _folder.Dispose();

    // 10, 11, 12, … by rows, with a hole in the middle of the second.
    private static SurfaceSamples Samples()
    {
        var losses = new float[Columns * Rows];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = i == 5 ? float.NaN : 10 + i;
        return new SurfaceSamples(losses, new GridAxis(-1, 1, Columns), new GridAxis(-0.5, 0.5, Rows))
        {
            Metrics = [("train_loss", losses), ("train_accuracy", [.. losses.Select(_ => 0.5f)])],
            Caption = new SurfaceCaption("random plane", "4 × 3 points") { Trail = [(-1, 0, 30), (0, 0.25, 20), (1, 0.5, 12)] },
        };
    }

    private static float[] Floats(XDocument file, string name) =>
        MemoryMarshal.Cast<byte, float>(Bytes(file.Descendants("DataArray").First(array => (string?)array.Attribute("Name") == name))).ToArray();

    // After their length.
    private static byte[] Bytes(XElement array)
    {
        var bytes = Convert.FromBase64String(array.Value);
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt64(bytes));
        return bytes[8..];
    }
}
