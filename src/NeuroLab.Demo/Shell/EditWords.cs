using System.Globalization;
using System.Text;
using NeuroLab.Components;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Shell;

/// <summary>Short descriptions of edits.</summary>
internal static class EditWords
{
    /// <summary>
    /// Describes a group of edits with one cause: the first edit gives the kind, the last one the final value.
    /// </summary>
    public static string Of(IReadOnlyList<Edit> group)
    {
        if (group.Count == 0)
            return "";
        var first = group.FirstOrDefault(edit => edit is RestartEdit or LoadEdit) ?? group[0];
        if (first is SeekEdit { To.Step: var step } && group.Count > 1)
        {
            var rest = group.OfType<PropertyEdit>().Where(edit => edit.Property != nameof(Trainer.IsPlaying)).ToList();
            return string.Create(CultureInfo.InvariantCulture, $"back to step {step:N0}{(rest.Count > 0 ? ", " + Of(rest) : "")}");
        }
        // A change in the past also forks a branch, which is not what the user asked for.
        if (first is BranchEdit && group.Count > 1)
            first = group[1];
        if (first is not PropertyEdit set)
            return Of(first);
        var last = group.OfType<PropertyEdit>().Last(edit => (edit.Target, edit.Property) == (set.Target, set.Property));
        return Of(last with { Old = set.Old });
    }

    /// <summary>Describes an edit.</summary>
    public static string Of(Edit edit) => edit switch
    {
        PropertyEdit set => Of(set, null),
        DropEdit drop => string.Create(CultureInfo.InvariantCulture, $"weights dropped at α {Number(drop.Alpha)}, β {Number(drop.Beta)}"),
        WeightEdit => "a weight set by hand",
        DescendEdit => "a step down the gradient",
        SeekEdit => "a jump in time",
        RestartEdit => "back to the first weights",
        BranchEdit => "a new branch",
        PlaneEdit => "another plane",
        RecentreEdit => "the plane moved to the weights",
        CameraEdit => "the camera moved",
        AddRunnerEdit => "a runner added",
        RemoveRunnerEdit => "a runner removed",
        PaintEdit => "points painted",
        MomentEdit moment => moment.IsForgotten ? $"'{moment.Name}' forgotten" : $"this moment named '{moment.Name}'",
        LoadEdit load => $"{Path.GetFileName(load.New.Data.Source)} opened",
        _ => "a change",
    };

    /// <summary>Describes a property's change, by its label or, without one, its name.</summary>
    public static string Of(PropertyEdit edit, string? label) =>
        $"{label ?? Words(NameOf(edit))} {Short(edit.Old)} → {Short(edit.New)}";

    /// <summary>A number as displayed in the inspector.</summary>
    public static string Number(double value) => new TextBuffer(32).AppendSetting(value).ToString();

    private static string Short(string text) => string.Join(' ', text.Split(' ').Select(part =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(number) : part));

    // A switch is named after what it switches: IsPlaying, Surface/CutLine.
    private static string NameOf(PropertyEdit edit) => edit.Property switch
    {
        nameof(Behaviour.Enabled) => edit.Target[(edit.Target.LastIndexOf('/') + 1)..],
        ['I', 's', >= 'A' and <= 'Z', ..] => edit.Property[2..],
        _ => edit.Property,
    };

    // LearningRate: Learning rate.
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }
        return words.ToString();
    }
}
