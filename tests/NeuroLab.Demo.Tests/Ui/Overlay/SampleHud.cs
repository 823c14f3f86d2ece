using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Overlay;

/// <summary>A HUD in the middle of a training run, the same every time.</summary>
internal static class SampleHud
{
    public static HudModel Create(float width, float height, Theme theme)
    {
        var model = new HudModel
        {
            DataSet = "spirals",
            Network = "2-16-16-1 tanh",
            Optimizer = "Adam",
            Backend = "GPU compute",
            Step = 1240,
            StepsPerFrame = 4,
            Loss = 0.0842,
            HasLoss = true,
            Accuracy = 0.969,
            TestLoss = 0.1013,
            LearningRate = 0.0132,
            BatchSize = 32,
            FramesPerSecond = 60,
            OffPlane = 0.12,
            Gap = 0.003,
        };
        model.ColorScale.Low = 0.05;
        model.ColorScale.Middle = 0.68;
        model.ColorScale.High = 1.3;
        model.ColorScale.ColorAt = ColorAt;
        AddLabels(model, HudViewCenter(width, height));
        AddSeries(model, theme);
        model.Keys.AddRange(
        [
            new("Space", "pause and go on"), new("S", "one step"), new("↑ ↓", "learning rate"),
            new("← →", "steps a frame"), new("M", "momentum"), new("B", "batch size"),
            new("Drag", "orbit"), new("Wheel", "zoom"), new("W A S D", "fly"),
            new("R", "restart"), new("L", "logarithmic height"), new("F12", "record"), new("H", "this help"),
        ]);
        model.Hints.AddRange([new("Drag", "orbit, wheel zooms"), new("↑ ↓", "learning rate"), new("H", "all keys")]);
        return model;
    }

    public static void AddSeries(HudModel model, Theme theme)
    {
        ChartSeries train = new("train", theme.Runner(0)), test = new("test", theme.Runner(1));
        ChartSeries accuracy = new("train", theme.Runner(0)), accuracyTest = new("test", theme.Runner(1));
        ChartSeries gradient = new("", theme.Runner(0));
        for (var i = 0; i <= 1240; i++)
        {
            var noise = 0.03f * MathF.Sin(i * 0.9f) * MathF.Sin(i * 0.37f + 1);
            train.Add(i, 0.08f + 0.62f * MathF.Exp(-i / 300f) + 0.4f * noise);
            accuracy.Add(i, 0.97f - 0.45f * MathF.Exp(-i / 250f) + 0.2f * noise);
            gradient.Add(i, 0.3f + 0.8f * MathF.Exp(-i / 500f) + 3 * noise * MathF.Exp(-i / 700f));
            if (i % 20 != 0)
                continue;
            test.Add(i, 0.1f + 0.63f * MathF.Exp(-i / 330f));
            accuracyTest.Add(i, 0.95f - 0.44f * MathF.Exp(-i / 280f));
        }
        model.LossSeries.AddRange([train, test]);
        model.AccuracySeries.AddRange([accuracy, accuracyTest]);
        model.GradientNormSeries.Add(gradient);
    }

    /// <summary>A dark blue to yellow map, much like the surface's.</summary>
    public static SKColor ColorAt(float t) => t < 0.5f
        ? new SKColor((byte)(68 - 70 * t), (byte)(1 + 280 * t), (byte)(84 + 110 * t))
        : new SKColor((byte)(33 + 440 * (t - 0.5f)), (byte)(141 + 180 * (t - 0.5f)), (byte)(139 - 200 * (t - 0.5f)));

    private static (float X, float Y, float Radius) HudViewCenter(float width, float height)
    {
        var view = Hud.ViewOf(width, height);
        return (view.CenterX, view.CenterY + view.Height * 0.15f, view.Height * 0.45f);
    }

    private static void AddLabels(HudModel model, (float X, float Y, float Radius) center)
    {
        string[] ticks = ["−1", "−0.5", "0", "0.5", "1"];
        for (var i = 0; i < ticks.Length; i++)
        {
            float along = i / 4f, across = center.Radius * 1.6f;
            model.Labels.Add(new HudLabel(ticks[i], center.X - across * (1 - along), center.Y + center.Radius * 0.75f * along));
            model.Labels.Add(new HudLabel(ticks[i], center.X + across * (1 - along), center.Y + center.Radius * 0.75f * along));
        }
        model.Labels.Add(new HudLabel("α", center.X - center.Radius, center.Y + center.Radius * 0.6f, IsName: true));
        model.Labels.Add(new HudLabel("β", center.X + center.Radius, center.Y + center.Radius * 0.6f, IsName: true));
    }
}
