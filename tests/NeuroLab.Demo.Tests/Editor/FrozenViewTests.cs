using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What a panel worked out on one experiment is drawn as it was, or not at all, once another one is there.</summary>
public sealed class FrozenViewTests
{
    private static readonly UiRect Box = new(10, 10, 240, 260);

    // From pictures to four numbers, from the plane to pictures, from a curve to the plane, and back: each has other counts.
    [GlTheory]
    [InlineData("digits", "iris")]
    [InlineData("iris", "digits")]
    [InlineData("moons", "digits")]
    [InlineData("sine", "moons")]
    public void Old_decisions_are_drawn_as_they_were_while_another_data_set_is_there(string before, string after)
    {
        using var stage = new EditorStage(before);
        var context = new EditorContext(stage.App.View, stage.Commands);
        var panel = new DecisionPanel(context);
        stage.Pause();
        for (var time = 0.0; context.Decisions.Shown is null; time++)
            panel.Prepare(time);
        var view = context.Decisions.Shown;
        var outputs = view.Outputs.ToArray();
        var (texts, pixels) = Draw(context, () => panel.Draw(Box));

        Load(stage, after);
        Assert.Same(view, context.Decisions.Shown);
        Assert.NotSame(stage.Trainer.Experiment.Train, view.Data);
        var (laterTexts, laterPixels) = Draw(context, () => panel.Draw(Box));
        Assert.Equal(texts, laterTexts);
        Assert.True(pixels.AsSpan().SequenceEqual(laterPixels));
        Assert.Equal(outputs, view.Outputs);

        for (var time = 1e3; context.Decisions.Shown is not { } shown || shown == view; time++)
        {
            panel.Prepare(time);
            // On the way to the new ones there are the old ones, or none.
            Draw(context, () => panel.Draw(Box));
        }
        Assert.Same(stage.Trainer.Experiment.Train, context.Decisions.Shown.Data);
        Assert.False(pixels.AsSpan().SequenceEqual(Draw(context, () => panel.Draw(Box)).Pixels));
        Assert.Equal(outputs, view.Outputs);
    }

    [GlTheory]
    [InlineData("moons", "digits")]
    [InlineData("digits", "moons")]
    public void Tiles_of_weights_are_drawn_of_the_network_they_show_and_of_no_other(string before, string after)
    {
        using var stage = new EditorStage(before);
        var context = new EditorContext(stage.App.View, stage.Commands);
        var maps = new LayerMaps(context);
        stage.Pause();
        maps.Prepare(stage.Trainer, 0);
        var texts = Draw(context, DrawMaps).Texts;
        Assert.Equal(Titles(stage), texts.Where(text => text.StartsWith("layer ", StringComparison.Ordinal)));
        Assert.Equal(stage.Parameters, maps.Weights);

        Load(stage, after);
        Assert.Empty(Draw(context, DrawMaps).Texts);
        // The pause between two looks is for the same network only.
        maps.Prepare(stage.Trainer, 0.01);
        texts = Draw(context, DrawMaps).Texts;
        Assert.Equal(Titles(stage), texts.Where(text => text.StartsWith("layer ", StringComparison.Ordinal)));
        Assert.Equal(stage.Parameters, maps.Weights);

        void DrawMaps()
        {
            context.Gui.BeginPanel(Box);
            maps.Draw(stage.Trainer);
            context.Gui.EndPanel();
        }
    }

    private static IEnumerable<string> Titles(EditorStage stage) =>
        stage.Trainer.Session.Shape.Layers.Select(layer => $"layer {layer.Index + 1} · {layer.Inputs} → {layer.Outputs}");

    private static void Load(EditorStage stage, string data)
    {
        stage.Editor.Load(NeuroLab.Demo.Shell.StartSettings.StartOf(Catalog.Dataset(data), seed: 1).File);
        stage.Trainer.IsPlaying = false;
        stage.RunUntil(() => stage.Trainer.StatusVersion > 0 && stage.Trainer.Session.PendingSteps == 0);
    }

    /// <summary>Draws on the editor's canvas, with the mouse nowhere.</summary>
    internal static (List<string> Texts, byte[] Pixels) Draw(EditorContext context, Action draw)
    {
        var canvas = context.Canvas;
        canvas.BeginFrame();
        context.Gui.Begin(new UiInput { MouseX = float.NaN, MouseY = float.NaN });
        draw();
        context.Gui.End();
        canvas.EndFrame();
        return ([.. canvas.ReadTexts().Select(text => text.Text)], canvas.Pixels.ToArray());
    }
}
