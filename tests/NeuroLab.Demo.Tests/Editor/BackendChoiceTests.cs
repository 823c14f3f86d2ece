using NeuroLab.Backends;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing.Edits;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class BackendChoiceTests
{
    [GlFact]
    public void The_backend_is_chosen_while_it_trains_and_undone()
    {
        using var stage = new EditorStage();
        Assert.Equal("CPU", stage.App.View.Model.Backend);
        stage.Commands.Choose(BackendKind.Gpu);
        var step = stage.Trainer.Status.Step;
        stage.RunUntil(() => stage.Trainer.Status.Step > step + 20);
        Assert.StartsWith("GPU · ", stage.App.View.Model.Backend);
        Assert.Contains(stage.Editor.Log.Edits, edit => edit is PropertyEdit { Property: nameof(Trainer.Backend), Old: "Cpu", New: "Gpu" });

        stage.Commands.Undo();
        stage.RunUntil(() => stage.Trainer.Status.Step > step + 40);
        Assert.Equal("CPU", stage.App.View.Model.Backend);
        Assert.True(double.IsFinite(stage.Trainer.Status.Loss));
    }

    [GlFact]
    public void A_GPU_that_cannot_open_is_said_and_training_goes_on()
    {
        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", 1120, 640), out var window, out var reason), reason);
        using var surface = window;
        using var app = new DescentApp(window, new AppOptions("xor")
        {
            OpenBackend = _ => BackendRegistry.Open(() => throw new UserErrorException("no compute shaders here", "use the CPU")),
        });
        app.RunFrame();
        app.Commands.Choose(BackendKind.Gpu);
        Assert.True(app.View.Hud.Toast.IsError);
        Assert.Equal("no compute shaders here; training goes on with CPU", app.View.Hud.Toast.Text);
        var before = app.View.Scene.Trainer.EnqueuedSteps;
        for (var frame = 0; frame < 5; frame++)
        {
            app.View.Scene.Trainer.Session.Finish();
            app.RunFrame();
        }
        Assert.True(app.View.Scene.Trainer.EnqueuedSteps > before);
    }
}
