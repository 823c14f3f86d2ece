using System.Numerics;
using Embedding;
using NeuroLab.Hosting;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Architecture;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Golden;

/// <summary>The landscape in a scene that is not ours: the sample of the README, run as it is, and taken apart.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private const int Width = 640, Height = 360;

    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-embedding-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GlFact]
    public void The_sample_shows_the_hosts_triangle_and_our_landscape_in_one_picture()
    {
        var path = Path.Combine(_folder, "embedding.png");
        typeof(Host).Assembly.EntryPoint!.Invoke(null, [new[] { path }]);

        var picture = Read(path);
        var background = Count(picture, color => color == new Vector3(26, 31, 41));
        Assert.InRange(Count(picture, IsTriangle), 500, 20_000);
        Assert.InRange(background, Width * Height / 4, Width * Height * 4 / 5);
        // Yellow crests and violet valleys, in the host's view and in the corner of our own.
        Assert.InRange(Count(picture, IsCrest), 100, 60_000);
        Assert.InRange(Count(picture, IsCrest, fromX: 470, toY: 110), 5, 10_000);
        Assert.Equal(0, Count(picture, color => color == new Vector3(26, 31, 41), fromX: 472, toX: 628, fromY: 12, toY: 108));
    }

    [GlFact]
    public void The_surface_hides_what_stands_behind_it_and_nothing_else()
    {
        using var host = new Host(Width, Height) { Frames = 1 };
        using var landscape = new LandscapePlugin(host.FindFunction, SmallExperiment.Create());
        landscape.Scene.Landscape.WaitsForSurface = true;
        Assert.True(host.NextFrame());
        landscape.Tick(host.SecondsPerFrame);

        host.DrawScene();
        var alone = Save(host, "alone.png");
        landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, Width, Height, Clear: false), host.Camera);
        var together = Save(host, "together.png");

        var before = Count(alone, IsTriangle);
        Assert.InRange(before, 3000, 20_000);
        Assert.InRange(Count(together, IsTriangle), before / 10, before * 9 / 10);
        Assert.True(Difference(alone, together) > Width * Height / 10);
        Assert.False(host.NextFrame());
    }

    [GlFact]
    public void Compute_shaders_train_beside_a_scene_that_is_not_ours()
    {
        using var host = new Host(Width, Height);
        using var landscape = new LandscapePlugin(host.FindFunction, SmallExperiment.Create(), new() { Backend = BackendKind.Gpu });
        Assert.True(host.NextFrame());
        host.DrawScene();
        var alone = Save(host, "alone.png");
        host.DrawScene();
        // On busy cores the driver's threads may need more ticks than any number given here.
        for (var end = Environment.TickCount64 + 60_000; landscape.Status.Step < 100 && Environment.TickCount64 < end;)
            landscape.Tick(host.SecondsPerFrame);
        Assert.StartsWith("GPU · ", landscape.BackendName);
        Assert.True(landscape.Status.Step >= 100);
        Assert.Equal(alone, Save(host, "ticked.png"));

        landscape.Scene.Landscape.WaitsForSurface = true;
        landscape.Tick(host.SecondsPerFrame);
        landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, Width, Height, Clear: false), host.Camera);
        var together = Save(host, "together.png");
        Assert.InRange(Count(together, IsTriangle), 500, 20_000);
        Assert.True(Difference(alone, together) > Width * Height / 10);
    }

    [GlFact]
    public void A_rectangle_of_our_own_leaves_the_rest_of_the_hosts_picture()
    {
        using var host = new Host(Width, Height);
        using var landscape = new LandscapePlugin(host.FindFunction, SmallExperiment.Create());
        landscape.Scene.Landscape.WaitsForSurface = true;
        landscape.Tick(host.SecondsPerFrame);
        host.DrawScene();
        var alone = Save(host, "alone.png");
        landscape.Render(new RenderTarget(host.Framebuffer, 40, 60, 200, 100));
        var together = Save(host, "together.png");

        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                // GL counts rows from below.
                var isInside = x is >= 40 and < 240 && Height - 1 - y is >= 60 and < 160;
                var at = (y * Width + x) * 3;
                if (!isInside && !alone.AsSpan(at, 3).SequenceEqual(together.AsSpan(at, 3)))
                    Assert.Fail($"the pixel at {x}, {y} changed");
            }
        Assert.True(Difference(alone, together) > 19_000);
    }

    [GlFact]
    public void The_first_picture_has_the_targets_own_proportions()
    {
        using var host = new Host(Width, Height);
        using var landscape = new LandscapePlugin(host.FindFunction, SmallExperiment.Create());
        landscape.Scene.Landscape.WaitsForSurface = true;
        landscape.Tick(0);
        landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, 300, 300));
        var square = Save(host, "first.png");
        landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, Width, Height, Clear: false), host.Camera);
        landscape.Render(new RenderTarget(host.Framebuffer, 0, 0, 300, 300));
        var again = Save(host, "again.png");
        for (var y = Height - 300; y < Height; y++)
            Assert.Equal(square.AsSpan(y * Width * 3, 900), again.AsSpan(y * Width * 3, 900));
    }

    [Fact]
    public void The_README_shows_the_sample_word_for_word_in_thirty_lines()
    {
        var program = RepositoryFiles.Read("samples/Embedding/Program.cs");
        Assert.Contains($"```csharp\n{program}```\n", RepositoryFiles.Read("README.md"));
        Assert.InRange(program.Count(character => character == '\n'), 20, 30);
    }

    // The triangle is lit by nothing: full red or blue, and hardly any green.
    private static bool IsTriangle(Vector3 color) => color.X > 190 && color.Y < 60 && color.Z > 140;

    private static bool IsCrest(Vector3 color) => color.X > 150 && color.Y > 150 && color.Z < 120;

    private byte[] Save(Host host, string name)
    {
        var path = Path.Combine(_folder, name);
        host.Save(path);
        return Read(path);
    }

    private static byte[] Read(string path)
    {
        var (width, height, channels, pixels) = PngReader.Read(File.ReadAllBytes(path));
        Assert.Equal((Width, Height, 3), (width, height, channels));
        return pixels;
    }

    private static int Count(
        byte[] rgb, Func<Vector3, bool> matches, int fromX = 0, int toX = Width, int fromY = 0, int toY = Height)
    {
        var count = 0;
        for (var y = fromY; y < toY; y++)
            for (var x = fromX; x < toX; x++)
            {
                var at = (y * Width + x) * 3;
                if (matches(new Vector3(rgb[at], rgb[at + 1], rgb[at + 2])))
                    count++;
            }
        return count;
    }

    private static int Difference(byte[] a, byte[] b)
    {
        var count = 0;
        for (var at = 0; at < a.Length; at += 3)
        {
            if (!a.AsSpan(at, 3).SequenceEqual(b.AsSpan(at, 3)))
                count++;
        }
        return count;
    }
}
