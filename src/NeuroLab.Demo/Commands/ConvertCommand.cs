using System.CommandLine;
using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Figures;
using NeuroLab.Demo.Formats;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Surfaces;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab convert</c>: weights, or a sampled surface, from one file format to another.</summary>
internal static class ConvertCommand
{
    private static readonly string Written = FormatList.Or([.. WeightsFormat.All.Where(format => format.Write is not null).Select(format => format.Endings[0])]);

    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN") { Description = $"The network, of dense layers: a {WeightsFormat.Known} file; or a surface: .npz as surface writes it, .h5 as loss-landscape does" };
        var output = new Argument<string>("OUT") { Description = $"The file to write: {Written}, with the names of PyTorch's Sequential (0.weight, 0.bias, 2.weight, …); for a surface {FormatList.Or([.. SurfaceFormat.All.Select(format => format.Ending)])}" };
        var prefix = WeightsOptions.CreatePrefix();
        var activation = WeightsOptions.CreateActivation();
        var softmax = OptionKinds.Flag("--softmax", "Turn the outputs into probabilities at the end, where IN does not");
        var json = OptionKinds.Json();
        var log = OptionKinds.Flag("--log", "Draw a surface's losses on a logarithmic scale");
        var figure = new FigureOptions(ofSurfaces: true);
        var verb = new Verb(
            "convert", "Weights, or a surface, from one file format to another; the numbers stay the same.",
            "checkpoint.pth net.safetensors",
            "net.safetensors net.onnx --activation tanh --softmax",
            "model.keras weights.npz --json",
            "surface.h5 figure.pdf --log --width two-columns");
        verb.Add(input);
        verb.Add(output);
        verb.Add(prefix);
        verb.Add(activation);
        verb.Add(softmax);
        verb.Add(log);
        figure.AddTo(verb);
        verb.Add(OptionKinds.Force);
        verb.Add(json);
        verb.SetAction(parse =>
        {
            var (from, to) = (parse.GetRequiredValue(input), parse.GetRequiredValue(output));
            if (SurfaceFormat.All.FirstOrDefault(each => each.Ending == Path.GetExtension(to).ToLowerInvariant()) is { } kind && SurfaceFile.Read(from) is { } surface)
                return Convert(context, surface, from, to, kind, figure.Read(parse, to), parse.GetValue(log), parse.GetValue(json));
            var format = WeightsFormat.ToWrite(to);
            CommandFiles.Claim(to);
            var network = NetworkFile.Load(from, WeightsOptions.Given(parse, activation), parse.GetValue(prefix));
            // The activation of a file that does not say it is not needed here, unless OUT asks for it.
            var reading = network.Reading with { AssumedActivation = null };
            context.ReportReading(null, reading, parse.GetValue(json));
            var texts = Texts(network, parse.GetValue(softmax));
            if (parse.GetValue(softmax) && !format.HoldsTexts)
                throw new UserErrorException($"--softmax: a {format.Title} holds nothing but numbers; leave --softmax out, or write another format");
            format.Write!(to, new StoredWeights(Tensors(reading)) { KeepsOrder = true, Metadata = texts });
            if (!format.HoldsTexts && texts.Count > 0)
                context.Say($"{to}: a {format.Title} holds nothing but numbers; left out: {string.Join(", ", texts.Select(text => text.Key is WeightsFile.StandardizationKey or WeightsFile.SkipKey ? text.Key : text.Value))}");
            new Report()
                .Add("from", from)
                .Add("to", to)
                .Add("format", format.Title)
                .Add("sizes", NetworkFile.Sizes(network.Network.Shape))
                .Add("activation", texts.GetValueOrDefault(WeightsFile.ActivationKey))
                .Add("output", texts.GetValueOrDefault(WeightsFile.OutputKey))
                .Add("parameters", (long)network.Network.Parameters.Length)
                .Print(context.Output, parse.GetValue(json));
            return CommandLine.Success;
        });
        return verb;
    }

    private static int Convert(
        CommandContext context, SurfaceSamples surface, string from, string to, SurfaceFormat format, FigureStyle? style, bool isLogarithmic, bool asJson)
    {
        CommandFiles.Claim(to, format.Mark);
        if (!format.HoldsAnyRectangle && style is not { View: FigureView.Map } && !(surface.Alpha.IsCentred && surface.Beta.IsCentred))
            throw new UserErrorException($"{to}: a {format.Title} in 3D shows ranges with 0 in the middle, and {from} has others; add --figure 2d, or write .npz");
        var shown = surface.With(surface.Caption!, isLogarithmic);
        if ((style is null ? format.Write(to, shown) : SurfaceFigure.Write(to, shown, style)) is { } lack)
            context.Say(lack);
        new Report()
            .Add("from", from)
            .Add("to", to)
            .Add("format", format.Title)
            .Add("resolution", (long)surface.Columns)
            .Add("rows", (long)surface.Rows)
            .Add(surface)
            .Print(context.Output, asJson);
        return CommandLine.Success;
    }

    private static Dictionary<string, string> Texts(NetworkFile network, bool isSoftmax)
    {
        var texts = new Dictionary<string, string>();
        if (network.Reading.AssumedActivation is null && network.Reading.Layers.Count > 1)
            texts[WeightsFile.ActivationKey] = network.Network.Shape.ActivationNames;
        if (isSoftmax && network.Output is not (null or "softmax"))
            throw new UserErrorException($"--softmax: {network.Path} ends with {network.Output}; leave --softmax out");
        if ((isSoftmax ? "softmax" : network.Output) is { } output)
            texts[WeightsFile.OutputKey] = output;
        if (network.Network.Shape.HasSkips)
            texts[WeightsFile.SkipKey] = "true";
        if (network.Standardization is { } standardization)
            texts[WeightsFile.StandardizationKey] = standardization.ToText();
        return texts;
    }

    // A layer without a bias stays without.
    private static List<SafetensorsTensor> Tensors(WeightsReading reading)
    {
        var tensors = new List<SafetensorsTensor>();
        foreach (var (i, layer) in reading.Layers.Index())
        {
            var name = (2 * i).ToString(CultureInfo.InvariantCulture);
            tensors.Add(new($"{name}.weight", layer.Weight, layer.Outputs, layer.Inputs));
            if (layer.HasBias)
                tensors.Add(new($"{name}.bias", layer.Bias, layer.Outputs));
        }
        return tensors;
    }
}
