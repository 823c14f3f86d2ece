using NeuroLab.Backends.Cpu;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>Moments with a name, which planes go through.</summary>
public sealed class NamedMomentTests
{
    [GlFact]
    public void A_moment_is_named_shown_and_gone_through_also_in_a_replay()
    {
        var state = Directory.CreateTempSubdirectory("neurolab-moments-").FullName;
        string log;
        float[] best, origin;
        using (var stage = new EditorStage(width: 1400, height: 800, state: state))
        {
            stage.RunUntil(() => stage.Trainer.Status.Step > 40);
            stage.Pause();
            best = stage.Parameters;
            var step = stage.Trainer.EnqueuedSteps;
            stage.Press(Key.M);
            stage.Run(2);
            stage.Type("Best");
            stage.Press(Key.Enter);
            stage.Run(2);
            Assert.Equal(("Best", step), stage.Editor.Branch.Moments.Single());
            stage.Press(Key.Space);
            stage.RunUntil(() => stage.Trainer.Status.Step > step + 60);
            stage.Pause();
            stage.Commands.SeekTo(10);
            stage.Commands.Fork();
            stage.Run(2);
            // From another branch too.
            stage.Commands.ShowPlane(Catalog.Plane("line:best,now"));
            var plane = stage.App.View.Scene.Landscape.Plane!;
            Assert.InRange(plane.Project(best).Residual, 0, 1e-4);
            Assert.Equal($"best, step {step}", plane.Marks[0].Title);
            origin = plane.Origin;
            Assert.Contains("Best", stage.Commands.Comparison.Choices().Select(choice => choice.Title));
            stage.Commands.SeekTo(10);
            stage.Press(Key.M, Key.LeftShift);
            stage.Run(2);
            stage.Press(Key.Enter);
            stage.Run(2);
            Assert.Equal((0, step), (stage.Editor.Branch.Number, stage.Editor.Position.Step));
            Assert.Equal(best, stage.Parameters);
            stage.Run(30);
            new Picture(1400, 800, stage.Picture()).Review("moments");

            Assert.Contains("another moment is called", Assert.Throws<UserErrorException>(() => Keep("best")).Message);
            foreach (var name in (string[])["", "now", "runner2", "branch 2", "main", "a.b", "2nd", "a,b", "a@3"])
                Assert.Contains("cannot name a moment", Assert.Throws<UserErrorException>(() => Keep(name)).Message);
            Keep("gone");
            stage.Commands.Undo();
            Assert.Null(NeuroLab.Editing.Branch.FindMoment(stage.Editor.Branches, "gone"));
            void Keep(string name) => MomentEdit.Make(stage.Editor, name);
            log = Directory.GetFiles(Path.Combine(state, "runs")).Single();
        }
        var run = RunLog.Load(log);
        Assert.Equal(["Best", "gone", "gone"], run.Lines.Select(line => line.Edit).OfType<MomentEdit>().Select(edit => edit.Name));
        using var backend = new CpuBackend();
        using var replay = new Replay(run, backend);
        replay.Run();
        Assert.Null(replay.FirstDifference);
        Assert.Equal(origin, replay.Scene.Landscape.Plane!.Origin);
        Assert.Equal("Best", replay.Editor.Branches[0].Moments.Single().Name);
        Directory.Delete(state, recursive: true);
    }
}
