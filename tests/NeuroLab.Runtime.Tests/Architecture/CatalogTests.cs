using System.Text.RegularExpressions;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>What exists can be chosen: a class that is missing from the catalogue fails here.</summary>
public partial class CatalogTests
{
    [Fact]
    public void Every_activation_is_listed() => RequireComplete<Activation>(Catalog.Activations, entry => entry.Name);

    [Fact]
    public void Every_loss_is_listed() => RequireComplete<Loss>(Catalog.Losses, entry => entry.Name);

    [Fact]
    public void Every_optimizer_is_listed() => RequireComplete<Optimizer>(Catalog.Optimizers, entry => entry.Name);

    [Fact]
    public void Every_schedule_is_listed() => RequireComplete<Schedule>(Catalog.Schedules, entry => entry.Name);

    [Fact]
    public void Every_initializer_is_listed() => RequireComplete<Initializer>(Catalog.Initializers, entry => entry.Name);

    [Fact]
    public void Every_data_set_is_listed() => RequireComplete<DatasetSource>(Catalog.Datasets, entry => entry.Name);

    [Fact]
    public void Every_kind_of_plane_is_listed() => RequireComplete<PlaneKind>(Catalog.Planes, entry => entry.Name);

    [Theory]
    [InlineData("adam", "adam")]
    [InlineData(" AdamW ", "adamw")]
    [InlineData("RMSprop", "rmsprop")]
    public void An_entry_is_found_by_its_name_in_any_case(string name, string expected) =>
        Assert.Equal(expected, Catalog.Find(Catalog.Optimizers, name, "optimizer").Name);

    [Fact]
    public void Hyphens_count_as_underscores() =>
        Assert.Equal("leaky_relu", Catalog.Find(Catalog.Activations, "leaky-relu", "activation").Name);

    [Fact]
    public void An_unknown_name_brings_the_nearest()
    {
        var message = Assert.Throws<UserErrorException>(() => Catalog.Find(Catalog.Optimizers, "adma", "optimizer")).Message;
        Assert.StartsWith("unknown optimizer 'adma'", message);
        Assert.Contains("adam", message);
        Assert.DoesNotContain('\n', message);
    }

    private static void RequireComplete<T>(IReadOnlyList<T> entries, Func<T, string> nameOf)
        where T : class
    {
        var existing = typeof(Catalog).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);
        Assert.Equal(existing.Select(type => type.FullName).Order(), entries.Select(entry => entry.GetType().FullName).Order());
        var names = entries.Select(nameOf).ToArray();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.All(names, name => Assert.Matches(SnakeCase(), name));
        Assert.Equal(names, entries.Select(entry => entry.ToString()));
        Assert.All(entries, entry => Assert.NotEmpty(Catalog.Describe(entry).Description));
        Assert.All(entries, entry => Assert.Same(entry, Catalog.Find(entries, nameOf(entry), "entry")));
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
