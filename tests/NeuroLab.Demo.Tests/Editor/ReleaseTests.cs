using System.Runtime.CompilerServices;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What was on screen before may be large: nothing keeps it.</summary>
public sealed class ReleaseTests
{
    [GlTheory]
    [InlineData(false)]
    [InlineData(true)] // the lesson was open, and was closed
    public void Data_that_was_left_is_kept_by_nothing(bool lesson)
    {
        using var stage = new EditorStage("digits");
        stage.Pause();
        if (lesson)
        {
            stage.Press(Key.G);
            stage.Run(5);
            stage.Press(Key.G);
        }
        var left = Leave(stage);
        stage.Run(5);
        Assert.True(IsCollected(left));
    }

    [Fact]
    public void What_was_cancelled_after_it_was_read_is_kept_by_nothing()
    {
        using var loader = new ExperimentLoader(new Notices(new Toast(), new HudModel()));
        Assert.True(IsCollected(Cancel(loader)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave(EditorStage stage)
    {
        var left = new WeakReference(stage.Trainer.Experiment.Train);
        stage.Commands.Experiment.LoadDataset(Catalog.Datasets.ToList().FindIndex(source => source.Name == "iris"));
        stage.RunUntilLoaded();
        stage.RunUntil(() => stage.Trainer.StatusVersion > 0);
        return left;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Cancel(ExperimentLoader loader)
    {
        WeakReference? read = null;
        using var isRead = new ManualResetEventSlim();
        loader.Load("moons", () =>
        {
            var prepared = PreparedExperiment.Of(Preset.StartOf(Catalog.Dataset("moons"), seed: 1).File);
            read = new WeakReference(prepared);
            isRead.Set();
            return prepared;
        }, _ => Assert.Fail("it was cancelled"));
        isRead.Wait(TimeSpan.FromSeconds(30));
        loader.Cancel();
        return read!;
    }

    private static bool IsCollected(WeakReference reference)
    {
        for (var i = 0; i < 50 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }
        return !reference.IsAlive;
    }
}
