using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>
/// Moves the plane after the weights (<see cref="Landscape.FollowSteps"/>). Fitting a plane to the path so far again may
/// take long, so a thread does it while training goes on; frames that wait for their steps wait for it too. Frame thread.
/// </summary>
internal sealed class PlaneFollower(SceneEditor editor) : IDisposable
{
    private readonly BackgroundWork _fit = new();

    /// <summary>Whether a plane is being fitted.</summary>
    public bool IsBusy => _fit.IsBusy;

    private DescentScene Scene => editor.Scene;

    /// <summary>
    /// Moves the plane if that is due; in the past it stays as it is. False while the device is busy with the steps
    /// before: then no more may be enqueued.
    /// </summary>
    public bool Update()
    {
        _fit.Update();
        if (_fit.IsBusy || !Scene.IsFollowDue || !editor.IsAtTip)
            return true;
        if (!Scene.Trainer.IsIdle)
            return false;
        if (Scene.ShownPlane?.Kind is { LooksBack: true })
            FitAgain();
        else
            PlaneEdit.Follow(editor, Scene.Follow);
        return true;
    }

    /// <summary>Cancels the fit in progress.</summary>
    public void Dispose() => _fit.Dispose();

    // The path is pinned by its steps: a replay fits the same plane, although the edit belongs to a later step.
    private void FitAgain()
    {
        Scene.Lay();
        var (old, branch, steps) = (editor.Planes.Current, editor.Branch, editor.Navigation.StepsSoFar(DescentScene.PathPoints));
        var (kind, create) = Scene.Prepare(Scene.ShownPlane!.Value.Kind, editor.Navigation.WeightsAt(branch.Number, steps));
        _fit.Begin(() =>
        {
            try
            {
                var plane = create();
                return () =>
                {
                    if (editor.Planes.Current == old && editor.Branch == branch && editor.IsAtTip)
                        PlaneEdit.Follow(editor, () => Scene.Show(kind, plane), (branch.Number, steps));
                };
            }
            catch (UserErrorException)
            {
                return () => { }; // a path that cannot be fitted: the plane stays
            }
        });
        if (Scene.Trainer.WaitsForSteps)
        {
            _fit.Wait();
            _fit.Update();
        }
    }
}
