using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Demo.Editor;

/// <summary>The settings that define a run: changes restart it from the seed.</summary>
internal sealed class ExperimentForm(EditorContext context)
{
    private static readonly (string[] Names, string[] Explained) Datasets = Entries(Catalog.Datasets);
    private static readonly (string[] Names, string[] Explained) Planes = Entries(Catalog.Planes);
    private static readonly (string[] Names, string[] Explained) Activations = Entries(Catalog.Activations);

    // Deeper networks have one activation, or more by the command line.
    private static readonly string[] OfLayers = ["of layer 1", "of layer 2", "of layer 3", "of layer 4", "of layer 5", "of layer 6"];

    private const string Which = "Which two directions through the space of weights the loss is drawn over (P, D, Shift D).";

    private Type? _explained;
    private string _explanation = "";
    private string _hidden = "";
    private object? _shape;
    private string _seedText = "";
    private ulong _seed;
    private ExperimentFile.DataSection? _data;
    private string _reading = "", _understood = "";

    public void DrawData()
    {
        var gui = context.Gui;
        gui.SectionHeader("Data", canReset: false);
        var trainer = context.Scene.Trainer;
        // Painted over, it is none of the catalogue.
        var dataset = ReferenceEquals(trainer.Experiment.Train, trainer.StartData) ? context.Commands.Experiment.Dataset : -1;
        if (gui.ComboBox("##dataset", ref dataset, Datasets.Names, trainer.Experiment.Train.Name, Datasets.Explained))
            context.Commands.Experiment.LoadDataset(dataset);
        gui.Tooltip("The next data set (N). A .csv, .npz or IDX file dropped on the window works too.");
        if (context.Commands.Experiment is { Dataset: < 0, ParseReading: not null } && context.Editor.Origin.Data is { Points: null } data)
            DrawReading(data);
        var experiment = trainer.Experiment;
        Fact("training samples", experiment.Train.Count);
        if (experiment.Test is { } test)
            Fact("test samples", test.Count);
        var seed = SeedText(experiment.Seed);
        if (gui.TextField("Seed", ref seed))
            context.Commands.Experiment.ChangeSeed(seed);
        gui.Tooltip("Decides weights, batches, random planes and, where it is generated, the data: the same seed gives the same run. Another one starts again.");
        Fact("inputs", experiment.Train.InputCount);
        if (experiment.Train.ClassCount > 0)
            Fact("classes", experiment.Train.ClassCount);
    }

    public void DrawNetwork()
    {
        var gui = context.Gui;
        gui.SectionHeader("Layers", canReset: false);
        var shape = context.Scene.Trainer.Experiment.Shape;
        var activation = Array.IndexOf(Activations.Names, shape.ActivationNames);
        if (gui.ComboBox("Activation", ref activation, Activations.Names, shape.ActivationNames, Activations.Explained))
            context.Commands.Experiment.ChangeNetwork(activation: Catalog.Activations[activation].Name);
        gui.Tooltip("The function f behind each hidden layer. Another one starts from the seed again.");
        var hiddenLayers = shape.Layers.Length - 1;
        for (var i = 0; hiddenLayers > 1 && i < Math.Min(hiddenLayers, OfLayers.Length); i++)
            DrawActivation(shape, i);
        var hidden = HiddenText();
        if (gui.TextField("Hidden layers", ref hidden))
            context.Commands.Experiment.ChangeNetwork(hidden);
        gui.Tooltip("Units of each hidden layer, for example 16-16. Another network starts from the seed again.");
        var hasSkips = shape.HasSkips;
        if (gui.Checkbox("Skip connections", ref hasSkips))
            context.Commands.Experiment.ChangeNetwork(skip: hasSkips);
        gui.Tooltip("Adds its input to the output of each hidden layer as wide as the hidden layer before: h + f(W·h + b). Their initial weights have their variance divided by the number of such layers, so that depth does not blow up the sums. Starts from the seed again.");
        Fact("parameters", shape.ParameterCount);
    }

    private void DrawActivation(NetworkShape shape, int layer)
    {
        var activation = Array.IndexOf(Activations.Names, shape.Layers[layer].Activation!.Name);
        if (context.Gui.ComboBox(OfLayers[layer], ref activation, Activations.Names, explained: Activations.Explained))
        {
            var names = shape.Layers.Where(each => each.Activation is not null)
                .Select(each => each.Index == layer ? Catalog.Activations[activation].Name : each.Activation!.Name);
            context.Commands.Experiment.ChangeNetwork(activation: string.Join(',', names));
        }
        context.Gui.Tooltip("The function f behind this hidden layer alone. Another one starts from the seed again.");
    }

    public void DrawPlane()
    {
        var gui = context.Gui;
        gui.SectionHeader("Plane", canReset: false);
        var kind = context.Scene.ShownPlane?.Kind;
        var plane = IndexOf(kind);
        if (gui.ComboBox("##plane", ref plane, Planes.Names, explained: Planes.Explained))
            context.Commands.ShowPlane(Catalog.Planes[plane]);
        gui.Tooltip(kind is null ? Which : _explained == kind.GetType() ? _explanation : Explain(kind));
        if (kind is not null)
            DrawSettings(kind);
        var row = gui.NextRow(18);
        if (context.Scene.Landscape.Plane is { } shown)
        {
            // What does not fit is what it is compared with; the surface's caption has it too.
            ReadOnlySpan<char> text = shown.Description;
            if (context.Canvas.Measure(text, TextStyle.Small) > row.Width && text.IndexOfAny('(', ':') is > 0 and var end)
                text = text[..end].TrimEnd();
            context.Canvas.Text(text, row, TextStyle.Small, context.Theme.TextSecondary);
        }
    }

    // Built once per kind: a steady frame allocates nothing.
    private string Explain(PlaneKind kind)
    {
        _explained = kind.GetType();
        return _explanation = $"{Which} {kind.Name.Split(':')[0]}: {kind.Description}.";
    }

    // What was understood of a file, and the options that say otherwise.
    private void DrawReading(ExperimentFile.DataSection data)
    {
        if (!ReferenceEquals(data, _data))
        {
            _data = data;
            _reading = data.ReadingText();
            _understood = $"{context.Scene.Trainer.Experiment.Train.Reading?.Line()}. Options of the command line say otherwise, such as --header no, --regression, --ignore 1 or --missing drop; the file is read again with them.";
        }
        var text = _reading;
        if (context.Gui.TextField("Read as", ref text, placeholder: "detected"))
            context.Commands.Experiment.ChangeReading(text);
        context.Gui.Tooltip(_understood);
    }

    private void DrawSettings(PlaneKind kind)
    {
        for (var i = 0; i < kind.Settings.Count; i++)
        {
            var setting = kind.Settings[i];
            var (index, text) = (-1, setting.Value);
            for (var k = 0; k < setting.Words?.Count; k++)
                index = setting.Words[k] == setting.Value ? k : index;
            var isNew = setting.Words is { } words
                ? context.Gui.ComboBox(setting.Title, ref index, setting.Titles ?? words)
                : context.Gui.TextField(setting.Title, ref text, setting.Placeholder);
            context.Gui.Tooltip(setting.Tooltip);
            if (isNew)
                context.Commands.ShowPlane(kind, i, setting.Words?[index] ?? text);
        }
    }

    private static (string[] Names, string[] Explained) Entries(IReadOnlyList<object> entries) =>
        ([.. entries.Select(entry => entry.ToString()!)], [.. entries.Select(entry => Catalog.Describe(entry).Description)]);

    // A kind with a choice of its own has another name.
    private static int IndexOf(PlaneKind? kind)
    {
        for (var i = 0; i < Catalog.Planes.Count; i++)
        {
            if (Catalog.Planes[i].GetType() == kind?.GetType())
                return i;
        }
        return -1;
    }

    private string SeedText(ulong seed)
    {
        if (seed != _seed || _seedText.Length == 0)
            (_seed, _seedText) = (seed, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return _seedText;
    }

    private string HiddenText()
    {
        var shape = context.Scene.Trainer.Experiment.Shape;
        if (!ReferenceEquals(shape, _shape))
        {
            _shape = shape;
            _hidden = string.Join('-', shape.Sizes.AsSpan()[1..^1].ToArray());
        }
        return _hidden;
    }

    private void Fact(string name, long value)
    {
        var row = context.Gui.NextRow(16);
        context.Gui.Space(-2);
        context.Canvas.Text(name, row, TextStyle.Small, context.Theme.TextSecondary);
        context.Text.Clear().AppendCount(value);
        context.Canvas.Text(context.Text.Span, row, TextStyle.Small, context.Theme.Text, TextAlign.Right);
    }
}
