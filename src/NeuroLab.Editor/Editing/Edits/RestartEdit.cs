namespace NeuroLab.Editing.Edits;

/// <summary>Training was restarted from the initial weights, on a new branch.</summary>
/// <param name="From">The position before.</param>
/// <param name="At">The position of the new branch's start.</param>
/// <param name="Name">The branch's name.</param>
internal sealed record RestartEdit(TimelinePosition From, TimelinePosition At, string Name) : Edit
{
    internal override long StepBefore => From.Step;

    internal override TimelinePosition? Origin => From;

    internal override bool ChangesWeights => true;

    /// <summary>Restarts from the initial weights, keeping settings and data, and records the edit. Blocks.</summary>
    internal static void Make(SceneEditor editor)
    {
        var runners = editor.Scene.Race.Runners;
        var from = editor.Position;
        var group = editor.NextGroup();
        var settings = new List<(string Target, string[] Texts)>();
        foreach (var runner in runners)
            settings.Add((PropertyIndex.TargetOf(runner.Trainer), PropertyIndex.TextsOf(editor.Describe(runner.Trainer))));
        var data = editor.Scene.Trainer.Experiment.Train;
        Begin(editor, from, new TimelinePosition(0, 0, 0), name: null, group);
        PaintEdit.Learn(editor, data, group);
        for (var i = 0; i < settings.Count; i++)
        {
            var properties = editor.Describe(runners[i].Trainer);
            for (var p = 0; p < properties.Count; p++)
            {
                var (property, wanted) = (properties[p], settings[i].Texts[p]);
                var old = property.Text;
                if (!PropertyEdit.AffectsTraining(property) || old == wanted)
                    continue;
                property.Text = wanted;
                editor.Record(new PropertyEdit(settings[i].Target, property.Name, old, wanted), group, affectsTraining: true);
            }
        }
        editor.History.Remember(group);
    }

    // Settings and data kept across a restart are separate edits, which follow in the log.
    internal override void Do(SceneEditor editor) => Begin(editor, From, At, Name, editor.NextGroup());

    internal override void Redo(SceneEditor editor) => Make(editor);

    private static void Begin(SceneEditor editor, TimelinePosition from, TimelinePosition at, string? name, int group)
    {
        editor.Navigation.GoTo(at);
        var branch = editor.Navigation.Fork(name);
        editor.Log.Append(new RestartEdit(from, at, branch.Name) { Step = at.Step, Group = group, Branch = branch.Number });
    }
}
