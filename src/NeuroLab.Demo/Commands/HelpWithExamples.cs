using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NeuroLab.Demo.Commands;

/// <summary>The standard help, followed by a verb's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // The file that the app opens is no argument of the verbs, whose usage would name it before them.
        foreach (var argument in parseResult.RootCommandResult.Command.Arguments)
            argument.Hidden = parseResult.CommandResult.Command is Verb;
        var result = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
                output.WriteLine($"  neurolab {verb.Name} {example}".TrimEnd());
        }
        else
        {
            output.WriteLine("Examples:");
            foreach (var example in AppCommand.Examples)
                output.WriteLine($"  neurolab {example}");
            output.WriteLine("neurolab VERB --help explains a verb and gives examples.");
        }
        output.WriteLine("Exit codes: 0 done, 1 internal error, 2 bad input or usage, 130 interrupted.");
        return result;
    }
}
