using System.CommandLine;
using System.Text.RegularExpressions;
using NeuroLab.Components;
using NeuroLab.Datasets.Weights;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>The path of a training run, from snapshots of its weights.</summary>
internal sealed partial class SnapshotPath
{
    private readonly Option<string?> _path = OptionKinds.Create(
        "--path", "FOLDER|F,F,…",
        "Snapshots of a training run, oldest first, as train --snapshots writes them (a folder's in the order of their numbers): the path plane is fitted to them, and every picture shows them",
        text => (string?)text);

    public Option<string?> Option => _path;

    public void AddTo(Command command) => command.Add(_path);

    /// <summary>Reads the snapshots, [parameters] each; empty without the option.</summary>
    /// <exception cref="UserErrorException">One is missing, damaged or of another network, or there are none.</exception>
    public IReadOnlyList<float[]> Load(ParseResult parse, NetworkFile weights)
    {
        if (parse.GetValue(_path) is not { } text)
            return [];
        var files = Directory.Exists(text)
            ? Directory.GetFiles(text).Where(IsSnapshot).OrderBy(InOrder, StringComparer.Ordinal).ToArray()
            : text.Split(',');
        if (files.Length == 0)
            throw new UserErrorException($"--path: {text} holds no {WeightsFormat.Known} file; write snapshots with train --snapshots {text}");
        return [.. files.Select(file => StoredNetwork.Load(file, null, weights.Network.Shape, "give snapshots of this network").Parameters)];
    }

    /// <summary>
    /// Where the snapshots stand on a plane, each at its true loss, and their largest residual. Changes the session's
    /// weights. Blocks.
    /// </summary>
    public static ((double Alpha, double Beta, double Loss)[] Points, double Residual) Trace(
        IReadOnlyList<float[]> path, Plane plane, ITrainingSession session)
    {
        var residual = 0.0;
        var points = new (double, double, double)[path.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var at = plane.Project(path[i]);
            session.WriteParameters(path[i]);
            points[i] = (at.Alpha, at.Beta, session.Evaluate(DataPart.Evaluation).Loss);
            residual = Math.Max(residual, at.Residual);
        }
        return (points, residual);
    }

    private static bool IsSnapshot(string path) =>
        WeightsFormat.All.Any(format => format.Endings.Contains(Path.GetExtension(path).ToLowerInvariant()));

    // step-20 comes before step-100.
    private static string InOrder(string path) =>
        Digits().Replace(Path.GetFileName(path), static match => match.Value.PadLeft(18, '0'));

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
