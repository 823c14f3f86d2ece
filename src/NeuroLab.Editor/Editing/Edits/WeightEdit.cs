using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Numerics;

namespace NeuroLab.Editing.Edits;

/// <summary>One weight was set.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="From">The position before.</param>
/// <param name="Index">The weight's index in θ.</param>
/// <param name="Value">Its value.</param>
internal sealed record WeightEdit(string Runner, TimelinePosition From, int Index, float Value) : WeightsEdit(Runner, From)
{
    /// <summary>Sets a weight of a runner, and records the edit. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no such weight.</exception>
    internal static void Make(SceneEditor editor, int index, float value, Runner? runner)
    {
        var count = editor.Scene.Trainer.Experiment.Shape.ParameterCount;
        if (index < 0 || index >= count)
            throw new UserErrorException($"there is no weight {index}; give one from 0 to {count - 1}");
        Make(editor, new WeightEdit("", default, index, value), runner);
    }

    internal override (string Target, string Part) Subject => (Runner, Index.ToString(CultureInfo.InvariantCulture));

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { From = ((WeightEdit)earlier).From };

    internal override void Do(SceneEditor editor) => editor.SetWeight(Index, Value, FindRunner(editor));

    private protected override void Move(Trainer trainer, float[] parameters)
    {
        trainer.Session.ReadParameters(parameters);
        parameters[Index] = Value;
    }
}
