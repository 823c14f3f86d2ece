using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// What a person can do to the running experiment, the same from a key, a menu and a panel. A change that is not plain
/// to see is said in a line, and so is what went wrong; the experiment then goes on as it was.
/// </summary>
internal sealed class DescentCommands
{
    /// <summary>The range of <see cref="UiScale"/>.</summary>
    public const float MinScale = 0.75f, MaxScale = 4;

    private readonly SceneEditor _editor;
    private int _revertedDrop;

    /// <summary>The commands of a view.</summary>
    /// <param name="view">Shows what is said.</param>
    /// <param name="editor">Where every change goes through.</param>
    public DescentCommands(DescentView view, SceneEditor editor)
    {
        _editor = editor;
        Notices = new Notices(view.Hud.Toast, view.Model);
        Loader = new ExperimentLoader(Notices);
        Planes = new PlanePreparation(editor, Notices);
        Files = new FileCommands(editor, Notices, Loader);
        Experiment = new ExperimentCommands(editor, Notices, Loader, Files);
    }

    /// <summary>Where every change goes through.</summary>
    public SceneEditor Editor => _editor;

    /// <summary>Enlarges the interface, on top of what the monitor asks for.</summary>
    public float UiScale { get; set; } = 1;

    /// <summary>Whether an animation of a station is being recorded.</summary>
    public bool IsFilming { get; set; }

    /// <summary>What the person is told and asked.</summary>
    public Notices Notices { get; }

    /// <summary>Reads what is opened, while the experiment on screen goes on.</summary>
    public ExperimentLoader Loader { get; }

    /// <summary>Makes planes that take their time.</summary>
    public PlanePreparation Planes { get; }

    /// <summary>What is opened and saved.</summary>
    public FileCommands Files { get; }

    /// <summary>What is learnt by what.</summary>
    public ExperimentCommands Experiment { get; }

    /// <summary>The owner of the window; null where there is none.</summary>
    public IAppHost? Host { get; set; }

    private DescentScene Scene => _editor.Scene;

    private Trainer Trainer => Scene.Trainer;

    /// <summary>
    /// What playing means while something else than training is played, as the lesson's loop: whether it plays, and what
    /// changes that. Null for training.
    /// </summary>
    public (Func<bool> IsPlaying, Action Toggle)? Played { get; set; }

    /// <summary>Whether it plays: training, or what stands in for it.</summary>
    public bool IsPlaying => Trainer.IsPlaying || Played?.IsPlaying() == true;

    /// <summary>Plays or pauses.</summary>
    public void TogglePlay() => Notices.Try(() =>
    {
        if (Trainer.IsPlaying)
            Play(false);
        else if (Played is { } played)
            played.Toggle();
        else
            Play(true);
    });

    /// <summary>Plays, or pauses.</summary>
    public void Play(bool plays) => Notices.Try(() => _editor.Set(Trainer, nameof(Trainer.IsPlaying), plays ? 1 : 0));

    /// <summary>Pauses and takes one step.</summary>
    public void StepOnce() => Notices.Try(_editor.StepOnce);

    /// <summary>Back to the first weights.</summary>
    public void Restart() => Notices.Try(() =>
    {
        _editor.Restart();
        Notices.Say("Back to the first weights, on a branch of its own");
    });

    /// <summary>Multiplies the learning rate of one runner.</summary>
    public void ScaleLearningRate(double factor, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.LearningRate), trainer.LearningRate * factor);
        Notices.Say($"Learning rate {EditWords.Number(trainer.LearningRate)}");
    });

    /// <summary>Multiplies the steps a frame.</summary>
    public void ScaleSteps(double factor) => SetSteps((int)Math.Clamp(Trainer.StepsPerFrame * factor, 1, 1024));

    /// <summary>Sets the steps a frame.</summary>
    public void SetSteps(int steps) => Notices.Try(() =>
    {
        _editor.Set(Trainer, nameof(Trainer.StepsPerFrame), steps);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"{steps} {(steps == 1 ? "step" : "steps")} per frame"));
    });

    /// <summary>Chooses the rule for the step, for one runner; the step count goes on.</summary>
    public void Choose(Optimizer optimizer, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.Optimizer), optimizer.Name);
        Notices.Say($"{trainer.Optimizer.Title}, learning rate {EditWords.Number(trainer.LearningRate)}");
    });

    /// <summary>Chooses where a runner's gradient comes from.</summary>
    public void Choose(GradientSource source, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.GradientSource), source.Name);
        if (!Warn(trainer))
            Notices.Say($"Gradient by {source.Name.Replace('_', ' ')}");
    });

    /// <summary>Chooses where to train; training goes on there.</summary>
    public void Choose(BackendKind backend) => Notices.Try(() =>
    {
        _editor.Set(Trainer, nameof(Trainer.Backend), backend.ToString());
        Notices.Say($"Training on {Trainer.BackendName}");
    });

    /// <summary>The GPU has failed and the processor has taken over: says so, and writes it down.</summary>
    public void LeaveGpu(string message)
    {
        _editor.Set(Trainer, nameof(Trainer.Backend), nameof(BackendKind.Cpu));
        Notices.ShowError(message);
    }

    /// <summary>Draws heights as logarithms, or not.</summary>
    public void ToggleLogarithm() => Toggle(Scene.Landscape, nameof(Landscape.IsLogarithmic), Scene.Landscape.IsLogarithmic);

    /// <summary>Looks straight down, or not.</summary>
    public void ToggleTop() => Toggle(Scene.Camera, nameof(OrbitCamera.IsTop), Scene.Camera.IsTop);

    /// <summary>Shows the loss over another plane.</summary>
    public void ShowPlane(PlaneKind kind) => Notices.Try(() =>
    {
        Planes.Cancel();
        if (PlanePreparation.Takes(kind))
        {
            Planes.Begin(kind, SayPlane);
            return;
        }
        _editor.ShowPlane(kind);
        SayPlane();
    });

    /// <summary>Moves the plane to the weights.</summary>
    public void Recentre() => Notices.Try(() =>
    {
        _editor.Recentre();
        Notices.Say("The plane goes through the weights now");
    });

    /// <summary>Puts a runner's real weights at a point of the plane.</summary>
    public void Drop(double alpha, double beta, Runner? runner = null) => Notices.Try(() =>
    {
        // One that was held may have left the race meanwhile.
        if (runner is not null && !Scene.Race.Runners.Contains(runner))
            return;
        _editor.Drop(alpha, beta, runner);
        _revertedDrop = _editor.Log.Version;
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"Weights dropped at α {alpha:F2}, β {beta:F2}").Replace('-', Ui.Drawing.TextBuffer.Minus));
    });

    /// <summary>A double click's first half dropped the weights, which was not meant: takes that back.</summary>
    public void RevertClick()
    {
        if (_revertedDrop == _editor.Log.Version && _editor.CanUndo)
            Notices.Try(() => _editor.Undo());
    }

    /// <summary>Goes to a step of the present branch.</summary>
    public void SeekTo(long step) => Notices.Try(() => _editor.SeekTo(step));

    /// <summary>Goes to the end of a branch.</summary>
    public void Visit(Branch branch) => Notices.Try(() =>
    {
        _editor.SeekTo(branch, branch.Tip);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"On {branch.Name}, step {branch.Tip:N0}"));
    });

    /// <summary>Begins a branch here.</summary>
    public void Fork() => Notices.Try(() => Notices.Say($"Now on {_editor.Fork().Name}; what was ahead stays on the other"));

    /// <summary>Adds a runner to the race.</summary>
    public void AddRunner(Optimizer optimizer) => Notices.Try(() =>
    {
        var runner = _editor.AddRunner(optimizer);
        if (!Warn(runner.Trainer))
            Notices.Say($"{optimizer.Title} joins from the same start, in the same batches");
    });

    /// <summary>Adds a runner with the settings of another.</summary>
    public void Duplicate(Trainer trainer) => Notices.Try(() =>
    {
        _editor.AddRunner(trainer.Optimizer, trainer.Settings);
        Notices.Say($"{trainer.Optimizer.Title} again, from the same start: change one number and compare");
    });

    /// <summary>Takes a runner out of the race.</summary>
    public void RemoveRunner(Runner runner) => Notices.Try(() => _editor.RemoveRunner(runner));

    /// <summary>Takes the last change back; an experiment to come back to is read meanwhile.</summary>
    public void Undo() => Notices.Try(() => Walk(() => _editor.UndoFile, prepared =>
    {
        var what = EditWords.Of(_editor.Next.Undo);
        Notices.Say(_editor.Undo(prepared) ? $"Undone: {what}" : "Nothing to undo");
    }));

    /// <summary>Makes the change again that was taken back last.</summary>
    public void Redo() => Notices.Try(() => Walk(() => _editor.RedoFile, prepared =>
    {
        var what = EditWords.Of(_editor.Next.Redo);
        Notices.Say(_editor.Redo(prepared) ? $"Done again: {what}" : "Nothing to redo");
    }));

    /// <summary>Changes a property from the inspector.</summary>
    public void Change(InspectedProperty property, double value) => Notices.Try(() =>
    {
        // What is no part of the scene, as the recorder's settings, has no place in its log.
        if (property.Owner is Behaviour)
            _editor.Set(property, value);
        else
            property.Value = value;
        if (property is { Owner: Trainer trainer, Name: nameof(Components.Trainer.GradientSource) })
            Warn(trainer);
    });

    /// <summary>Changes a property from the inspector to what a text says.</summary>
    public void Change(InspectedProperty property, string text) => Notices.Try(() =>
    {
        if (property.Owner is Behaviour)
            _editor.Set(property, text);
        else
            property.Text = text;
    });

    /// <summary>Presses a button of the inspector.</summary>
    public void Press(InspectedProperty button) => Notices.Try(button.Press);

    /// <summary>Turns a property of a behaviour on or off.</summary>
    public void Toggle(Behaviour behaviour, string property, bool isOn) => Notices.Try(() => _editor.Set(behaviour, property, isOn ? 0 : 1));

    /// <summary>Makes the interface larger or smaller; 0 brings back its usual size.</summary>
    public void Enlarge(int steps)
    {
        UiScale = steps == 0 ? 1 : Math.Clamp(MathF.Round(UiScale * 4 + steps) / 4, MinScale, MaxScale);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"Interface {100 * UiScale:F0} %"));
    }

    /// <summary>Copies the command that trains what is on screen; points that were painted are saved for it.</summary>
    public void CopyCommandLine() => Notices.Try(() =>
    {
        var file = _editor.CurrentFile;
        string? points = null;
        if (file.Data.Points is not null)
            file = file with { Data = new ExperimentFile.DataSection(points = Experiment.PointsFile()) };
        Host?.Copy(file.TrainCommand());
        Notices.Say(points is null ? "Copied as a command line" : $"Copied as a command line; the points are in {points}");
    });

    /// <summary>Stops what is being read or prepared; the experiment on screen never noticed. False where nothing is.</summary>
    public bool CancelLoading()
    {
        if (Planes.IsBusy)
        {
            Planes.Cancel();
            Notices.Say("The plane stays as it was");
            return true;
        }
        if (!Loader.IsBusy)
            return false;
        Notices.Say($"{Loader.Name}: not opened");
        Loader.Cancel();
        return true;
    }

    /// <summary>Ends the program; asks first where something would be lost.</summary>
    public void Quit()
    {
        if (!Files.HasUnsavedChanges)
            Host?.Quit();
        else
            Notices.Ask(new Question(
                "The experiment was changed. Save it before quitting?",
                ("Save", () => Files.Save(() => Host?.Quit())), ("Discard", () => Host?.Quit())));
    }

    private void SayPlane() =>
        Notices.Say(char.ToUpperInvariant(Scene.Landscape.Plane!.Description[0]) + Scene.Landscape.Plane.Description[1..]);

    // Undoing and doing again may load an experiment: it is read first, and then must still be the next to come.
    private void Walk(Func<ExperimentFile?> next, Action<PreparedExperiment?> walk)
    {
        if (next() is not { } file)
        {
            Notices.Try(() => walk(null));
            return;
        }
        var text = file.ToJson();
        Loader.Load(file.Data.Source, () => Loader.Prepare(file), prepared =>
        {
            if (next()?.ToJson() == text)
                walk(prepared);
            else
                Notices.Say("Something else was changed meanwhile: nothing was taken back");
        });
    }

    // A gradient that takes very long for a step says so, and waits for the person to go on.
    private bool Warn(Trainer trainer)
    {
        if (trainer.GradientSource.Warning(trainer.Experiment.Shape.ParameterCount) is not { } warning)
            return false;
        if (Trainer.IsPlaying)
            Play(false);
        Notices.ShowError($"Paused: {warning}");
        return true;
    }
}
