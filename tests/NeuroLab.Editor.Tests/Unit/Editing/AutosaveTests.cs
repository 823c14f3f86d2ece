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
        using var autosave = new Autosave(_folder["state"], interval: 10);
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
        autosave.Dispose();
        Assert.False(File.Exists(autosave.SavePath));
    }

    [Fact]
    public void A_copy_whose_program_is_gone_is_found_and_its_own_is_not()
    {
        using var autosave = new Autosave(_folder["state"]);
        Assert.Null(autosave.FindRecoveryFile());
        autosave.Update(_run.Editor, 0);
        Assert.Null(autosave.FindRecoveryFile());
        var leftover = Path.Combine(_folder["state"], $"{int.MaxValue}.neurolab.json");
        File.Copy(autosave.SavePath, leftover);
        Assert.Equal(leftover, autosave.FindRecoveryFile());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_disturbs_nothing()
    {
        using var autosave = new Autosave(Path.Combine(_folder.Write("file", "x"), "state"));
        autosave.Update(_run.Editor, 0);
        Assert.False(File.Exists(autosave.SavePath));
    }
}
