namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>Dependencies run one way. What a part may use is written here; everything else is a failure.</summary>
public class DependencyTests
{
    private const string Root = "NeuroLab";

    // Part of the Runtime → the parts it may use beside itself.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Files"] = ["Numerics"],
        ["Activations"] = ["Numerics"],
        ["Losses"] = ["Numerics"],
        ["Optimizers"] = ["Numerics"],
        ["Networks"] = ["Numerics", "Activations", "Losses"],
        ["Datasets"] = ["Numerics", "Files", "Losses"],
        ["Landscapes"] = ["Numerics", "Activations", "Networks"],
        ["Training"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes"],
        ["Curvature"] = ["Numerics", "Optimizers", "Networks", "Training"],
        ["Backends.Cpu"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training"],
        ["Backends.OpenGL"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Graphics"],
        // The table that wires the backends.
        ["Backends"] = ["Numerics", "Training", "Graphics", "Backends.Cpu", "Backends.OpenGL"],
        ["Scenes"] = ["Numerics"],
        ["Graphics"] = ["Numerics"],
        ["Rendering"] = ["Numerics", "Graphics"],
        ["Recording"] = ["Numerics", "Files", "Graphics"],
        ["Components"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Curvature", "Scenes", "Rendering"],
        // Files hold names; the catalogue knows what they stand for.
        ["Experiments"] = ["Numerics", "Files", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Curvature", "Scenes", "Rendering", "Components", ""],
    };

    private static readonly string[] MayCallOpenGL = ["Graphics", "Rendering", "Backends.OpenGL", ""];

    private static readonly Type[] Types = [.. typeof(Catalog).Assembly.GetTypes().Where(IsOurs)];

    [Fact]
    public void Every_part_of_the_Runtime_has_its_place_in_the_order() =>
        Assert.Empty(Types.Select(PartOf).Where(part => part != "" && !Allowed.ContainsKey(part)).Distinct());

    [Fact]
    public void No_part_uses_what_it_must_not_know()
    {
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Types)
        {
            // Catalog and the plugin's front door stand on top of everything.
            if (PartOf(type) is var part && part == "")
                continue;
            foreach (var used in TypeReferences.Of(type))
            {
                if (IsOurs(used) && PartOf(used) is var other && other != part && !Allowed[part].Contains(other))
                    violations.Add($"{type.FullName} uses {used.FullName ?? used.Name}");
            }
        }
        Assert.Empty(violations);
    }

    [Fact]
    public void Only_the_drawing_parts_call_OpenGL()
    {
        var violations =
            from type in Types
            where !MayCallOpenGL.Contains(PartOf(type))
            where TypeReferences.Of(type).Any(used => used.Namespace?.StartsWith("Silk.NET", StringComparison.Ordinal) == true)
            select type.FullName;
        Assert.Empty(violations);
    }

    [Fact]
    public void Components_leave_drawing_to_the_renderer()
    {
        // They fill in a FrameView; passes and the renderer are the host's business.
        var drawing = Types.Where(type => type.Namespace == "NeuroLab.Rendering"
            && TypeReferences.Of(type).Any(used => used.Namespace is "NeuroLab.Graphics" or "Silk.NET.OpenGL")).ToHashSet();
        Assert.Contains(typeof(Rendering.SceneRenderer), drawing);
        Assert.DoesNotContain(Types.Where(type => PartOf(type) == "Components").SelectMany(TypeReferences.Of), drawing.Contains);
    }

    [Fact]
    public void A_planted_violation_would_be_found()
    {
        var used = TypeReferences.Of(typeof(Planted));
        Assert.Contains(typeof(Backends.Cpu.CpuBackend), used);
        Assert.Contains(typeof(Losses.MeanSquaredError), used);
        Assert.Contains(typeof(Optimizers.Sgd), used);
        Assert.Contains(typeof(Landscapes.Plane), used);
    }

    [Theory]
    [InlineData("src/NeuroLab.Demo/Ui", "App", "Commands", "Windowing", "Editor")]
    [InlineData("src/NeuroLab.Demo/Windowing", "App", "Commands", "Ui", "Editor")]
    [InlineData("src/NeuroLab.Demo/App", "Commands")]
    public void The_Demos_widgets_and_windows_know_nothing_above_them(string folder, params string[] above)
    {
        foreach (var path in RepositoryFiles.CSharp(folder))
        {
            var text = RepositoryFiles.Read(path);
            foreach (var part in above)
                Assert.False(text.Contains($"using NeuroLab.Demo.{part}", StringComparison.Ordinal), $"{path} uses NeuroLab.Demo.{part}");
        }
    }

    // What the compiler generates for expressions and patterns lies in other namespaces.
    private static bool IsOurs(Type type) => type.Assembly == typeof(Catalog).Assembly
        && (type.Namespace == Root || type.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) == true);

    private static string PartOf(Type type)
    {
        var name = type.Namespace![Root.Length..].TrimStart('.');
        return string.Join('.', name.Split('.').Take(name.StartsWith("Backends.", StringComparison.Ordinal) ? 2 : 1));
    }

    private sealed class Planted
    {
        public static Losses.Loss? Field = null;

        public object Create() => new Backends.Cpu.CpuBackend();

        public Type Compare(Losses.Loss loss) => loss is Losses.MeanSquaredError ? typeof(Optimizers.Sgd) : loss.GetType();

        public int Count(List<Landscapes.Plane[]> planes) => planes.Count;
    }
}
