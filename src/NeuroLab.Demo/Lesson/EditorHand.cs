using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Lessons;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>
/// Applies the lesson's changes through the editor, so that they are in the event log and can be undone and replayed.
/// </summary>
internal sealed class EditorHand(EditorContext context) : ILessonHand
{
    public ITrainingSession Session => context.Runner.Trainer.Session;

    public void SetWeight(int index, double value) => context.Editor.SetWeight(index, value, context.Runner);

    public void Descend(double step) => context.Editor.Descend(step, context.Runner);

    // The whole race keeps the same step.
    public void Train(int steps) => context.Editor.AdvanceTo(context.Scene.Trainer.EnqueuedSteps + steps);
}
