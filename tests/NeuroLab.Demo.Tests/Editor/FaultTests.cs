using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>A defect in one part is told of, and costs that part alone.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_panel_that_fails_is_switched_off_and_told_of_and_the_others_are_drawn(bool preparing)
    {
        using var stage = new EditorStage();
        stage.Commands.Notices.Faults = new FaultLog(_folder);
        var (bad, good) = (new FailingPanel(preparing), new CountingPanel());
        stage.App.View.Workspace = new Workspace(new EditorContext(stage.App.View, stage.Commands), _ => [bad, good]);
        for (var i = 0; i < 5; i++)
        {
            stage.App.View.Layout(1280, 720, 1);
            stage.App.View.Workspace.Prepare(i);
            stage.App.View.Draw(stage.Window.Framebuffer, i);
        }
        Assert.Equal(1, bad.Calls);
        Assert.Equal(5, good.Draws);
        Assert.StartsWith("Bad failed and is switched off: on purpose (stack in ", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.Contains("switched off after an error", stage.App.View.Canvas.ReadTexts().Select(text => text.Text));
        var written = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "faults"))));
        Assert.Contains(nameof(FailingPanel) + (preparing ? ".Prepare" : ".Draw"), written, StringComparison.Ordinal);
    }

    [GlFact]
    public void A_reader_that_fails_costs_the_file_and_not_the_run()
    {
        using var stage = new EditorStage();
        stage.Commands.Notices.Faults = new FaultLog(_folder);
        var experiment = stage.Trainer.Experiment;
        stage.Commands.Loader.Load("folder/points.csv", () => throw new InvalidOperationException("on purpose"), _ => Assert.Fail("nothing was read"));
        stage.RunUntilLoaded();
        Assert.Same(experiment, stage.Trainer.Experiment);
        Assert.StartsWith("Opening points.csv failed", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
    }

    [GlFact]
    public void Where_nothing_is_written_down_a_defect_ends_the_program()
    {
        using var stage = new EditorStage();
        Assert.False(stage.Commands.Notices.Contain("A part", new InvalidOperationException("on purpose")));
    }

    private sealed class FailingPanel(bool preparing) : IPanel
    {
        public string Id => "bad";

        public string Title => "Bad";

        public Dock Dock => Dock.Left;

        public PanelSize Size => new(100, Share: 0.3f);

        public int Calls { get; private set; }

        public void Prepare(double time)
        {
            if (!preparing)
                return;
            Calls++;
            throw new InvalidOperationException("on purpose");
        }

        public void Draw(in UiRect bounds)
        {
            Calls++;
            throw new InvalidOperationException("on purpose");
        }
    }

    private sealed class CountingPanel : IPanel
    {
        public string Id => "good";

        public string Title => "Good";

        public Dock Dock => Dock.Right;

        public PanelSize Size => new(100, Share: 0.3f);

        public int Draws { get; private set; }

        public void Draw(in UiRect bounds) => Draws++;
    }
}
