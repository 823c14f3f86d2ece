using System.Globalization;
using System.Text;
using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;

namespace NeuroLab.Editing;

/// <summary>
/// A line of a run log up to format 2, which can still be read: all kinds of edits have the same members there, with
/// text values.
/// </summary>
internal sealed record RunLogFormat2
{
    public RunLogHeader? Run { get; init; }

    public TextEdit? Edit { get; init; }

    public RunLogCheck? Check { get; init; }

    public RunLogCheck? End { get; init; }

    /// <summary>Parses a line; null if it is not valid.</summary>
    /// <exception cref="UserErrorException">It contains a name that this program does not know.</exception>
    public static RunLogLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, EditingJson.Line.RunLogFormat2) is not { } line)
                return null;
            var read = new RunLogLine { Run = line.Run, Edit = line.Edit?.ToEdit(), Check = line.Check, End = line.End };
            return read.HasOnePart ? read : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>An edit with text values.</summary>
    public sealed record TextEdit(string Kind, long Step, string Target, string Property, string Old, string New, int Group, int Branch)
    {
        /// <summary>The edit.</summary>
        public Edit ToEdit()
        {
            Edit edit = Kind switch
            {
                "Set" => new PropertyEdit(Target, Property, Old, New),
                "Step" => new StepEdit(),
                "Restart" => new RestartEdit(Position(Old), Position(New), New.Split(' ', 4)[3]),
                "Branch" => new BranchEdit(Old.Length > 0 ? Position(Old) : null, Position(New), New.Split(' ', 4)[3]),
                "Seek" => new SeekEdit(Position(Old), Position(New)),
                "Drop" => new DropEdit(Target, Position(Old), Number(New.Split(' ')[0]), Number(New.Split(' ')[1])),
                "Weight" => new WeightEdit(Target, Position(Old), (int)Number(Property), (float)Number(New)),
                "Descend" => new DescendEdit(Target, Position(Old), Number(New)),
                "Paint" => new PaintEdit { Points = Points(New.Split('\n')) },
                "Plane" => new PlaneEdit(Plane(Old), Plane(New)),
                "Recentre" => new RecentreEdit(Plane(Old), Plane(New)),
                "AddRunner" => new AddRunnerEdit(Target, Training(New)),
                "RemoveRunner" => new RemoveRunnerEdit(Target, Training(Old)),
                "Camera" => new CameraEdit(Camera(Old), Camera(New)),
                "Load" => new LoadEdit(Experiment(Old), Experiment(New)),
                _ => throw new FormatException(Kind),
            };
            return edit with { Step = Step, Group = Group, Branch = Branch };
        }

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

        // "0 100 3": branch, step, number of edits.
        private static TimelinePosition Position(string text)
        {
            var parts = text.Split(' ');
            return new TimelinePosition(
                int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        // "3 random 8": number, kind and seed; "4 moved".
        private static PlaneSource? Plane(string text) => text.Split(' ') switch
        {
            [var number, var kind, var seed] => new PlaneSource(
                (int)Number(number), kind, ulong.Parse(seed, CultureInfo.InvariantCulture)),
            [var number, _] => new PlaneSource((int)Number(number)),
            _ => null,
        };

        // The classes, separated by tabs, then one point per line.
        private static ExperimentFile.DataSection Points(string[] lines) =>
            new(PlanePoints.Name, Points: lines[1..], Classes: lines[0].Split('\t'));

        // "Runner 2; adam; 0.01 0.9 0.9 0.999 1E-08 0; 32": name, optimizer, six hyperparameters, samples per step.
        private static TrainingSection Training(string text)
        {
            var parts = text.Split("; ");
            var numbers = Array.ConvertAll(parts[2].Split(' '), Number);
            var section = new TrainingSection(parts[1], numbers[0], (int)Number(parts[3]))
            {
                Others = new Dictionary<Hyperparameter, double>
                {
                    [Hyperparameter.Momentum] = numbers[1],
                    [Hyperparameter.Beta1] = numbers[2],
                    [Hyperparameter.Beta2] = numbers[3],
                    [Hyperparameter.Epsilon] = numbers[4],
                    [Hyperparameter.WeightDecay] = numbers[5],
                },
            };
            return TrainingSection.Of(section.ToSpec(parts[0]), stepsPerFrame: 4);
        }

        // Target, yaw, pitch, distance, and whether it looks straight down.
        private static ExperimentFile.CameraSection Camera(string text)
        {
            var numbers = Array.ConvertAll(text.Split(' '), part => float.Parse(part, CultureInfo.InvariantCulture));
            return new ExperimentFile.CameraSection(numbers[..3], numbers[3], numbers[4], numbers[5], numbers[6] != 0);
        }

        private static ExperimentFile Experiment(string json) => ExperimentFile.Parse(Encoding.UTF8.GetBytes(json), "run log");
    }
}
