using NeuroLab.Components;

namespace NeuroLab.Editing.Edits;

/// <summary>Weights of one runner were changed by hand; its optimizer state and step count were kept.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="From">The position before.</param>
internal abstract record WeightsEdit(string Runner, TimelinePosition From) : Edit
{
    internal override (string Target, string Part) Subject => (Runner, "");

    internal override TimelinePosition? Origin => From;

    internal override bool ChangesWeights => true;

    /// <summary>Changes a runner's weights and records the edit. Blocks.</summary>
    /// <param name="editor">The editor.</param>
    /// <param name="edit">The edit; runner and position are filled in.</param>
    /// <param name="runner">Null for the first runner.</param>
    internal static void Make(SceneEditor editor, WeightsEdit edit, Runner? runner)
    {
        runner ??= editor.Scene.Race.Runners[0];
        var group = editor.NextGroup();
        // A runner that has not caught up yet must do so first: the edit belongs to the common step.
        if (runner.Trainer.Leader is { } leader)
            runner.Trainer.TrainTo(leader.EnqueuedSteps);
        editor.ForkBeforeTip(group);
        var from = editor.Position;
        edit.Apply(runner, editor.Properties);
        runner.Ball.Break();
        editor.Record(edit with { Runner = runner.GameObject.Name, From = from }, group, affectsTraining: true);
        runner.Trainer.RefreshStatus();
    }

    internal override bool Concerns(Runner runner) => runner.GameObject.Name == Runner;

    internal override void Apply(Runner runner, PropertyIndex properties)
    {
        var parameters = new float[runner.Trainer.Experiment.Shape.ParameterCount];
        Move(runner.Trainer, parameters);
        runner.Trainer.WriteParameters(parameters);
    }

    /// <summary>Computes the new θ.</summary>
    private protected abstract void Move(Trainer trainer, float[] parameters);
}
