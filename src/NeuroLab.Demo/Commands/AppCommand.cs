using System.CommandLine;

namespace NeuroLab.Demo.Commands;

/// <summary>The program without a verb.</summary>
internal static class AppCommand
{
    /// <summary>Opens the app; until there is one, explains the verbs.</summary>
    public static int Run(ParseResult parse, CommandContext context)
    {
        _ = context;
        return new HelpWithExamples().Invoke(parse);
    }
}
