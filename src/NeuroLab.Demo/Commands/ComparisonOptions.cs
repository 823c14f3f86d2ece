using System.CommandLine;
using NeuroLab.Connectivity;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>The second surface of <c>surface</c>: of other weights, of another experiment, or after matching.</summary>
internal sealed class ComparisonOptions
{
    /// <summary>The word for the same plane after its other networks were matched to the first.</summary>
    public const string Matched = "matched";

    private readonly Option<string?> _compare = OptionKinds.Create(
        "--compare", $"W.safetensors|E.neurolab.json|{Matched}",
        "A second surface of the same kind of plane and the same seed around these weights, or this experiment's, on one scale; "
        + $"{Matched}: the same plane, with the hidden units of the networks it goes through in the order of --weights", text => (string?)text);

    private readonly Option<bool> _difference = OptionKinds.Flag("--difference", "Show the second surface minus the first in place of both (a table holds all three)");

    public void AddTo(Command command)
    {
        command.Add(_compare);
        command.Add(_difference);
    }

    /// <summary>Whether the difference is shown.</summary>
    public bool ShowsDifference(ParseResult parse) => parse.GetValue(_difference);

    /// <summary>What is compared; null for nothing.</summary>
    /// <exception cref="UserErrorException">The output, or the plane, is of one network only.</exception>
    public string? Read(ParseResult parse, SurfaceFormat format, PlaneKind kind)
    {
        if (parse.GetValue(_compare) is not { } other)
            return ShowsDifference(parse) ? throw new UserErrorException("--difference: of what? Name the second with --compare") : null;
        if (!format.HoldsTwo)
            throw new UserErrorException($"--compare: a {format.Title} holds one surface; write {string.Join(" or ", SurfaceFormat.All.Where(each => each.HoldsTwo).Select(each => each.Ending))}");
        if (kind.NeedsPath)
            throw new UserErrorException($"--compare: the {kind} plane belongs to one run; choose another plane");
        if (other == Matched && !kind.Places.Any(place => place != WeightPlace.Now))
            throw new UserErrorException($"--compare: {Matched} puts the networks that a plane goes through in one order, and the {kind} plane goes through one; choose --plane line:B.safetensors, or name weights to compare");
        return other;
    }

    /// <summary>Reads the other network and its data.</summary>
    /// <param name="other">A file of weights, or of an experiment.</param>
    /// <param name="loss">The loss, which must be the same.</param>
    /// <exception cref="UserErrorException">It is damaged, or does not compare.</exception>
    public static (Network Network, Dataset Train) Load(ParseResult parse, WeightsOptions weights, string other, Loss loss)
    {
        if (!other.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var (file, otherLoss, train) = weights.LoadOther(parse, other);
            return (file.Network, RequireSame(other, loss, otherLoss, train));
        }
        var experiment = ExperimentFile.Load(other).CreateExperiment();
        return (experiment.CreateNetwork(), RequireSame(other, loss, experiment.Loss, experiment.Train));
    }

    /// <summary>The network with its hidden units in the order of another one.</summary>
    public static float[] Match(ITrainingSession session, Network reference, float[] weights, ulong seed, CancellationToken cancelled) =>
        WeightMatching.Match(session, reference, new Network(reference.Shape, weights), seed, cancelled: cancelled).Parameters;

    /// <summary>The columns of the second surface, which are the last of the values.</summary>
    public static IEnumerable<(string Name, float[] Values)> Metrics(float[][] values, bool hasAccuracy, bool showsDifference)
    {
        var losses = values[^(hasAccuracy ? 2 : 1)];
        yield return ("compared_loss", losses);
        if (hasAccuracy)
            yield return ("compared_accuracy", values[^1]);
        if (showsDifference)
            yield return ("difference", [.. losses.Zip(values[0], (second, first) => second - first)]);
    }

    /// <summary>Reports the second surface, and where it is higher.</summary>
    public static void Report(Report report, string title, Plane plane, SurfaceSamples first, SurfaceSamples second)
    {
        var roughness = second.Roughness();
        report
            .Add("compared", title)
            .Add("compared_plane", plane.Description)
            .AddRange("compared_", second.Losses)
            .Add("compared_roughness", roughness.Mean)
            .Add("compared_roughness_of_range", roughness.OfRange)
            .AddRange("difference_", first.To(second).Losses);
    }

    private static Dataset RequireSame(string path, Loss first, Loss second, Dataset train) => first.Name == second.Name ? train
        : throw new UserErrorException($"{path}: its loss is {second} and that of --weights {first}, which have no common scale; compare networks of one loss");
}
