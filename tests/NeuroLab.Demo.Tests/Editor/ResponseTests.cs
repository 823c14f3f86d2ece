using System.Numerics;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class ResponseTests
{
    /// <summary>From an input to the picture that shows it.</summary>
    private const int MaxFrames = 2;

    [GlFact]
    public void Whatever_a_person_does_shows_within_two_frames()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Run(60);
        var layout = stage.App.Workspace.Layout;
        var slider = stage.Widget("Learning rate");
        var step = stage.Widget("step");
        var script = stage.Script;
        script.SetMouseInside(true);

        Shows(stage, "a button lights up", step, () => script.MoveMouse(new Vector2(step.CenterX, step.CenterY)));
        Shows(stage, "a slider follows", slider.Inset(0, -20), () =>
        {
            script.MoveMouse(EditorStage.At(slider, 0.8f));
            script.Press(MouseButton.Left);
        });
        Shows(stage, "a drag goes on", slider.Inset(0, -20), () => script.MoveMouse(EditorStage.At(slider, 0.4f)));
        script.Release(MouseButton.Left);
        var middle = new Vector2(layout.Viewport.CenterX, layout.Viewport.CenterY);
        Shows(stage, "the wheel zooms", layout.Viewport, () =>
        {
            script.MoveMouse(middle);
            script.Scroll(new Vector2(0, 3));
        });
        Shows(stage, "a drag orbits", layout.Viewport, () =>
        {
            script.Press(MouseButton.Left);
            script.MoveMouse(middle + new Vector2(60, 10));
        });
        script.Release(MouseButton.Left);
        Shows(stage, "a key hides the panels", layout.BoundsOf("inspector"), () => script.Press(Key.Tab));
    }

    private static void Shows(EditorStage stage, string what, UiRect area, Action act)
    {
        stage.Run(40);
        var before = stage.Picture();
        act();
        stage.Run(MaxFrames);
        var after = stage.Picture();
        var changed = 0;
        for (var y = (int)area.Y; y < (int)area.Bottom; y++)
            for (var x = (int)area.X; x < (int)area.Right; x++)
            {
                var i = (y * stage.Window.FramebufferSize.Width + x) * 4;
                changed += Math.Abs(before[i] - after[i]) + Math.Abs(before[i + 1] - after[i + 1]) > 12 ? 1 : 0;
            }
        Assert.True(changed > 30, $"{what}: {changed} pixels changed");
    }
}
