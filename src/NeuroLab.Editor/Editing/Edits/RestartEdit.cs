namespace NeuroLab.Editing.Edits;

/// <summary>Training began again from the first weights, on a branch of its own.</summary>
/// <param name="From">The moment that was left.</param>
/// <param name="At">The moment that the branch begins at.</param>
/// <param name="Name">What the branch is called.</param>
internal sealed record RestartEdit(TimelinePosition From, TimelinePosition At, string Name) : Edit
{
    internal override long StepBefore => From.Step;

    internal override TimelinePosition? Origin => From;

    internal override bool ChangesWeights => true;

    /// <summary>Goes back to the first weights and records it, with the settings and the data that are kept. Blocks.</summary>
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
                if (!PropertyEdit.IsSteering(property) || old == wanted)
                    continue;
                property.Text = wanted;
                editor.Record(new PropertyEdit(settings[i].Target, property.Name, old, wanted), group, isSteering: true);
            }
        }
        editor.Remember(group);
    }

    // Settings and data that are kept across a restart are edits of their own, which follow in the log.
    internal override void Do(SceneEditor editor) => Begin(editor, From, At, Name, editor.NextGroup());

    internal override void Redo(SceneEditor editor) => Make(editor);

    private static void Begin(SceneEditor editor, TimelinePosition from, TimelinePosition at, string? name, int group)
    {
        editor.Navigation.GoTo(at);
        var branch = editor.Navigation.Fork(name);
        editor.Log.Append(new RestartEdit(from, at, branch.Name) { Step = at.Step, Group = group, Branch = branch.Number });
    }
}
