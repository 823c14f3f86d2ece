using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>Planes with settings, in the app.</summary>
public sealed class PlaneSettingsTests
{
    [GlFact]
    public void Two_weights_that_are_clicked_span_the_plane_of_both()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Pause();
        var before = stage.App.View.Scene.ShownPlane?.Kind.Name;
        stage.Commands.ChooseWeight(new WeightName(0, 3, 1));
        Assert.Equal(before, stage.App.View.Scene.ShownPlane?.Kind.Name);
        stage.Commands.ChooseWeight(new WeightName(0, 3, 1));
        Assert.Equal(before, stage.App.View.Scene.ShownPlane?.Kind.Name);
        stage.Commands.ChooseWeight(new WeightName(1, 2, null));
        Assert.Equal("weights:0.weight[3,1],2.bias[2]", stage.App.View.Scene.ShownPlane?.Kind.Name);
    }

    [GlFact]
    public void A_setting_that_is_wrong_is_said_and_the_plane_stays()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Pause();
        stage.Commands.ShowPlane(Catalog.Plane("random:layer,7"));
        var plane = stage.App.View.Scene.Landscape.Plane;
        Assert.Equal("random plane, layer-normalized, seed 7", plane!.Description);
        stage.Commands.ShowPlane(stage.App.View.Scene.ShownPlane!.Value.Kind, 1, "seven");
        Assert.Same(plane, stage.App.View.Scene.Landscape.Plane);
        // Its key keeps the normalization, and draws new directions.
        stage.Commands.ShowPlane(Catalog.Planes[0]);
        Assert.StartsWith("random plane, layer-normalized, seed ", stage.App.View.Scene.Landscape.Plane!.Description);
        Assert.NotSame(plane, stage.App.View.Scene.Landscape.Plane);
    }
}
