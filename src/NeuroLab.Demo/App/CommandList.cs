using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Lesson;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Surfaces;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>
/// All commands of the app, one line each: keys, menu, palette, help and the README's table are generated from it.
/// </summary>
internal static class CommandList
{
    private const double RateFactor = 1.25;
    private const int OptimizerKeys = 7;

    // Mouse gestures, and keys of widgets and of flying.
    private static readonly KeyHint[] Gestures =
    [
        new("click", "Drop the weights there; training goes on from that point"),
        new("double click", "Move the plane to the weights"),
        new("drag", "Orbit; from a ball: move the weights"),
        new("Shift drag", "Pan; so does the middle button"),
        new("right drag", "Fly with W A S D, Q E"),
        new("wheel", "Zoom to the cursor"),
        new("F6", "Work the panels with Tab, arrows and Enter"),
    ];

    /// <summary>The commands of a view and the panels around it.</summary>
    public static CommandTable Create(DescentView view, DescentCommands commands, Workspace workspace, EditorContext context) => new(
    [
        new("run.play", "Play or pause", "Space", commands.TogglePlay),
        new("run.step", "One step", "S", commands.StepOnce) { Repeats = true },
        new("run.restart", "Restart from the first weights", "R", commands.Restart),
        new("rate.up", "Higher learning rate", "↑", () => commands.ScaleLearningRate(RateFactor, workspace.SelectedTrainer)) { Repeats = true, Row = "Learning rate of the selected runner, × and ÷ 1.25" },
        new("rate.down", "Lower learning rate", "↓", () => commands.ScaleLearningRate(1 / RateFactor, workspace.SelectedTrainer)) { Repeats = true, Row = "Learning rate of the selected runner, × and ÷ 1.25" },
        .. Catalog.Optimizers.Select((optimizer, i) => new Command(
            $"optimizer.{optimizer.Name}", $"Optimizer: {optimizer.Title}", i < OptimizerKeys ? $"{i + 1}" : "",
            () => commands.Choose(optimizer, workspace.SelectedTrainer)) { Row = "Optimizer of the selected runner" }),
        new("pace.up", "Twice as many steps per frame", "+", () => commands.ScaleSteps(2)) { Row = "Twice or half as many steps per frame" },
        new("pace.down", "Half as many steps per frame", "−", () => commands.ScaleSteps(0.5)) { Row = "Twice or half as many steps per frame" },
        .. Enum.GetValues<BackendKind>().Select(kind => new Command(
            $"backend.{kind}", $"Train on: {kind}", "", () => commands.Choose(kind), () => view.Scene.Trainer.HasBackendChoice)),
        new("data.next", "Next data set", "N", commands.Experiment.NextDataset),
        .. Catalog.Datasets.Select((source, i) => new Command($"data.{source.Name}", $"Data set: {source.Name}", "", () => commands.Experiment.LoadDataset(i))),
        .. Preset.All.Select(preset => new Command($"preset.{preset.Name}", $"Preset: {preset.Title}", "", () => commands.Experiment.LoadPreset(preset))),
        .. Catalog.Planes.Select(plane => new Command(
            $"plane.{plane.Name}", $"New plane here: {plane.Name}", plane.Name switch { "random" => "P", "descent" => "D", "path" => "Shift D", _ => "" },
            () => commands.ShowPlane(plane))),
        new("plane.recentre", "Move the plane to the weights", "C", commands.Recentre),
        new("moment.name", "Name this moment…", "M", () => NameMoment(commands)),
        new("moment.go", "Go to a named moment…", "Shift M", () => context.OpenPalette([.. Moments(commands).Select(moment => new Command(
            $"moment.{moment.Name}", $"{moment.Name} · step {moment.Step:N0} of {moment.Branch.Name}", "", () => GoToMoment(commands, moment.Branch, moment.Step)))]), () => Moments(commands).Any()),
        new("compare.with", "Compare with other weights…", "B", () => context.OpenPalette(commands.Comparison.Choices())),
        new("compare.difference", "Two surfaces: side by side, or their difference", "Shift B", commands.Comparison.ToggleDifference, () => commands.Comparison.IsOn),
        new("compare.end", "End the comparison", "", commands.Comparison.End, () => commands.Comparison.IsOn),
        new("compare.matched", "Compare the line before and after matching", "", () => workspace.Panel<ConnectionPanel>().Compare(), () => workspace.Panel<ConnectionPanel>().IsMatched),
        new("view.log", "Height as logarithm", "L", commands.ToggleLogarithm),
        new("view.top", "Top view: a contour map", "T", commands.ToggleTop),
        new("view.frame", "Frame the selection", "F", () => FrameSelection(view, commands, workspace)),
        new("view.home", "Frame the whole landscape", "Home", () => MoveCamera(view, commands, camera => camera.Frame())),
        .. Enumerable.Range(1, OrbitCamera.BookmarkCount).Select(i => new Command(
            $"view.keep{i}", $"Keep this view as {i}", $"Ctrl {i}", () => KeepView(view, commands, i)) { Row = "Keep this view" }),
        .. Enumerable.Range(1, OrbitCamera.BookmarkCount).Select(i => new Command(
            $"view.back{i}", $"Back to view {i}", $"Alt {i}, Shift {i}", () => GoToView(view, commands, i)) { Row = "Back to a kept view" }),
        .. Catalog.Optimizers.Select(optimizer => new Command(
            $"race.add_{optimizer.Name}", $"Race against {optimizer.Title}", "", () => commands.AddRunner(optimizer))),
        new("race.duplicate", "Race the selected runner's settings again", "Ctrl D", () => Duplicate(commands, workspace)),
        new("race.remove", "Take the selected runner out of the race", "Delete", () => commands.RemoveRunner(workspace.ChosenRunner!), () => workspace.ChosenRunner is not null),
        new("edit.undo", "Undo", "Ctrl Z", commands.Undo) { Repeats = true, InMenu = true },
        new("edit.redo", "Redo", "Ctrl Y, Ctrl Shift Z", commands.Redo) { Repeats = true, InMenu = true },
        new("file.save", "Save", "Ctrl S", commands.Files.Save) { InMenu = true },
        new("file.save_as", "Save as…", "Ctrl Shift S", () => workspace.AskForPath(isSaving: true)) { InMenu = true },
        new("file.open", "Open…", "Ctrl O", () => workspace.AskForPath(isSaving: false)) { InMenu = true },
        .. SurfaceFormat.All.Select(format => new Command(
            $"surface.{format.Name}", $"Save the surface as {format} ({format.Ending})", "", () => SurfaceExport.Save(view.Scene, commands, format)) { InMenu = true }),
        new("file.copy", "Copy as command line", "Ctrl C", commands.CopyCommandLine) { InMenu = true },
        new("view.larger", "Larger interface", "Ctrl +", () => commands.Enlarge(1)) { Row = "Larger, smaller or usual interface" },
        new("view.smaller", "Smaller interface", "Ctrl −", () => commands.Enlarge(-1)) { Row = "Larger, smaller or usual interface" },
        new("view.usual", "Usual size of the interface", "Ctrl 0", () => commands.Enlarge(0)) { Row = "Larger, smaller or usual interface" },
        new("view.branches", "Show other branches", "", () => TimelinePanel.ToggleOthers(context)) { InMenu = true, IsOn = () => view.Scene.Ball.ShowsGhosts },
        new("view.light", "Light theme", "", () => view.IsLight = !view.IsLight) { InMenu = true, IsOn = () => view.IsLight },
        .. workspace.Layout.Panels.Where(docked => docked.CanHide).Select(docked => new Command(
            $"panel.{docked.Panel.Id}", $"Panel: {docked.Panel.Title}", docked.Panel.Keys, () => TogglePanel(workspace, docked.Panel.Id)) { InMenu = true, IsOn = () => workspace.Layout.IsOpen(docked.Panel.Id) }),
        .. Enum.GetValues<ChartKind>().Select(kind => new Command(
            $"chart.{kind.ToString().ToLowerInvariant()}", $"Chart: {ChartCell.NameOf(kind)}", "", () => ShowChart(workspace, kind))),
        new("lesson.next", "Next station of the lesson", "PageDown", () => workspace.Panel<LessonPanel>().Turn(1), () => IsLessonOpen(workspace)) { Row = "Stations of the lesson" },
        new("lesson.previous", "Previous station of the lesson", "PageUp", () => workspace.Panel<LessonPanel>().Turn(-1), () => IsLessonOpen(workspace)) { Row = "Stations of the lesson" },
        new("view.panels", "Panels on and off", "Tab", () => workspace.IsShown = !workspace.IsShown),
        new("record.toggle", "Start or stop a recording", "F10", () => commands.Host?.ToggleRecording()),
        new("view.full", "Full screen", "F11", () => commands.Host?.ToggleFullscreen()) { InMenu = true },
        new("help.palette", "Find a command", "Ctrl P", () => context.OpenPalette(null)) { InMenu = true },
        new("help.keys", "Mouse and keys", "H, F1", () => view.Model.IsHelpVisible = !view.Model.IsHelpVisible) { InMenu = true },
        new("app.leave", "Close what is open: menu, field, brush, question, selection", "Esc", () => Leave(view, commands, workspace)),
        new("app.quit", "Quit", "Ctrl Q", commands.Quit) { InMenu = true },
    ], Gestures);

    private static void NameMoment(DescentCommands commands) => commands.Files.AskForText(
        "NAME THIS MOMENT", "A word, such as best: planes through weights then know it, as in minima:best,now.", name => commands.Notices.Try(() =>
        {
            MomentEdit.Make(commands.Editor, name);
            commands.Notices.Say(FormattableString.Invariant($"{name.Trim()}: step {commands.Editor.Position.Step:N0} of {commands.Editor.Branch.Name}"));
        }));

    private static void GoToMoment(DescentCommands commands, Branch branch, long step) => commands.Notices.Try(() =>
    {
        commands.Editor.SeekTo(branch, step);
        commands.Notices.Say(FormattableString.Invariant($"On {branch.Name}, step {step:N0}"));
    });

    private static IEnumerable<(Branch Branch, string Name, long Step)> Moments(DescentCommands commands) =>
        commands.Editor.Branches.SelectMany(branch => branch.Moments, (branch, moment) => (branch, moment.Name, moment.Step));

    private static bool IsLessonOpen(Workspace workspace) => workspace.IsShown && workspace.Layout.IsOpen("lesson");

    // The copy is what the next key is for.
    private static void Duplicate(DescentCommands commands, Workspace workspace)
    {
        var count = commands.Editor.Scene.Race.Runners.Count;
        commands.Duplicate(workspace.SelectedTrainer);
        if (commands.Editor.Scene.Race.Runners.Count > count)
            workspace.Panel<HierarchyPanel>().Select(count);
    }

    private static void TogglePanel(Workspace workspace, string id)
    {
        if (workspace.IsShown)
            workspace.Layout.Toggle(id);
        else
            workspace.Layout.Show(id);
        workspace.IsShown = true;
    }

    private static void ShowChart(Workspace workspace, ChartKind kind)
    {
        workspace.Layout.Show("charts");
        workspace.IsShown = true;
        workspace.Panel<ChartsPanel>().Show(kind);
    }

    private static void KeepView(DescentView view, DescentCommands commands, int number)
    {
        view.Scene.Camera.SetBookmark(number);
        commands.Notices.Say($"View kept as {number}; Alt {number} returns to it");
    }

    private static void GoToView(DescentView view, DescentCommands commands, int number)
    {
        var from = view.Scene.Camera.Pose;
        if (view.Scene.Camera.GoToBookmark(number))
            commands.Editor.CommitCamera(from);
        else
            commands.Notices.Say($"No view is kept as {number}: Ctrl {number} keeps this one");
    }

    // Frames the runner selected in the hierarchy; otherwise the whole landscape.
    private static void FrameSelection(DescentView view, DescentCommands commands, Workspace workspace) => MoveCamera(view, commands, camera =>
    {
        var ball = workspace.ChosenRunner?.Ball.Position ?? new Vector3(float.NaN);
        if (float.IsFinite(ball.X + ball.Y + ball.Z))
            camera.LookAt(ball);
        else
            camera.Frame();
    });

    private static void MoveCamera(DescentView view, DescentCommands commands, Action<OrbitCamera> move)
    {
        var from = view.Scene.Camera.Pose;
        move(view.Scene.Camera);
        commands.Editor.CommitCamera(from);
    }

    // Closes the innermost open item; does nothing if there is none.
    private static void Leave(DescentView view, DescentCommands commands, Workspace workspace)
    {
        if (view.Model.IsHelpVisible)
            view.Model.IsHelpVisible = false;
        else if (!workspace.LeaveModal() && !commands.CancelLoading())
            workspace.Leave();
    }
}
