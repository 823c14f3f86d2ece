using NeuroLab.Demo.App;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Editing;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Lesson;

/// <summary>Starts the program in the lesson: takes a few steps, and shows the plane that suits the station.</summary>
internal static class LessonStart
{
    // Enough that the initial fast decrease is over and the slopes are interesting.
    private const int Steps = 40;

    // Next to the lesson the view is narrow: a little further away, nothing is cut off.
    private const float Distance = 1.12f;

    /// <summary>
    /// Takes the first steps one by one, so that they are in the charts, opens a station and shows its plane. Blocks.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="editor">The editor, at step 0 and paused.</param>
    /// <param name="workspace">Its panels.</param>
    /// <param name="station">The station's number, from 0.</param>
    public static void Begin(DescentView view, SceneEditor editor, Workspace workspace, int station)
    {
        for (var step = 0; step <= Steps; step++)
        {
            editor.AdvanceTo(step);
            foreach (var runner in view.Scene.Race.Runners)
                runner.Trainer.Session.Finish();
            editor.Tick(0);
            view.FollowRunners();
            // The charts sample a few times a second: gives each step its own second, before the clock starts.
            foreach (var history in view.Histories)
                history.Update(step - Steps - 1);
        }
        var camera = view.Scene.Camera;
        camera.Pose = camera.Pose with { Distance = camera.Pose.Distance * Distance };
        workspace.Layout.Show("lesson");
        workspace.Panel<LessonPanel>().Open(station);
        // The layer and the loop belong to the whole path, the others to the local slope.
        if (station < 2)
            return;
        try
        {
            editor.ShowPlane(new GradientPlane());
        }
        catch (UserErrorException)
        {
            // There is no gradient here: keeps the current plane.
        }
    }
}
