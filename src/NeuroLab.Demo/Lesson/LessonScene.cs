using NeuroLab.Components;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Lesson;

/// <summary>The descent a lesson starts with: a few steps taken, and the plane its first station is best seen in.</summary>
internal static class LessonScene
{
    // Enough that the first rush is over and the slopes are worth looking at.
    private const int Steps = 40;
    private const int RehearsalSteps = 400;

    /// <summary>Builds the scene, paused.</summary>
    /// <exception cref="UserErrorException">The experiment does not fit together.</exception>
    public static DescentScene Create(Experiment experiment, IComputeBackend backend)
    {
        var scene = new DescentScene(experiment, backend) { RehearsalSteps = RehearsalSteps };
        scene.Trainer.IsPlaying = false;
        return scene;
    }

    /// <summary>Takes the first steps, opens a station and shows its plane. Blocks.</summary>
    public static void Begin(LessonView view, int station)
    {
        view.TakeSteps(Steps);
        view.Panel.Open(station);
        ShowPlane(view);
    }

    /// <summary>Shows the plane that suits a station: the path for a layer and the loop, else the gradient's own.</summary>
    public static void ShowPlane(LessonView view)
    {
        if (view.Panel.Index < 2)
        {
            view.Scene.ShowDescent();
            return;
        }
        try
        {
            view.Panel.Subject.Read();
            view.Scene.Landscape.Show(LessonPlane.Create(view.Panel.Subject, view.Scene.Trainer.Experiment.Seed));
        }
        catch (UserErrorException)
        {
            view.Scene.Show(new RandomPlane());
        }
    }
}
