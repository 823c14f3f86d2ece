using System.CommandLine;
using System.CommandLine.Invocation;

namespace NeuroLab.Demo.Commands;

/// <summary>Name and version of this program, independent of the process it runs in.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionLine).Assembly.GetName().Version!;
        parseResult.InvocationConfiguration.Output.WriteLine($"neurolab {version.ToString(3)}");
        return CommandLine.Success;
    }
}
