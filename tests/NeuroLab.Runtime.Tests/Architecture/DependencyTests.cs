namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>Dependencies run one way. What a part may use is written here; everything else is a failure.</summary>
public class DependencyTests
{
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
        // The catalogue: whatever can be chosen by a name.
        ["root"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training"],
        ["Surfaces"] = ["Numerics", "Files", "Datasets"],
        ["Landscapes"] = ["Numerics", "Activations", "Networks"],
        ["Training"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes"],
        ["Curvature"] = ["Numerics", "Optimizers", "Networks", "Training"],
        ["Connectivity"] = ["Numerics", "Optimizers", "Networks", "Datasets", "Training"],
        ["Backends.Cpu"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training"],
        ["Backends.OpenGL"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Graphics"],
        // The table that wires the backends.
        ["Backends"] = ["Numerics", "Training", "Graphics", "Backends.Cpu", "Backends.OpenGL"],
        ["Scenes"] = ["Numerics"],
        ["Graphics"] = ["Numerics"],
        ["Rendering"] = ["Numerics", "Graphics"],
        ["Recording"] = ["Numerics", "Files", "Graphics"],
        ["Components"] = ["Numerics", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Curvature", "Scenes", "Rendering", "root"],
        // Files hold names; the catalogue knows what they stand for.
        ["Experiments"] = ["Numerics", "Files", "Activations", "Losses", "Optimizers", "Networks", "Datasets", "Landscapes", "Training", "Curvature", "Scenes", "Rendering", "Components", "root"],
        // The front door.
        ["Hosting"] = ["Numerics", "Datasets", "Surfaces", "Networks", "Landscapes", "Training", "Backends", "Graphics", "Rendering", "Recording", "Components", "Experiments", "root"],
    };

    private static readonly string[] MayCallOpenGL = ["Graphics", "Rendering", "Backends.OpenGL", "Hosting"];

    private static readonly Rooms Runtime = new(typeof(Catalog).Assembly, "NeuroLab");

    [Fact]
    public void Every_part_of_the_Runtime_has_its_place_in_the_order() =>
        Assert.Empty(Runtime.Types.Select(type => Runtime.Of(type)!).Where(part => !Allowed.ContainsKey(part)).Distinct());

    [Fact]
    public void No_part_uses_what_it_must_not_know()
    {
        var violations = Runtime.Arrows().Where(arrow => !Allowed[arrow.Key.From].Contains(arrow.Key.To)).Select(arrow => arrow.Value);
        Assert.Empty(violations);
    }

    [Fact]
    public void No_part_uses_what_uses_it() => Assert.Empty(Rooms.Cycles(Runtime.Arrows()));

    [Fact]
    public void Only_the_drawing_parts_call_OpenGL()
    {
        var violations =
            from type in Runtime.Types
            where !MayCallOpenGL.Contains(Runtime.Of(type))
            where TypeReferences.Of(type).Any(used => used.Namespace?.StartsWith("Silk.NET", StringComparison.Ordinal) == true)
            select type.FullName;
        Assert.Empty(violations);
    }

    [Fact]
    public void Components_leave_drawing_to_the_renderer()
    {
        // They fill in a FrameView; passes and the renderer are the host's business.
        var drawing = Runtime.Types.Where(type => type.Namespace == "NeuroLab.Rendering"
            && TypeReferences.Of(type).Any(used => used.Namespace is "NeuroLab.Graphics" or "Silk.NET.OpenGL")).ToHashSet();
        Assert.Contains(typeof(Rendering.SceneRenderer), drawing);
        Assert.DoesNotContain(Runtime.Types.Where(type => Runtime.Of(type) == "Components").SelectMany(TypeReferences.Of), drawing.Contains);
    }

    [Fact]
    public void Whatever_a_type_mentions_is_seen()
    {
        var used = TypeReferences.Of(typeof(Planted<>));
        Assert.Contains(typeof(Scenes.Behaviour), used); // base
        Assert.Contains(typeof(Rendering.IVisual), used); // constraint
        Assert.Contains(typeof(Scenes.LabelAttribute), used);
        Assert.Contains(typeof(Catalog), used); // what an attribute is given
        Assert.Contains(typeof(Optimizers.Adam), used); // among several
        Assert.Contains(typeof(Losses.MeanSquaredError), used); // a field's generic argument
        Assert.Contains(typeof(Backends.Cpu.CpuBackend), used); // made
        Assert.Contains(typeof(Optimizers.Sgd), used); // typeof
        Assert.Contains(typeof(Landscapes.Plane), used); // a parameter's
        Assert.Contains(typeof(Datasets.Moons), used); // a call's generic argument
        Assert.Contains(typeof(Activations.Activation), used); // a method's constraint
        Assert.Contains(typeof(Numerics.UserErrorException), used); // caught
        Assert.Contains(typeof(Networks.Network), used); // a local variable's
    }

    [Fact]
    public void A_cycle_is_found_in_all_its_arrows()
    {
        var arrows = new Dictionary<(string From, string To), string>
        {
            [("Top", "A")] = "Top → A",
            [("A", "B")] = "A → B",
            [("B", "C")] = "B → C",
            [("C", "A")] = "C → A",
            [("C", "Bottom")] = "C → Bottom",
        };
        Assert.Equal(["A → B", "B → C", "C → A"], Rooms.Cycles(arrows));
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class TypesAttribute(params Type[] types) : Attribute
    {
        public Type[] Types => types;
    }

    private sealed class Planted<T> : Scenes.Behaviour
        where T : Rendering.IVisual
    {
        private readonly List<Losses.MeanSquaredError?[]> _field = [];

        [Scenes.Choice(typeof(Catalog), nameof(Catalog.Optimizers)), Scenes.Label("Planted")]
        public string Name { get; set; } = "";

        public object Create() => new Backends.Cpu.CpuBackend();

        [Types(typeof(string), typeof(Optimizers.Adam))]
        public Type Compare(object loss) => loss is T ? typeof(Optimizers.Sgd) : loss.GetType();

        public int Count(List<Landscapes.Plane[]> planes) => planes.Count + _field.Count + Array.Empty<Datasets.Moons>().Length;

        public string Constrained<TActivation>(TActivation activation, Array networks)
            where TActivation : Activations.Activation
        {
            try
            {
                var text = "";
                foreach (Networks.Network network in networks)
                    text += network;
                return text + activation;
            }
            catch (Numerics.UserErrorException)
            {
                return "";
            }
        }
    }
}
