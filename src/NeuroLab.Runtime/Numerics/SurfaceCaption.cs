using System.Globalization;

namespace NeuroLab.Numerics;

/// <summary>What a picture of a surface says, so that nobody takes it for more than it is.</summary>
/// <param name="Plane">Which plane, and how its directions are normalized.</param>
/// <param name="Sampling">At how many points, and on which samples.</param>
internal sealed record SurfaceCaption(string Plane, string Sampling)
{
    /// <summary>Whose weights it is of, where several surfaces are in one picture; else empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>The network, its data and its loss, for pictures that are seen without either; else empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where the network stands: residual and gap; empty if it is not in the picture.</summary>
    public string Standing { get; init; } = "";

    /// <summary>The names of the axes.</summary>
    public (string First, string Second) AxisNames { get; init; } = ("α", "β");

    /// <summary>Points to mark.</summary>
    public IReadOnlyList<(string Title, double Alpha, double Beta)> Marks { get; init; } = [];

    /// <summary>The path of a run, oldest point first, with its true losses.</summary>
    public IReadOnlyList<(double Alpha, double Beta, double Loss)> Trail { get; init; } = [];

    /// <summary>That of a second surface minus a first one.</summary>
    public static SurfaceCaption OfDifference(SurfaceCaption first, SurfaceCaption second) => new(
        first.Plane == second.Plane ? first.Plane.Replace("its own weights", "the weights of each", StringComparison.Ordinal) : $"{second.Plane}; minus: {first.Plane}",
        first.Sampling == second.Sampling ? first.Sampling : $"{second.Sampling}; minus: {first.Sampling}")
    {
        Title = $"{second.Title} minus {first.Title}",
        Standing = $"red: {second.Title} is higher at the same α and β; blue: {first.Title} is",
        AxisNames = first.AxisNames,
        Source = first.Source,
    };

    /// <summary>The line about points and samples.</summary>
    /// <param name="columns">Points along the first direction.</param>
    /// <param name="rows">Points along the second.</param>
    /// <param name="samples">Samples that the loss is averaged over.</param>
    /// <param name="of">Training samples there are; null if the loss is on all.</param>
    public static string SamplingOf(int columns, int rows, int samples, int? of) => of is { } all && all > samples
        ? string.Create(CultureInfo.InvariantCulture, $"{columns} × {rows} points, loss on {samples:N0} of {all:N0} training samples")
        : string.Create(CultureInfo.InvariantCulture, $"{columns} × {rows} points, loss on all {samples:N0} training samples");
}
