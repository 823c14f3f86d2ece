using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>How sharply the loss bends, and the edge that the optimizer runs along, live in the editor.</summary>
public sealed class SharpnessTests
{
    [GlFact]
    public void The_published_run_climbs_to_its_edge_in_the_chart_and_stays_there()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Trainer.IsPlaying = false;
        stage.Editor.Load(PreparedExperiment.Of(ExperimentFile.Load(WriteExperiment(stage.Folder))));
        stage.Trainer.IsPlaying = false;
        var tracker = stage.App.View.Scene.Race.Runners[0].Sharpness;
        Assert.False(tracker.Enabled);
        var cell = stage.App.Workspace.Panel<ChartsPanel>().Cells[0];
        cell.Show(ChartKind.Sharpness);
        Assert.True(tracker.Enabled);
        // Every few steps, as far as the run is no chaos; each look may take as many frames as it needs.
        for (var step = stage.Trainer.EnqueuedSteps; step <= 600; step += 50)
        {
            stage.Editor.AdvanceTo(step);
            stage.RunUntil(() => tracker.Spectrum is { IsResting: true } spectrum && spectrum.Step == stage.Trainer.EnqueuedSteps);
        }
        stage.Run(30);
        var history = stage.App.View.Histories[0].Sharpness;
        Assert.Equal(20, history.Edge.Last, 1e-5);
        // Half the loss in the paper's units: twice its curvatures. Within the change over the steps between two looks.
        Assert.Equal(2 * 8.995, history.Values[0].ValueAt(300), 0.8);
        Assert.InRange(history.Values[0].ValueAt(600), 0.9 * 20, 1.15 * 20);
        Assert.Equal(["λ₁", "λ₂", "λ₃", "edge"], cell.Chart.Legend.Select(line => line.Name));
        // The rate whose edge is λ₁, beside the one in force.
        Assert.Equal(0.1 * 20 / tracker.Spectrum.Known(0), tracker.CriticalRate, 1e-9);
        new Picture(1400, 800, stage.Picture()).Review("edge-of-stability");
    }

    [GlFact]
    public void The_edge_is_the_running_optimizers_own_and_follows_its_settings()
    {
        using var stage = new EditorStage();
        var tracker = stage.App.View.Scene.Race.Runners[0].Sharpness;
        tracker.Enabled = true;
        tracker.Count = 1;
        stage.RunUntil(() => tracker.Sharpness > 0);
        stage.Trainer.Optimizer = new Adam();
        stage.Trainer.LearningRate = 0.01;
        stage.RunUntil(() => Math.Abs(tracker.Spectrum.Edge - 3800) < 1e-6 && tracker.Sharpness > 0);
        stage.Trainer.IsPlaying = false;
        stage.RunUntil(() => tracker.Spectrum.IsResting && tracker.Spectrum.Step == stage.Trainer.EnqueuedSteps);
        var (state, session) = (stage.Trainer.Session.Capture(), stage.Trainer.Session);
        var scale = new float[state.Parameters.Length];
        Assert.True(PreconditionedHessian.TryScale(state, new Adam(), stage.Trainer.Settings, scale));
        var (pairs, _) = new Lanczos().Find(new PreconditionedHessian(new LossHessian(session), scale));
        Assert.Equal(pairs[0].Value, tracker.Sharpness, 2e-3 * pairs[0].Value);
        Assert.Equal(38 / pairs[0].Value, tracker.CriticalRate, 2e-3 * tracker.CriticalRate);
        tracker.Enabled = false;
        Assert.True(double.IsNaN(tracker.CriticalRate));
    }

    [GlFact]
    public void A_schedule_that_follows_the_edge_is_what_picture_mark_and_telemetry_report()
    {
        using var stage = new EditorStage(width: 1400, height: 900);
        stage.Trainer.IsPlaying = false;
        stage.Editor.Load(PreparedExperiment.Of(ExperimentFile.Load(WriteExperiment(stage.Folder))));
        var tracker = stage.App.View.Scene.Race.Runners[0].Sharpness;
        stage.App.Workspace.Panel<ChartsPanel>().Cells[0].Show(ChartKind.LearningRate);
        stage.Editor.Set(stage.Trainer, nameof(Trainer.Schedule), "edge");
        stage.Trainer.IsPlaying = true;
        // Nobody switched the measurement on; the schedule needs it.
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 300 && tracker.Sharpness > 0);
        stage.Pause();
        stage.RunUntil(() => tracker.Spectrum.IsResting && tracker.Spectrum.Step == stage.Trainer.EnqueuedSteps);
        stage.Run(3);

        var rate = stage.Trainer.RateInForce;
        Assert.Equal(0.1, stage.Trainer.LearningRate);
        Assert.Equal(0.9, rate * tracker.Sharpness / 2, 0.09);
        Assert.Equal(rate, stage.App.View.Model.LearningRate);
        // Charts hold single precision.
        Assert.Equal(rate, stage.App.View.Histories[0].LearningRate.Last, 1e-6 * rate);
        // As far above the slider's knob as the edge is above the rate in force.
        Assert.Equal(0.1 / 0.9, tracker.CriticalRate, 0.002);
        // What is measured is no change that anyone made.
        Assert.Equal(["Schedule"], stage.App.Workspace.Marks.Select(mark => mark.Text.Split(' ')[0]).Distinct());
        new Picture(1400, 900, stage.Picture()).Review("schedule-edge");
    }

    [GlFact]
    public void Coming_to_the_edge_is_said_once_and_as_full_batch_theory_where_batches_are_small()
    {
        using var stage = new EditorStage();
        var said = new List<string>();
        void Listen()
        {
            var text = stage.App.View.Hud.Toast.Text;
            if (text.Contains("edge", StringComparison.Ordinal) && (said.Count == 0 || said[^1] != text))
                said.Add(text);
        }
        var tracker = stage.App.View.Scene.Race.Runners[0].Sharpness;
        stage.Trainer.IsPlaying = false;
        stage.Trainer.Optimizer = new Sgd();
        tracker.Enabled = true;
        stage.RunUntil(() => tracker.Sharpness > 0);
        stage.Trainer.LearningRate = 0.2 / tracker.Sharpness;
        stage.Run(20);
        Listen();
        Assert.Empty(said);
        // Beyond, back a little below it, and beyond again.
        foreach (var share in new[] { 2.2, 1.8, 2.2 })
        {
            stage.Trainer.LearningRate = share / tracker.Sharpness;
            stage.Run(20);
            Listen();
        }
        var line = Assert.Single(said);
        Assert.Equal(1, tracker.Crossings);
        Assert.Contains("with batches of 32 it is no hard limit", line);
        Assert.Contains("full-batch", line);
        // From well below it is another time.
        stage.Trainer.LearningRate = 0.2 / tracker.Sharpness;
        stage.Run(20);
        stage.Trainer.BatchSize = 0;
        stage.Trainer.LearningRate = 2.2 / tracker.Sharpness;
        stage.Run(20);
        Listen();
        Assert.Equal(2, tracker.Crossings);
        Assert.EndsWith("from here on steps overshoot along the sharpest direction", said[^1]);
    }

    [GlFact]
    public void The_picture_says_that_the_edge_is_of_full_batches_where_batches_are_small()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        var cell = stage.App.Workspace.Panel<ChartsPanel>().Cells[0];
        cell.Show(ChartKind.Sharpness);
        stage.RunUntil(() => cell.Chart.Legend.Any(line => line.Name == "edge (full batch)"));
        stage.Trainer.BatchSize = 0;
        stage.RunUntil(() => cell.Chart.Legend.Any(line => line.Name == "edge"));
    }

    private static string WriteExperiment(string folder)
    {
        var data = Path.Combine(AppContext.BaseDirectory, "Reference", "data", "edge-of-stability");
        foreach (var name in new[] { "data.npz", "weights.safetensors" })
            File.Copy(Path.Combine(data, name), Path.Combine(folder, name));
        var path = Path.Combine(folder, "edge.neurolab.json");
        File.WriteAllText(path, """
            { "neurolab": 1, "data": { "source": "data.npz" }, "loss": "mse",
              "network": { "hidden": [30, 20], "activation": "tanh", "weights": "weights.safetensors" },
              "training": { "optimizer": "sgd", "learningRate": 0.1, "batchSize": 0 }, "plane": { "kind": "random" } }
            """);
        return path;
    }
}
