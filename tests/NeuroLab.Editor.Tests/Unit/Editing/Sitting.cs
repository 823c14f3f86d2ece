using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Editing;

/// <summary>
/// A sitting at the editor with every kind of edit, each also taken back and made again. The run log of it that the
/// program wrote in format 2 is kept in <c>Fixtures</c>.
/// </summary>
internal static class Sitting
{
    /// <summary>The experiment it begins with.</summary>
    public static ExperimentFile Experiment { get; } = new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new("spirals", Count: 96),
        Network = new([8], EvaluationSamples: 48),
        Training = new(Optimizer: "adam", LearningRate: 0.01, BatchSize: 16),
        Plane = new("random", Resolution: 9),
        Seed = 5,
    };

    /// <summary>Two devices, both of them the processor: a change of device costs no bit.</summary>
    public static BackendSwitch OpenBackend() => new(
        new BackendOpener(BackendKind.Cpu, () => default, () => new CpuBackend()),
        new BackendOpener(BackendKind.Gpu, () => default, () => new CpuBackend()));

    /// <summary>Writes the log of the whole sitting.</summary>
    /// <returns>The experiment as it stood at the end.</returns>
    public static ExperimentFile Record(string logPath)
    {
        using var backend = OpenBackend();
        using var scene = Experiment.CreateScene(backend);
        scene.Trainer.WaitsForSteps = true;
        using var editor = new SceneEditor(scene, Experiment);
        editor.WriteRunLog(logPath, checkInterval: 64);
        Settings(editor);
        Runners(editor);
        Weights(editor);
        Planes(editor);
        Points(editor);
        Devices(editor);
        Branches(editor);
        Files(editor);
        return editor.CurrentFile;
    }

    private static void Settings(SceneEditor editor)
    {
        var (scene, trainer) = (editor.Scene, editor.Scene.Trainer);
        PlayTo(editor, 20);
        editor.BeginGesture();
        foreach (var rate in (double[])[0.02, 0.03, 0.05])
        {
            editor.Set(trainer, nameof(Trainer.LearningRate), rate + 0.001);
            editor.Set(trainer, nameof(Trainer.LearningRate), rate);
            PlayTo(editor, trainer.EnqueuedSteps + 4);
        }
        editor.EndGesture();
        editor.Undo();
        PlayTo(editor, 40);
        editor.Redo();
        editor.Set(trainer, nameof(Trainer.Optimizer), "rmsprop");
        PlayTo(editor, 52);
        editor.Undo();
        editor.Redo();
        editor.Set(scene.Landscape, nameof(Landscape.IsLogarithmic), 1);
        editor.Set(editor.SwitchOf(scene.Cut), 1);
        editor.Undo();
        editor.StepOnce();
        editor.Tick(0.02);
        editor.Set(trainer, nameof(Trainer.IsPlaying), 1);
        var pose = scene.Camera.Pose;
        editor.MoveCamera(pose with { Yaw = 1.25f, Distance = 3.3f, IsTop = true });
        editor.Undo();
        editor.Redo();
    }

    private static void Runners(SceneEditor editor)
    {
        PlayTo(editor, 64);
        var sgd = editor.AddRunner(new Sgd());
        PlayTo(editor, 80);
        editor.Set(sgd.Trainer, nameof(Trainer.BatchSize), 8);
        editor.Set(sgd.Trainer, nameof(Trainer.LearningRate), 0.125);
        editor.AddRunner(new Adam(), new Adam().Defaults with { LearningRate = 1 / 3.0, Beta1 = 0.8 });
        PlayTo(editor, 92);
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 100);
        editor.RemoveRunner(editor.Scene.Race.Runners[2]);
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 120);
    }

    private static void Weights(SceneEditor editor)
    {
        var second = editor.Scene.Race.Runners[1];
        editor.Drop(0.4, -1 / 3.0);
        PlayTo(editor, 140);
        editor.Undo();
        PlayTo(editor, 130);
        editor.Redo();
        editor.SetWeight(3, 0.1);
        editor.SetWeight(3, 0.2, second);
        PlayTo(editor, 150);
        editor.Undo();
        editor.Redo();
        editor.Descend(0.07);
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 160);
        editor.BeginGesture();
        editor.Drop(0.1, 0.1);
        editor.Drop(0.2, 0.1);
        PlayTo(editor, 168);
        editor.Drop(0.3, 0.1);
        editor.EndGesture();
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 180);
    }

    private static void Planes(SceneEditor editor)
    {
        editor.ShowPlane(new RandomPlane());
        PlayTo(editor, 190);
        editor.Recentre();
        editor.Drop(-0.1, 0.2, editor.Scene.Race.Runners[1]);
        PlayTo(editor, 200);
        editor.ShowPlane(new GradientPlane());
        editor.Undo();
        editor.Redo();
        editor.Recentre();
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 210);
    }

    private static void Points(SceneEditor editor)
    {
        editor.Paint(More(editor.Scene.Trainer.Experiment.Train, 24));
        PlayTo(editor, 230);
        editor.AddRunner(new Momentum());
        PlayTo(editor, 240);
        editor.Undo();
        editor.Undo();
        PlayTo(editor, 250);
        editor.Redo();
        PlayTo(editor, 260);
        editor.SeekTo(100);
        PlayTo(editor, 110);
        editor.SeekTo(editor.Branch.Tip);
    }

    private static void Devices(SceneEditor editor)
    {
        var trainer = editor.Scene.Trainer;
        editor.Set(trainer, nameof(Trainer.Backend), "gpu");
        PlayTo(editor, 280);
        editor.Set(trainer, nameof(Trainer.Backend), "cpu");
        PlayTo(editor, 290);
        editor.SeekTo(265);
        PlayTo(editor, 300);
        editor.Undo();
    }

    private static void Branches(SceneEditor editor)
    {
        var trainer = editor.Scene.Trainer;
        editor.SeekTo(90);
        PlayTo(editor, 96);
        editor.Set(trainer, nameof(Trainer.LearningRate), 0.004);
        PlayTo(editor, 130);
        editor.Undo();
        editor.Redo();
        editor.Fork("a name; with 3 words");
        PlayTo(editor, 140);
        editor.Undo();
        editor.Redo();
        editor.Fork();
        editor.Restart();
        PlayTo(editor, 30);
        editor.Undo();
        editor.Redo();
        PlayTo(editor, 40);
        editor.SeekTo(editor.Branches[0], 150);
        PlayTo(editor, 170);
        editor.Undo();
        editor.Redo();
        editor.SeekTo(editor.Branches[0], 30);
        editor.Drop(0, 0.25);
        PlayTo(editor, 60);
    }

    private static void Files(SceneEditor editor)
    {
        var (before, other) = (editor.CurrentFile, Experiment with { Seed = 9, Runners = [new("momentum")] });
        editor.Load(other);
        PlayTo(editor, 40);
        // Undo and redo of a load did this then, and return to the former run today.
        editor.Load(before);
        PlayTo(editor, 20);
        editor.Load(other);
        PlayTo(editor, 30);
        editor.Set(editor.Scene.Trainer, Hyperparameter.WeightDecay.PropertyName, 0.01);
        editor.Paint(More(editor.Scene.Trainer.Experiment.Train, 6));
        PlayTo(editor, 60);
    }

    private static void PlayTo(SceneEditor editor, long step)
    {
        while (editor.Scene.Trainer.EnqueuedSteps < step)
            editor.Tick(0.02);
    }

    private static Dataset More(Dataset data, int count)
    {
        var lines = PlanePoints.ToLines(data).ToList();
        for (var i = 0; i < count; i++)
            lines.Add(FormattableString.Invariant($"{0.02f * i} -0.5 {data.ClassNames[i % 2]}"));
        return PlanePoints.Parse(lines, data.ClassNames, "more");
    }
}
