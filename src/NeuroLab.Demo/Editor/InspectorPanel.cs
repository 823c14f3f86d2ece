using System.Runtime.CompilerServices;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Experiments;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.Editor;

/// <summary>The properties of the selected object, generated from its description; below, what belongs to it.</summary>
internal sealed class InspectorPanel(EditorContext context) : IPanel
{
    private static readonly Dictionary<Type, string> Purposes = new()
    {
        [typeof(SlopeArrow)] = "An arrow at the weights that points where the loss falls fastest within the plane.",
        [typeof(SlopeField)] = "Arrows all over the contour map: −∇L within the plane, from the surface's own slopes.",
        [typeof(SharpnessTracker)] = "Follows how sharply the loss bends while it trains: the chart \"Sharpness\", and a red mark on the learning rate where full-batch steps begin to overshoot.",
        [typeof(CutLine)] = "A straight cut through the surface; the chart shows the loss along it. Drag the line or its ends in the view.",
    };

    private readonly ConditionalWeakTable<object, PropertySheet> _sheets = [];
    private readonly RankingTable _ranking = new(context);
    private readonly Dictionary<Type, string> _names = [];
    private readonly LayerMaps _layers = new(context);
    private readonly DataTable _table = new(context);
    private readonly ExperimentForm _experiment = new(context);

    public string Id => "inspector";

    public string Title => "Inspector";

    public Dock Dock => Dock.Right;

    public PanelSize Size => new(Min: 216, Share: 0.188f, MaxShare: 0.4f, MinWindow: 560);

    /// <summary>The selected runner's weights as tiles.</summary>
    public LayerMaps Layers => _layers;

    private Runner Runner => context.Runner;

    public void Prepare(double time)
    {
        if (context.Selection is Selection.Runner or Selection.Network)
            _layers.Prepare(Runner.Trainer, time);
    }

    public void Hide() => _layers.Release();

    public void Draw(in UiRect bounds)
    {
        var gui = context.Gui;
        gui.BeginPanel(bounds);
        DrawHeading();
        gui.BeginScroll("inspector", gui.Remaining with { Width = gui.Remaining.Width + Theme.Space2 });
        switch (context.Selection)
        {
            case Selection.Runner:
                SheetOf(Runner.Trainer).Draw("Pace", isAlone: false);
                _ranking.Draw();
                if (context.Scene.Race.Runners.Count > 1)
                    SheetOf(context.Scene.Race).Draw();
                _layers.Draw(Runner.Trainer);
                if (context.SelectedRunner == 0)
                    SheetOf(Runner.Trainer).Draw("Pace");
                DrawSwitched(Runner.Sharpness, 0);
                SheetOf(Runner.Ball).Draw();
                if (context.Scene.Race.Runners.Count > 1)
                    SheetOf(Runner).Draw();
                break;
            case Selection.Surface:
                _experiment.DrawPlane();
                SheetOf(context.Scene.Landscape).Draw();
                DrawOthers(context.Scene.Landscape.GameObject);
                break;
            case Selection.Camera:
                SheetOf(context.Scene.Camera).Draw();
                break;
            case Selection.Recorder:
                if (context.Recorder is { } recorder)
                    SheetOf(recorder).Draw();
                break;
            case Selection.Data:
                _experiment.DrawData();
                _table.Draw();
                break;
            case Selection.Network:
                _experiment.DrawNetwork();
                _layers.Draw(Runner.Trainer);
                break;
        }
        gui.EndScroll();
        gui.EndPanel();
    }

    // The object's other behaviours, each with an enabled switch.
    private void DrawOthers(GameObject owner)
    {
        for (var i = 1; i < owner.Behaviours.Count; i++)
            DrawSwitched(owner.Behaviours[i], i);
    }

    private void DrawSwitched(Behaviour behaviour, int id)
    {
        context.Gui.PushId(id);
        context.Gui.SectionHeader(NameOf(behaviour), canReset: false);
        var isOn = behaviour.Enabled;
        var isSwitched = context.Gui.Checkbox("Shown", ref isOn);
        context.Gui.Tooltip(Purposes.GetValueOrDefault(behaviour.GetType(), ""));
        if (isSwitched)
            context.Commands.Change(context.Editor.SwitchOf(behaviour), isOn ? 1 : 0);
        SheetOf(behaviour).Draw();
        context.Gui.PopId();
    }

    private string NameOf(Behaviour behaviour)
    {
        if (!_names.TryGetValue(behaviour.GetType(), out var name))
        {
            name = behaviour.GetType().Name;
            for (var i = name.Length - 1; i > 0; i--)
            {
                if (char.IsUpper(name[i]))
                    name = $"{name[..i]} {char.ToLowerInvariant(name[i])}{name[(i + 1)..]}";
            }
            _names[behaviour.GetType()] = name;
        }
        return name;
    }

    private void DrawHeading()
    {
        var row = context.Gui.NextRow(18);
        context.Gui.Space(2);
        var text = context.Text.Clear();
        var name = context.Selection switch
        {
            Selection.Runner => Runner.Title,
            Selection.Data => context.Scene.Trainer.Experiment.Train.Name,
            Selection.Network => context.Model.Network,
            Selection.Surface => "Surface",
            Selection.Recorder => "Recorder",
            _ => "Camera",
        };
        if (context.Selection == Selection.Runner)
            text.Append("runner ").AppendCount(context.SelectedRunner + 1).Append(" of ").AppendCount(context.Runners.Count);
        var used = context.Canvas.Text(name, row, TextStyle.Strong, context.Theme.Text);
        row.TakeLeft(used + 6, out row);
        context.Canvas.Text(text.Span, row, TextStyle.Body, context.Theme.TextSecondary);
    }

    private PropertySheet SheetOf(object owner)
    {
        var properties = context.Editor.Describe(owner);
        if (!_sheets.TryGetValue(owner, out var sheet) || !ReferenceEquals(sheet.Properties, properties))
            _sheets.AddOrUpdate(owner, sheet = new PropertySheet(context, properties));
        return sheet;
    }
}
