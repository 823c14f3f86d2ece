using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Runtime.Tests.Unit.Datasets;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class AutosaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EditorFixture _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_saves_what_changed_and_not_too_often()
    {
        var autosave = new Autosave(_folder["state"], interval: 10);
        autosave.Update(_run.Editor, 0);
        Assert.Equal(0.01, ExperimentFile.Load(autosave.SavePath).Training.LearningRate);
        _run.Editor.Set(_run.Trainer, nameof(Trainer.LearningRate), 0.5);
        autosave.Update(_run.Editor, 9);
        Assert.Equal(0.01, ExperimentFile.Load(autosave.SavePath).Training.LearningRate);
        autosave.Update(_run.Editor, 10);
        Assert.Equal(0.5, ExperimentFile.Load(autosave.SavePath).Training.LearningRate);
        File.Delete(autosave.SavePath);
        autosave.Update(_run.Editor, 30);
        Assert.False(File.Exists(autosave.SavePath));
    }

    [Fact]
    public void It_is_gone_after_an_orderly_end()
    {
        var autosave = new Autosave(_folder["state"]);
        autosave.Update(_run.Editor, 0);
        Assert.True(File.Exists(autosave.SavePath));
        autosave.End();
        Assert.False(File.Exists(autosave.SavePath));
    }

    [Fact]
    public void A_copy_whose_program_is_gone_is_found_and_its_own_is_not()
    {
        var autosave = new Autosave(_folder["state"]);
        Assert.Null(autosave.FindRecoveryFile());
        autosave.Update(_run.Editor, 0);
        Assert.Null(autosave.FindRecoveryFile());
        var leftover = Path.Combine(_folder["state"], $"{int.MaxValue}.neurolab.json");
        File.Copy(autosave.SavePath, leftover);
        Assert.Equal(leftover, autosave.FindRecoveryFile());
        var recovery = autosave.FindRecovery()!;
        Assert.Equal((leftover, File.GetLastWriteTime(leftover)), (recovery.Path, recovery.Time));
        Assert.Contains("adam", recovery.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_never_said_it_had_ended_leaves_its_copy_to_the_next_also_under_the_same_number()
    {
        var autosave = new Autosave(_folder["state"]);
        autosave.SaveNow(_run.Editor);
        // As a killed one leaves it; a machine that starts anew gives its number out again.
        var left = Path.Combine(_folder["state"], $"{Environment.ProcessId}-12345.neurolab.json");
        File.Move(autosave.SavePath, left);
        Assert.Equal(left, new Autosave(_folder["state"]).FindRecoveryFile());
        File.WriteAllText(Path.Combine(_folder["state"], "7-8.neurolab.json"), "{ \"neurolab\":");
        Assert.Equal(left, new Autosave(_folder["state"]).FindRecovery()!.Path);
    }

    [Fact]
    public void Of_several_copies_the_latest_is_offered()
    {
        var autosave = new Autosave(_folder["state"]);
        autosave.SaveNow(_run.Editor);
        var copies = Enumerable.Range(1, 3).Select(i => Path.Combine(_folder["state"], $"{int.MaxValue}-{i}.neurolab.json")).ToArray();
        foreach (var (copy, hour) in copies.Zip([3, 5, 4]))
        {
            File.Copy(autosave.SavePath, copy);
            File.SetLastWriteTimeUtc(copy, new DateTime(2024, 1, 2, hour, 0, 0, DateTimeKind.Utc));
        }
        Assert.Equal(copies[1], autosave.FindRecovery()!.Path);
        File.Delete(copies[1]);
        Assert.Equal(copies[2], autosave.FindRecovery()!.Path);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_disturbs_nothing()
    {
        var autosave = new Autosave(Path.Combine(_folder.Write("file", "x"), "state"));
        autosave.Update(_run.Editor, 0);
        Assert.False(File.Exists(autosave.SavePath));
    }
}
