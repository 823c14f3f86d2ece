using System.Runtime.CompilerServices;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Demo.Windowing;
using NeuroLab.Experiments;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What was on screen before may be large: nothing keeps it.</summary>
public sealed class ReleaseTests
{
    [GlTheory]
    [InlineData("")]
    [InlineData("G G")] // the lesson was open, and was closed
    [InlineData("Tab")] // the panels are hidden
    [InlineData("G Tab")]
    public void Data_that_was_left_is_kept_by_nothing(string keys)
    {
        using var stage = new EditorStage("digits");
        stage.Run(30);
        stage.Pause();
        foreach (var key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            stage.Press(Enum.Parse<Key>(key));
            stage.Run(5);
        }
        var left = Leave(stage);
        stage.Run(5);
        Assert.True(IsCollected(left));
    }

    [GlFact]
    public void Data_that_the_program_was_started_with_is_kept_by_nothing()
    {
        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", 900, 600), out var window, out var reason), reason);
        using (window)
        using (var app = Start(window, out var left))
        {
            app.Commands.Experiment.LoadDataset(EditorStage.IndexOf("iris"));
            for (var i = 0; app.Commands.Loader.IsBusy || i < 20; i++)
                app.RunFrame();
            Assert.True(IsCollected(left));
        }
    }

    [GlTheory]
    [InlineData(false)]
    [InlineData(true)] // the panels are hidden before it goes
    public void A_runner_that_left_the_race_is_kept_by_nothing(bool isHidden)
    {
        using var stage = new EditorStage();
        stage.Pause();
        var left = Race(stage, isHidden);
        stage.Run(5);
        Assert.All(left, one => Assert.True(IsCollected(one)));
    }

    [Fact]
    public void What_was_cancelled_after_it_was_read_is_kept_by_nothing()
    {
        using var loader = new ExperimentLoader(new Notices(new Toast(), new HudModel()));
        Assert.True(IsCollected(Cancel(loader)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DescentApp Start(IAppWindow window, out WeakReference data)
    {
        var (file, read) = StartSettings.StartOf(Catalog.Dataset("digits"), seed: 1);
        data = new WeakReference(read.Train);
        var app = new DescentApp(window, new AppOptions { File = file, Experiment = file.CreateExperiment(read) });
        Assert.Same(data.Target, app.View.Scene.Trainer.Experiment.Train);
        return app;
    }

    // One is taken out, one goes when its joining is undone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Race(EditorStage stage, bool isHidden)
    {
        var race = stage.App.View.Scene.Race;
        stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
        stage.Commands.AddRunner(Catalog.Optimizer("rmsprop"));
        stage.Run(2);
        stage.Click(stage.Widget(race.Runners[1].Title, 1).Center());
        stage.Run(20);
        if (isHidden)
            stage.Press(Key.Tab);
        WeakReference[] left = [new(race.Runners[1].Trainer), new(race.Runners[2].Trainer)];
        stage.Commands.Undo();
        stage.Commands.RemoveRunner(race.Runners[1]);
        Assert.Single(race.Runners);
        return left;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave(EditorStage stage)
    {
        var left = new WeakReference(stage.Trainer.Experiment.Train);
        stage.LoadDataset("iris");
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
            var prepared = PreparedExperiment.Of(StartSettings.StartOf(Catalog.Dataset("moons"), seed: 1).File);
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
