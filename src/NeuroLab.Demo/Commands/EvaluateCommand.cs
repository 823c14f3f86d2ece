using System.CommandLine;
using System.Numerics.Tensors;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab evaluate</c>: loss, accuracy and gradient at given weights.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Parts = ["all", "train", "test"];

    public static Command Create(CommandContext context)
    {
        var options = new WeightsOptions();
        var part = OptionKinds.Choice(
            "--part", "part", "Which part of a data set that comes with a test set", Parts).Default("all");
        var gradients = OptionKinds.Text(
            "--gradients", "G.safetensors", "Write the gradient of the loss, under the weights' names and in their shapes");
        var json = OptionKinds.Json();
        var verb = new Verb(
            "evaluate", "Loss and accuracy of given weights on the full data.",
            "--weights net.safetensors --data iris --part test",
            "--weights net.safetensors --data points.npz --activation tanh --loss mse --gradients g.safetensors --json");
        options.AddTo(verb);
        verb.Add(part);
        verb.Add(gradients);
        verb.Add(OptionKinds.Force);
        verb.Add(json);
        verb.SetAction(parse =>
        {
            Run(parse, options, parse.GetValue(part)!, parse.GetValue(gradients), parse.GetValue(json), context)
                .Print(context.Output, parse.GetValue(json));
            return CommandLine.Success;
        });
        return verb;
    }

    private static Report Run(
        ParseResult parse, WeightsOptions options, string part, string? gradientsPath, bool isJson, CommandContext context)
    {
        if (gradientsPath is not null)
            CommandFiles.Claim(gradientsPath);
        var (weights, loss, train, test) = options.Load(parse);
        context.ReportReading(train.Reading, weights.Reading, isJson);
        if (part == "test" && test is null)
            throw new UserErrorException("--part test: a file has no test part; leave --part out");
        Dataset[] sets = part switch
        {
            "test" => [test!],
            "all" when test is not null => [train, test],
            _ => [train],
        };

        using var backend = options.OpenBackend(parse, context);
        var total = default(Evaluation);
        var gradient = new float[gradientsPath is null ? 0 : weights.Network.Parameters.Length];
        var share = new float[gradient.Length];
        foreach (var set in sets)
        {
            using var session = WeightsOptions.Open(backend, weights.Network, loss, set);
            var result = session.Evaluate(DataPart.Train, share);
            // All three are means over samples, so the total is the weighted mean of the parts.
            total = new Evaluation(
                total.Loss + result.Loss * set.Count, total.Accuracy + result.Accuracy * set.Count, total.Samples + set.Count);
            TensorPrimitives.MultiplyAdd(share, set.Count, gradient, gradient);
        }
        TensorPrimitives.Divide(gradient, total.Samples, gradient);
        if (gradientsPath is not null)
            weights.SaveLikeWeights(gradientsPath, gradient);
        return new Report()
            .Add("loss", total.Loss / total.Samples)
            .AddShare("accuracy", total.Accuracy / total.Samples)
            .Add("samples", (long)total.Samples)
            .Add("parameters", (long)weights.Network.Parameters.Length)
            .Add("backend", backend.Name)
            .Add(train.Reading)
            .Add(weights.Reading);
    }
}
