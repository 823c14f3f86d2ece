using NeuroLab.Demo.App;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Editing;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Lesson;

/// <summary>How the program starts in the lesson: a few steps taken, and the plane its station is best seen in.</summary>
internal static class LessonStart
{
    // Enough that the first rush is over and the slopes are worth looking at.
    private const int Steps = 40;

    // The view is narrow beside the lesson: a little farther off, nothing is cut.
    private const float Distance = 1.12f;

    /// <summary>Takes the first steps, one by one so that the charts have them, opens a station and shows its plane. Blocks.</summary>
    /// <param name="view">The picture.</param>
    /// <param name="editor">At step 0, paused.</param>
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
            // The charts look a few times a second: each step gets a second of its own, before the clock begins.
            foreach (var history in view.Histories)
                history.Update(step - Steps - 1);
        }
        var camera = view.Scene.Camera;
        camera.Pose = camera.Pose with { Distance = camera.Pose.Distance * Distance };
        workspace.Layout.Show("lesson");
        workspace.Panel<LessonPanel>().Open(station);
        // A layer and the loop belong to the way as a whole, the others to the slope where it stands.
        if (station < 2)
            return;
        try
        {
            editor.ShowPlane(new GradientPlane());
        }
        catch (UserErrorException)
        {
            // There is no slope here: the plane that is shown will do.
        }
    }
}
