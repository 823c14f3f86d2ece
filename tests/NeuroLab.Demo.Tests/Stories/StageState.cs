using System.Globalization;
using System.Text.Json;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Editor;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Editing;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>The state of the app as a whole, one line for each part: what is compared before and after an action.</summary>
internal static class StageState
{
    public static List<string> Of(EditorStage stage)
    {
        var lines = new List<string>();
        var (editor, trainer, scene) = (stage.Editor, stage.Trainer, stage.App.View.Scene);
        lines.Add(Line($"training: step {trainer.EnqueuedSteps} status {trainer.Status.Step} loss {Number(trainer.Status.Loss)} {(trainer.IsPlaying ? "plays" : "paused")} {(stage.Commands.IsPlaying ? "button plays" : "")}"));
        lines.Add(Line($"position: {editor.Position.Branch} {editor.Position.Step} {editor.Position.Edits} {(editor.IsAtTip ? "tip" : "past")}"));
        foreach (var branch in editor.Branches)
            lines.Add(Line($"branch: {branch.Number} '{branch.Name}' from {branch.Parent?.Number} at {branch.ForkStep} tip {branch.Tip} edits {branch.Edits.Count}"));
        lines.Add($"checkpoints: {string.Join(' ', editor.Timeline.Checkpoints.Select(kept => $"{kept.Position.Branch}/{kept.Position.Step}"))}");
        lines.Add($"undo: {EditWords.Of(editor.Next.Undo)} ({editor.CanUndo}); redo: {EditWords.Of(editor.Next.Redo)}");
        foreach (var edit in editor.Log.Edits)
            lines.Add("edit: " + Rounded(JsonSerializer.Serialize(edit, EditingJson.Line.Edit)));
        using (var file = JsonDocument.Parse(editor.CurrentFile.ToJson()))
            lines.AddRange(Leaves("file", file.RootElement));
        lines.AddRange(Runners(stage));
        lines.Add(Line($"camera: {scene.Camera.Pose.Target.X:0.##} {scene.Camera.Pose.Target.Y:0.##} {scene.Camera.Pose.Target.Z:0.##} yaw {scene.Camera.Pose.Yaw:0.##} pitch {scene.Camera.Pose.Pitch:0.##} distance {scene.Camera.Pose.Distance:0.##} top {scene.Camera.IsTop} kept {scene.Camera.BookmarkedPoses().Count}"));
        lines.Add(Line($"frame: balls {scene.Frame.Balls.Length} trails {scene.Frame.Trails.Length} cut {scene.Cut.Enabled} log {scene.Landscape.IsLogarithmic} arrows {scene.Frame.Arrows.Length} tangent {scene.Frame.Tangent is not null}{(scene.Frame.Arrow is { } arrow ? Line($" arrow {arrow.Alpha:0.##} {arrow.Beta:0.##} by {arrow.DeltaAlpha:0.##} {arrow.DeltaBeta:0.##}") : "")}"));
        lines.AddRange(Interface(stage));
        return lines;
    }

    /// <summary>With all that is set but seldom looked at: movements, pace, what is said, and every property.</summary>
    public static List<string> All(EditorStage stage)
    {
        var (app, trainer, scene) = (stage.App, stage.Trainer, stage.App.View.Scene);
        return
        [
            .. Of(stage),
            Line($"camera moves: smoothing {scene.Camera.Smoothing:0.##} turn {scene.Camera.TurnRate:0.##} follows {scene.Camera.Followed is not null} path {scene.Camera.IsOnPath} aspect {scene.Camera.Aspect:0.##}"),
            Line($"pace: {trainer.StepsPerFrame} a frame, waits {trainer.WaitsForSteps} for surface {scene.Landscape.WaitsForSurface}, limit {trainer.StepLimit}, held {stage.Editor.Playback.HoldsSteps}"),
            Line($"says: '{app.View.Model.Status}' loading '{app.View.Model.Loading}' share {app.View.Model.LoadingShare:0.##} filming {stage.Commands.IsFilming} captured {stage.Window.IsMouseCaptured} busy {stage.Commands.Loader.IsBusy} {stage.Commands.Planes.IsBusy}"),
            .. Properties(scene),
        ];
    }

    // Whatever an inspector could show of the scene, whether it is kept in a file or not.
    private static IEnumerable<string> Properties(DescentScene scene)
    {
        var behaviours = new List<Behaviour>();
        scene.Graph.Collect(behaviours);
        foreach (var behaviour in behaviours)
        {
            foreach (var property in Inspector.Describe(behaviour).Append(Inspector.DescribeSwitch(behaviour)).Where(property => property.Kind != PropertyKind.Button))
                yield return $"set {behaviour.GameObject.Name} {behaviour.GetType().Name}.{property.Name}: {Rounded(property.Text)}";
        }
    }

    private static IEnumerable<string> Runners(EditorStage stage)
    {
        var race = stage.App.View.Scene.Race;
        yield return Line($"race: target {race.Target:0.###} by step {race.RanksByStep} ranking {string.Join(", ", race.Ranking.Select(runner => runner.Title))}");
        for (var i = 0; i < race.Runners.Count; i++)
        {
            var (runner, history) = (race.Runners[i], stage.App.View.Histories[i]);
            yield return Line($"runner {i}: {runner.Title} rate {Number(runner.Trainer.LearningRate)} loss {Number(runner.Loss)} reached {runner.ReachedAt} muted {runner.IsMuted} solo {runner.IsSolo} selected {runner.Ball.IsSelected} visible {runner.Ball.IsVisible} α {Number(runner.Ball.Position.X)} trail {runner.Ball.Trail.Length}");
            foreach (var (name, series) in new (string, ChartSeries)[]
            {
                ("batch loss", history.BatchLoss), ("loss", history.Loss), ("test loss", history.TestLoss), ("accuracy", history.Accuracy), ("test accuracy", history.TestAccuracy),
                ("gradient", history.GradientNorm), ("trend", history.GradientTrend), ("step size", history.StepSize), ("rate", history.LearningRate), ("edge", history.Sharpness.Edge),
            })
            {
                if (!series.X.IsEmpty)
                    yield return Line($"curve {i} {name}: {series.X.Length} points {series.X[0]} … {series.LastX} last {Number(series.Last)}");
            }
            yield return Line($"curve {i}: {history.GhostCount} ghosts, {history.Sharpness.Values.Count} eigenvalues, visible {history.IsVisible} colour {history.Color}");
        }
    }

    private static IEnumerable<string> Interface(EditorStage stage)
    {
        var (app, workspace) = (stage.App, stage.App.Workspace);
        yield return Line($"toast: {(app.View.Hud.Toast.IsVisible(app.View.Model.Time) ? app.View.Hud.Toast.Text.Replace('\n', '/') : "")}{(app.View.Hud.Toast.IsError ? " (error)" : "")}");
        yield return Line($"selection: {workspace.Selection} runner {workspace.SelectedRunner.Title} chosen {workspace.ChosenRunner is not null}");
        yield return Line($"window: light {app.View.IsLight} scale {app.View.Scale} panels {workspace.IsShown} modal {workspace.IsModal} axis {app.View.Model.ChartAxis} help {app.View.Model.IsHelpVisible} hints {app.View.Model.AreHintsVisible} full {stage.Window.IsFullscreen} quit {app.HasQuit} recording {app.View.Model.IsRecording} unsaved {stage.Commands.Files.HasUnsavedChanges}");
        yield return $"panels: {string.Join(' ', workspace.Layout.Panels.Where(docked => workspace.Layout.IsOpen(docked.Panel.Id)).Select(docked => docked.Panel.Id))}";
        // Where the mouse is the view's and not a panel's.
        var size = app.View.LogicalSize;
        yield return "mouse: " + string.Join(' ', Enumerable.Range(0, 12).Select(row => string.Concat(Enumerable.Range(0, 24).Select(
            column => workspace.IsInView((column + 0.5f) / 24 * size.X, (row + 0.5f) / 12 * size.Y) ? 'v' : '.'))));
        yield return $"clipboard: {stage.Clipboard.Replace('\n', '/')}";
        foreach (var file in Directory.GetFiles(stage.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            yield return $"written: {Path.GetRelativePath(stage.Folder, file)}{Content(file)}";
    }

    // The first lines of a table, and its last one.
    private static string Content(string path)
    {
        if (!path.EndsWith(".csv", StringComparison.Ordinal))
            return "";
        var rows = File.ReadAllLines(path);
        return $": {rows.Length} rows: {Rounded(string.Join(" / ", rows.Take(4).Append(rows[^1])))}";
    }

    private static IEnumerable<string> Leaves(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves($"{name}.{member.Name}", member.Value)),
        JsonValueKind.Array when element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object) =>
            element.EnumerateArray().SelectMany((item, i) => Leaves($"{name}[{i}]", item)),
        _ => [$"{name} {Rounded(element.ToString())}"],
    };

    /// <summary>A number to three digits: what every processor agrees on.</summary>
    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Positions, hashes and weights in JSON to three digits.
    private static string Rounded(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, @"-?\d+\.\d+(e-?\d+)?", number => Number(double.Parse(number.Value, CultureInfo.InvariantCulture)), System.Text.RegularExpressions.RegexOptions.IgnoreCase);
}
