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
/// The user's commands for the running experiment, the same for keys, menus and panels. A change that is not visible
/// shows a message, and so does an error; the experiment then continues unchanged.
/// </summary>
internal sealed class DescentCommands
{
    /// <summary>The range of <see cref="UiScale"/>.</summary>
    public const float MinScale = 0.75f, MaxScale = 4;

    private readonly SceneEditor _editor;
    private int _revertedDrop;

    /// <summary>Creates the commands.</summary>
    /// <param name="view">The view, which shows messages.</param>
    /// <param name="editor">The entry point for all changes.</param>
    public DescentCommands(DescentView view, SceneEditor editor)
    {
        _editor = editor;
        Notices = new Notices(view.Hud.Toast, view.Model);
        Loader = new ExperimentLoader(Notices);
        Planes = new PlanePreparation(editor, Notices);
        Files = new FileCommands(editor, Notices, Loader);
        Experiment = new ExperimentCommands(editor, Notices, Loader, Files);
        editor.Navigation.Dropped += branch => Notices.Remark(
            string.Create(CultureInfo.InvariantCulture, $"{branch.Name} was dropped: at most {BranchNavigation.MaxBranches} branches are kept"));
        Comparison = new ComparisonCommands(editor, Notices, Loader, Files);
    }

    /// <summary>The entry point for all changes.</summary>
    public SceneEditor Editor => _editor;

    /// <summary>Interface scale, on top of the monitor's.</summary>
    public float UiScale { get; set; } = 1;

    /// <summary>Whether an animation of a station is being recorded.</summary>
    public bool IsFilming { get; set; }

    /// <summary>Messages to the user, and questions.</summary>
    public Notices Notices { get; }

    /// <summary>Reads files in the background.</summary>
    public ExperimentLoader Loader { get; }

    /// <summary>Prepares planes in the background.</summary>
    public PlanePreparation Planes { get; }

    /// <summary>Opening and saving files.</summary>
    public FileCommands Files { get; }

    /// <summary>Changing data, network and seed.</summary>
    public ExperimentCommands Experiment { get; }

    /// <summary>Comparing two surfaces.</summary>
    public ComparisonCommands Comparison { get; }

    /// <summary>The window's owner; null if there is none.</summary>
    public IAppHost? Host { get; set; }

    private DescentScene Scene => _editor.Scene;

    private Trainer Trainer => Scene.Trainer;

    /// <summary>Replaces play and pause while something else is played, such as the lesson's loop; null for training.</summary>
    public (Func<bool> IsPlaying, Action Toggle)? Played { get; set; }

    /// <summary>Whether it is playing: training, or its replacement.</summary>
    public bool IsPlaying => Trainer.IsPlaying || Played?.IsPlaying() == true;

    /// <summary>Toggles play and pause.</summary>
    public void TogglePlay() => Notices.Try(() =>
    {
        if (Trainer.IsPlaying)
            Play(false);
        else if (Played is { } played)
            played.Toggle();
        else
            Play(true);
    });

    /// <summary>Plays or pauses.</summary>
    public void Play(bool plays) => Notices.Try(() => _editor.Set(Trainer, nameof(Trainer.IsPlaying), plays ? 1 : 0));

    /// <summary>Pauses and takes one step.</summary>
    public void StepOnce() => Notices.Try(_editor.StepOnce);
    /// <summary>Restarts from the initial weights.</summary>
    public void Restart() => Notices.Try(() =>
    {
        _editor.Restart();
        var rate = Trainer.LearningRate;
        Notices.Say("Back to the first weights, on a branch of its own"
            + (rate == _editor.Origin.Training.ToSpec("").Settings.LearningRate ? "" : $"; the learning rate stays {EditWords.Number(rate)}"));
    });

    /// <summary>Multiplies the learning rate of a runner.</summary>
    public void ScaleLearningRate(double factor, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.LearningRate), trainer.LearningRate * factor);
        Notices.Say($"Learning rate {EditWords.Number(trainer.LearningRate)}");
    });

    /// <summary>Multiplies the steps per frame.</summary>
    public void ScaleSteps(double factor) => SetSteps((int)Math.Clamp(Trainer.StepsPerFrame * factor, 1, 1024));

    /// <summary>Sets the steps per frame.</summary>
    public void SetSteps(int steps) => Notices.Try(() =>
    {
        _editor.Set(Trainer, nameof(Trainer.StepsPerFrame), steps);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"{steps} {(steps == 1 ? "step" : "steps")} per frame"));
    });

    /// <summary>Changes the optimizer of a runner; keeps the step count.</summary>
    public void Choose(Optimizer optimizer, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.Optimizer), optimizer.Name);
        Notices.Say($"{trainer.Optimizer.Title}, learning rate {EditWords.Number(trainer.LearningRate)}");
    });

    /// <summary>Changes the gradient source of a runner.</summary>
    public void Choose(GradientSource source, Trainer? trainer = null) => Notices.Try(() =>
    {
        trainer ??= Trainer;
        _editor.Set(trainer, nameof(Trainer.GradientSource), source.Name);
        if (!Warn(trainer))
            Notices.Say($"Gradient by {source.Name.Replace('_', ' ')}");
    });

    /// <summary>Changes the device; training continues there.</summary>
    public void Choose(BackendKind backend) => Notices.Try(() =>
    {
        _editor.Set(Trainer, nameof(Trainer.Backend), backend.ToString());
        Notices.Say($"Training on {Trainer.BackendName}");
    });

    /// <summary>The GPU has failed and the CPU has taken over: shows a message, and records it.</summary>
    public void OnGpuFailure(string message)
    {
        _editor.Set(Trainer, nameof(Trainer.Backend), nameof(BackendKind.Cpu));
        Notices.ShowError(message);
    }

    /// <summary>Toggles logarithmic heights.</summary>
    public void ToggleLogarithm() => Toggle(Scene.Landscape, nameof(Landscape.IsLogarithmic), Scene.Landscape.IsLogarithmic);

    /// <summary>Toggles the top view.</summary>
    public void ToggleTop() => Toggle(Scene.Camera, nameof(OrbitCamera.IsTop), Scene.Camera.IsTop);

    /// <summary>Shows another plane.</summary>
    public void ShowPlane(PlaneKind kind) => Notices.Try(() =>
    {
        Planes.Cancel();
        if (Scene.ShownPlane?.Kind is { } shown && Catalog.Planes.Contains(kind) && shown.GetType() == kind.GetType())
            kind = shown.Next;
        if (PlanePreparation.Takes(kind))
        {
            Planes.Begin(kind, SayPlane);
            return;
        }
        _editor.ShowPlane(kind);
        SayPlane();
    });

    /// <summary>Shows a plane like one of a kind, with another word for a setting.</summary>
    public void ShowPlane(PlaneKind kind, int setting, string word) => Notices.Try(() => ShowPlane(kind.With(setting, word)));

    /// <summary>Chooses a weight: one is an axis, the next the other of the plane of both.</summary>
    public void ChooseWeight(WeightName weight)
    {
        if (Planes.WithWeight(weight) is { } kind)
            ShowPlane(kind);
    }

    /// <summary>Moves the plane's origin to the weights.</summary>
    public void Recentre() => Notices.Try(() =>
    {
        _editor.Recentre();
        Notices.Say("The plane goes through the weights now");
    });

    /// <summary>Sets a runner's weights to a point of the plane.</summary>
    public void Drop(double alpha, double beta, Runner? runner = null) => Notices.Try(() =>
    {
        // A runner being dragged may have been removed meanwhile.
        if (runner is not null && !Scene.Race.Runners.Contains(runner))
            return;
        _editor.Drop(alpha, beta, runner);
        _revertedDrop = _editor.Log.Version;
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"Weights dropped at α {alpha:F2}, β {beta:F2}").Replace('-', Ui.Drawing.TextBuffer.Minus));
    });

    /// <summary>Undoes the drop by the first click of a double click.</summary>
    public void RevertClick()
    {
        if (_revertedDrop == _editor.Log.Version && _editor.CanUndo)
            Notices.Try(() => _editor.Undo());
    }

    /// <summary>Seeks to a step of the current branch.</summary>
    public void SeekTo(long step) => Notices.Try(() => _editor.SeekTo(step));

    /// <summary>Seeks to the end of a branch.</summary>
    public void Visit(Branch branch) => Notices.Try(() =>
    {
        _editor.SeekTo(branch, branch.Tip);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"On {branch.Name}, step {branch.Tip:N0}"));
    });

    /// <summary>Forks a branch here.</summary>
    public void Fork() => Notices.Try(() => Notices.Say($"Now on {_editor.Fork().Name}; the later steps stay on the other branch"));

    /// <summary>Adds a runner to the race.</summary>
    public void AddRunner(Optimizer optimizer) => Notices.Try(() =>
    {
        var runner = _editor.AddRunner(optimizer);
        if (!Warn(runner.Trainer))
            Notices.Say($"{optimizer.Title} joins from the same start, in the same batches");
    });

    /// <summary>Adds a runner with the settings of another one.</summary>
    public void Duplicate(Trainer trainer) => Notices.Try(() =>
    {
        _editor.AddRunner(trainer);
        Notices.Say($"{trainer.Optimizer.Title} again, from the same start: change one number and compare");
    });

    /// <summary>Removes a runner from the race.</summary>
    public void RemoveRunner(Runner runner) => Notices.Try(() => _editor.RemoveRunner(runner));

    /// <summary>Undoes the last change; an experiment to restore is read in the background.</summary>
    public void Undo() => Notices.Try(() => Walk(() => _editor.UndoFile, prepared =>
    {
        var what = EditWords.Of(_editor.Next.Undo);
        Notices.Say(_editor.Undo(prepared) ? $"Undone: {what}{Place(prepared)}" : "Nothing to undo");
    }));

    /// <summary>Redoes the last undone change.</summary>
    public void Redo() => Notices.Try(() => Walk(() => _editor.RedoFile, prepared =>
    {
        var (what, isDone) = (EditWords.Of(_editor.Next.Redo), _editor.Redo(prepared));
        Notices.Say(isDone ? $"Redone: {what}{Place(prepared)}" : "Nothing to redo");
    }));

    /// <summary>Changes a property from the inspector.</summary>
    public void Change(InspectedProperty property, double value) => Notices.Try(() =>
    {
        // Settings outside the scene, such as the recorder's, are not logged.
        if (property.Owner is Behaviour)
            _editor.Set(property, value);
        else
            property.Value = value;
        if (property is { Owner: Trainer trainer, Name: nameof(Components.Trainer.GradientSource) })
            Warn(trainer);
    });

    /// <summary>Changes a property from the inspector, from text.</summary>
    public void Change(InspectedProperty property, string text) => Notices.Try(() =>
    {
        if (property.Owner is Behaviour)
            _editor.Set(property, text);
        else
            property.Text = text;
    });

    /// <summary>Calls a button of the inspector.</summary>
    public void Press(InspectedProperty button) => Notices.Try(button.Press);

    /// <summary>Sets a toggle of a behaviour.</summary>
    public void Toggle(Behaviour behaviour, string property, bool isOn) => Notices.Try(() => _editor.Set(behaviour, property, isOn ? 0 : 1));

    /// <summary>Changes the interface scale; 0 resets it.</summary>
    public void Enlarge(int steps)
    {
        UiScale = steps == 0 ? 1 : Math.Clamp(MathF.Round(UiScale * 4 + steps) / 4, MinScale, MaxScale);
        Notices.Say(string.Create(CultureInfo.InvariantCulture, $"Interface {100 * UiScale:F0} %"));
    }

    /// <summary>Copies the command that trains the current experiment; saves painted points for it.</summary>
    public void CopyCommandLine() => Notices.Try(() =>
    {
        var file = _editor.CurrentFile;
        string? points = null;
        if (file.Data.Points is not null)
            file = file with { Data = new ExperimentFile.DataSection(points = Experiment.PointsFile()) };
        Host?.Copy(file.TrainCommand());
        Notices.Say(points is null ? "Copied as a command line" : $"Copied as a command line; the points are in {points}");
    });

    /// <summary>Cancels background reading and preparing, which leaves the experiment alone. False if there is none.</summary>
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

    /// <summary>Quits; asks first if there are unsaved changes.</summary>
    public void Quit()
    {
        if (Files.Unsaved is not { } lost)
            Host?.Quit();
        else
            Notices.Ask(new Question(
                $"{lost} Save it before quitting?",
                ("Save", () => Files.Save(() => Host?.Quit())), ("Discard", () => Host?.Quit())));
    }

    private string Place(PreparedExperiment? run) => run is null ? "" : FormattableString.Invariant($"; {Path.GetFileName(run.File.Data.Source)} at step {Trainer.EnqueuedSteps:N0}");

    private void SayPlane() =>
        Notices.Say(char.ToUpperInvariant(Scene.Landscape.Plane!.Description[0]) + Scene.Landscape.Plane.Description[1..]);

    // Undo and redo may load an experiment: it is read first, and applied only if it is still the next one.
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
                Notices.Say("Not undone: something else was changed meanwhile");
        });
    }

    // Warns about a gradient source that is very slow, and waits for the user to continue.
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
