using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What the charts run over.</summary>
public sealed class ChartAxisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void Epochs_seconds_and_the_sum_of_the_rates_stand_for_the_steps()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.RunUntil(() => stage.Trainer.Status.Step > 100);
        stage.Trainer.LearningRate = 0.02;
        stage.RunUntil(() => stage.Trainer.Status.Step > 300);
        stage.Pause();
        var seconds = stage.App.View.Histories[0].Scale(ChartAxis.Seconds).At(1e9);
        stage.Run(60);
        var history = stage.App.View.Histories[0];
        var last = history.BatchLoss.LastX;
        Assert.Equal(last, history.Scale(ChartAxis.Steps).At(last));
        Assert.Equal(last * 32 / stage.Trainer.Experiment.Train.Count, history.Scale(ChartAxis.Epochs).At(last), 1e-3);
        var changed = history.LearningRate.X[history.LearningRate.High.IndexOf(0.02f)];
        Assert.Equal(0.01 * changed + 0.02 * (last - changed), history.Scale(ChartAxis.Rate).At(last), 1e-3);
        // Time runs with training, and a pause takes none.
        Assert.InRange(seconds, 0.1, 600);
        Assert.Equal(seconds, history.Scale(ChartAxis.Seconds).At(last));

        var cell = stage.App.Workspace.Panel<ChartsPanel>().Cells[0];
        foreach (var axis in Enum.GetValues<ChartAxis>())
        {
            stage.App.View.Model.ChartAxis = axis;
            stage.Run(2);
            Assert.Equal(ChartScale.Titles[(int)axis], cell.Chart.XName);
            Assert.Contains(cell.Chart.Legend, line => line.Name == "train");
            new Picture(1400, 800, stage.Picture()).Review($"charts-over-{ChartScale.Names[(int)axis]}");
        }
        ChartExport.SaveTable(new EditorContext(stage.App.View, stage.Commands), ChartKind.Loss, null!);
        var rows = File.ReadAllLines(Path.Combine(stage.Folder, "neurolab-loss.csv"));
        Assert.Equal("runner,step,rate_sum,loss_low,loss_high", rows[0]);
        Assert.Equal(history.Loss.X.Length + 1, rows.Length);
    }

    [GlFact]
    public void The_choice_is_remembered()
    {
        using (var stage = new EditorStage(state: _folder["state"]))
        {
            stage.App.View.Model.ChartAxis = ChartAxis.Epochs;
            stage.Run(5);
        }
        using var again = new EditorStage(state: _folder["state"]);
        Assert.Equal(ChartAxis.Epochs, again.App.View.Model.ChartAxis);
    }

    [Fact]
    public void A_scale_is_in_proportion_between_what_is_kept()
    {
        var series = new ChartSeries("epoch", default, capacity: 4);
        for (var step = 0; step < 100; step++)
            series.Add(step, step / 10f);
        var scale = new ChartScale(series);
        foreach (var step in new[] { 0, 1, 17, 50, 98, 99 })
            Assert.Equal(step / 10.0, scale.At(step), 1e-4);
        Assert.Equal(9.9, scale.At(500), 1e-4);
        Assert.Equal(42, default(ChartScale).At(42));
    }

    public void Dispose() => _folder.Dispose();
}
