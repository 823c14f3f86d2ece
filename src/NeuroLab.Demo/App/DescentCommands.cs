using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Editing;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// What a person can do to the running experiment, the same from a key, a menu and a panel. A change that is not plain
/// to see is said in a line, and so is what went wrong; the experiment then goes on as it was.
/// </summary>
internal sealed partial class DescentCommands(DescentView view, SceneEditor editor)
{
    /// <summary>The range of <see cref="UiScale"/>.</summary>
    public const float MinScale = 0.75f, MaxScale = 4;

    private int _revertedDrop;

    /// <summary>Where every change goes through.</summary>
    public SceneEditor Editor => editor;

    /// <summary>Index in the catalogue of the data set on show; −1 for a file.</summary>
    public int Dataset
    {
        get
        {
            for (var i = 0; i < Catalog.Datasets.Count; i++)
            {
                if (Catalog.Datasets[i].Name == editor.Origin.Data.Source)
                    return i;
            }
            return -1;
        }
    }

    /// <summary>Enlarges the interface, on top of what the monitor asks for.</summary>
    public float UiScale { get; set; } = 1;

    /// <summary>What the next take is like.</summary>
    public RecorderSettings Recorder { get; } = new();

    /// <summary>The owner of the window; null where there is none.</summary>
    public IAppHost? Host { get; set; }

    /// <summary>Keeps what panels ask for until all of them are drawn.</summary>
    public DeferredActions Deferred { get; } = new();

    /// <summary>Asks something before it is done.</summary>
    public Action<Question> Ask { get; set; } = _ => { };

    private DescentScene Scene => editor.Scene;

    private Trainer Trainer => Scene.Trainer;

    /// <summary>
    /// What playing means while something else than training is played, as the lesson's loop: whether it plays, and what
    /// changes that. Null for training.
    /// </summary>
    public (Func<bool> IsPlaying, Action Toggle)? Played { get; set; }

    /// <summary>Whether it plays: training, or what stands in for it.</summary>
    public bool IsPlaying => Trainer.IsPlaying || Played?.IsPlaying() == true;

    /// <summary>Plays or pauses.</summary>
    public void TogglePlay() => Try(() =>
    {
        if (Trainer.IsPlaying)
            Play(false);
        else if (Played is { } played)
            played.Toggle();
        else
            Play(true);
    });

    /// <summary>Plays, or pauses.</summary>
    public void Play(bool plays) => Try(() => editor.Set(Trainer, nameof(Trainer.IsPlaying), plays ? 1 : 0));

    /// <summary>Pauses and takes one step.</summary>
    public void StepOnce() => Try(editor.StepOnce);

    /// <summary>Back to the first weights.</summary>
    public void Restart() => Try(() =>
    {
        editor.Restart();
        Say("Back to the first weights, on a branch of its own");
    });

    /// <summary>Multiplies the learning rate of one runner.</summary>
    public void ScaleLearningRate(double factor, Trainer? trainer = null) => Try(() =>
    {
        trainer ??= Trainer;
        editor.Set(trainer, nameof(Trainer.LearningRate), trainer.LearningRate * factor);
        Say(string.Create(CultureInfo.InvariantCulture, $"Learning rate {trainer.LearningRate:G3}"));
    });

    /// <summary>Multiplies the steps a frame.</summary>
    public void ScaleSteps(double factor) => SetSteps((int)Math.Clamp(Trainer.StepsPerFrame * factor, 1, 1024));

    /// <summary>Sets the steps a frame.</summary>
    public void SetSteps(int steps) => Try(() =>
    {
        editor.Set(Trainer, nameof(Trainer.StepsPerFrame), steps);
        Say(string.Create(CultureInfo.InvariantCulture, $"{steps} steps per frame"));
    });

    /// <summary>Chooses the rule for the step, for one runner; the step count goes on.</summary>
    public void Choose(Optimizer optimizer, Trainer? trainer = null) => Try(() =>
    {
        trainer ??= Trainer;
        editor.Set(trainer, nameof(Trainer.Optimizer), optimizer.Name);
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{trainer.Optimizer.Title}, learning rate {trainer.LearningRate:G3}"));
    });

    /// <summary>Chooses where a runner's gradient comes from.</summary>
    public void Choose(GradientSource source, Trainer? trainer = null) => Try(() =>
    {
        trainer ??= Trainer;
        editor.Set(trainer, nameof(Trainer.GradientSource), source.Name);
        if (!Warn(trainer))
            Say($"Gradient by {source.Name.Replace('_', ' ')}");
    });

    /// <summary>Chooses where to train; training goes on there.</summary>
    public void Choose(BackendKind backend) => Try(() =>
    {
        editor.Set(Trainer, nameof(Trainer.Backend), backend.ToString());
        Say($"Training on {Trainer.BackendName}");
    });

    /// <summary>The GPU has failed and the processor has taken over: says so, and writes it down.</summary>
    public void LeaveGpu(string message)
    {
        editor.Set(Trainer, nameof(Trainer.Backend), nameof(BackendKind.Cpu));
        ShowError(message);
    }

    /// <summary>Draws heights as logarithms, or not.</summary>
    public void ToggleLogarithm() => Toggle(Scene.Landscape, nameof(Landscape.IsLogarithmic), Scene.Landscape.IsLogarithmic);

    /// <summary>Looks straight down, or not.</summary>
    public void ToggleTop() => Toggle(Scene.Camera, nameof(OrbitCamera.IsTop), Scene.Camera.IsTop);

    /// <summary>Shows the loss over another plane.</summary>
    public void ShowPlane(PlaneKind kind) => Try(() =>
    {
        editor.ShowPlane(kind);
        Say(char.ToUpperInvariant(Scene.Landscape.Plane!.Description[0]) + Scene.Landscape.Plane.Description[1..]);
    });

    /// <summary>Moves the plane to the weights.</summary>
    public void Recentre() => Try(() =>
    {
        editor.Recentre();
        Say("The plane goes through the weights now");
    });

    /// <summary>Puts a runner's real weights at a point of the plane.</summary>
    public void Drop(double alpha, double beta, Runner? runner = null) => Try(() =>
    {
        // One that was held may have left the race meanwhile.
        if (runner is not null && !Scene.Race.Runners.Contains(runner))
            return;
        editor.Drop(alpha, beta, runner);
        _revertedDrop = editor.Log.Version;
        Say(string.Create(CultureInfo.InvariantCulture, $"Weights dropped at α {alpha:F2}, β {beta:F2}").Replace('-', Ui.Drawing.TextBuffer.Minus));
    });

    /// <summary>A double click's first half dropped the weights, which was not meant: takes that back.</summary>
    public void RevertClick()
    {
        if (_revertedDrop == editor.Log.Version && editor.CanUndo)
            Try(() => editor.Undo());
    }

    /// <summary>Goes to a step of the present branch.</summary>
    public void SeekTo(long step) => Try(() => editor.SeekTo(step));

    /// <summary>Goes to the end of a branch.</summary>
    public void Visit(Branch branch) => Try(() =>
    {
        editor.SeekTo(branch, branch.Tip);
        Say(string.Create(CultureInfo.InvariantCulture, $"On {branch.Name}, step {branch.Tip:N0}"));
    });

    /// <summary>Begins a branch here.</summary>
    public void Fork() => Try(() => Say($"Now on {editor.Fork().Name}; what was ahead stays on the other"));

    /// <summary>Adds a runner to the race.</summary>
    public void AddRunner(Optimizer optimizer) => Try(() =>
    {
        var runner = editor.AddRunner(optimizer);
        if (!Warn(runner.Trainer))
            Say($"{optimizer.Title} joins from the same start, in the same batches");
    });

    /// <summary>Adds a runner with the settings of another.</summary>
    public void Duplicate(Trainer trainer) => Try(() =>
    {
        editor.AddRunner(trainer.Optimizer, trainer.Settings);
        Say($"{trainer.Optimizer.Title} again, from the same start: change one number and compare");
    });

    /// <summary>Takes a runner out of the race.</summary>
    public void RemoveRunner(Runner runner) => Try(() => editor.RemoveRunner(runner));

    /// <summary>Takes the last change back; an experiment to come back to is read meanwhile.</summary>
    public void Undo() => Try(() => Walk(() => editor.UndoFile, prepared =>
    {
        var what = EditWords.Of(editor.Next.Undo);
        Say(editor.Undo(prepared) ? $"Undone: {what}" : "Nothing to undo");
    }));

    /// <summary>Makes the change again that was taken back last.</summary>
    public void Redo() => Try(() => Walk(() => editor.RedoFile, prepared =>
    {
        var what = EditWords.Of(editor.Next.Redo);
        Say(editor.Redo(prepared) ? $"Done again: {what}" : "Nothing to redo");
    }));

    /// <summary>Changes a property from the inspector.</summary>
    public void Change(InspectedProperty property, double value) => Try(() =>
    {
        // What is no part of the scene, as the recorder's settings, has no place in its log.
        if (property.Owner is Behaviour)
            editor.Set(property, value);
        else
            property.Value = value;
        if (property is { Owner: Trainer trainer, Name: nameof(Components.Trainer.GradientSource) })
            Warn(trainer);
    });

    /// <summary>Changes a property from the inspector to what a text says.</summary>
    public void Change(InspectedProperty property, string text) => Try(() =>
    {
        if (property.Owner is Behaviour)
            editor.Set(property, text);
        else
            property.Text = text;
    });

    /// <summary>Presses a button of the inspector.</summary>
    public void Press(InspectedProperty button) => Try(button.Press);

    /// <summary>Turns a property of a behaviour on or off.</summary>
    public void Toggle(Behaviour behaviour, string property, bool isOn) => Try(() => editor.Set(behaviour, property, isOn ? 0 : 1));

    /// <summary>Makes the interface larger or smaller; 0 brings back its usual size.</summary>
    public void Enlarge(int steps)
    {
        UiScale = steps == 0 ? 1 : Math.Clamp(MathF.Round(UiScale * 4 + steps) / 4, MinScale, MaxScale);
        Say(string.Create(CultureInfo.InvariantCulture, $"Interface {100 * UiScale:F0} %"));
    }

    /// <summary>Whether such an animation is being recorded.</summary>
    public bool IsFilming { get; set; }

    // A gradient that takes very long for a step says so, and waits for the person to go on.
    private bool Warn(Trainer trainer)
    {
        if (trainer.GradientSource.Warning(trainer.Experiment.Shape.ParameterCount) is not { } warning)
            return false;
        if (Trainer.IsPlaying)
            Play(false);
        ShowError($"Paused: {warning}");
        return true;
    }

    /// <summary>Says something in a passing line.</summary>
    public void Say(string text) => view.Hud.Toast.Show(text, view.Model.Time);

    /// <summary>Says what went wrong.</summary>
    public void ShowError(string text) => view.Hud.Toast.Show(text, view.Model.Time, seconds: 6, isError: true);

    /// <summary>Where defects are written down; null where they end the program, as in tests.</summary>
    public FaultLog? Faults { get; set; }

    /// <summary>
    /// Writes down a defect in a part that the rest can do without, and says so. False where nothing may go on after it.
    /// </summary>
    /// <param name="part">What failed; the caller switches it off.</param>
    /// <param name="error">How.</param>
    public bool Contain(string part, Exception error)
    {
        if (Faults is null || error is OutOfMemoryException)
            return false;
        ShowError(Faults.Write(part, error));
        return true;
    }

    /// <summary>
    /// Does something that may go wrong through no fault of the program; while panels are drawn, when they are done.
    /// </summary>
    /// <param name="action">It.</param>
    /// <param name="otherwise">Done where it went wrong.</param>
    public void Try(Action action, Action? otherwise = null) => Try(action, message => message, otherwise);

    private void Try(Action action, Func<string, string> shorten, Action? otherwise = null) => Deferred.Do(() =>
    {
        try
        {
            action();
        }
        catch (Exception error) when (IsExpected(error))
        {
            otherwise?.Invoke();
            ShowError(shorten(error.Message));
        }
    });

    private static bool IsExpected(Exception error) => error is UserErrorException or IOException or UnauthorizedAccessException;
}
