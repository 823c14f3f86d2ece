using NeuroLab.Components;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.App;

public class StartFramingTests
{
    [GlFact]
    public void The_camera_turns_to_a_plane_along_a_descent_unless_somebody_moved_it_or_the_experiment_says_where_it_stands()
    {
        using var stage = new EditorStage();
        var camera = stage.App.View.Scene.Camera;
        var framed = camera.Pose;
        Assert.NotEqual(CameraPose.Home, framed);

        camera.Pose = framed with { Yaw = 1 };
        stage.Press(Key.P);
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        stage.Run(3);
        Assert.Equal(1, camera.Pose.Yaw);

        stage.Press(Key.D);
        stage.RunUntil(() => camera.Pose.Yaw != 1);

        // A file that was saved holds where the camera stood.
        camera.Pose = framed with { Yaw = 2, Distance = 3 };
        var file = stage.Editor.CurrentFile;
        camera.Pose = CameraPose.Home;
        stage.Editor.Load(file);
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        stage.Run(3);
        Assert.Equal((2f, 3f), (camera.Pose.Yaw, camera.Pose.Distance));
    }
}
