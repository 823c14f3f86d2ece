using System.Text.Json;
using NeuroLab.Demo.Commands;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>One run of the command line in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The single line of JSON on standard output.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(ExitCode == CommandLine.Success, Error);
            return JsonDocument.Parse(Assert.Single(Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        }
    }

    public static CommandRun Of(params string[] arguments) => Of(default, false, arguments);

    public static CommandRun Of(CancellationToken interruption, bool isInteractive, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = CommandLine.Run(arguments, new CommandContext(output, error, isInteractive, interruption));
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public double Number(string name) => Json.GetProperty(name).GetDouble();

    /// <summary>Asserts exit code 2 with nothing but one line, which says all of the given.</summary>
    public void AssertRefused(params string[] fragments)
    {
        Assert.Equal((CommandLine.BadInput, ""), (ExitCode, Output));
        Assert.StartsWith("neurolab: ", Error);
        Assert.Equal(1, Error.Count(c => c == '\n'));
        Assert.EndsWith("\n", Error);
        foreach (var fragment in fragments)
            Assert.Contains(fragment, Error);
    }
}
