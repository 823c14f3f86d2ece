using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>The program as a function: arguments in, text and exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Success.</summary>
    public const int Success = 0;

    /// <summary>A defect of the program.</summary>
    public const int InternalError = 1;

    /// <summary>A comparison failed; the output shows where.</summary>
    public const int Different = 1;

    /// <summary>Invalid input or usage; one line gives the remedy.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: the output is valid, but incomplete.</summary>
    public const int Terminated = BadInput;

    /// <summary>Stopped by SIGHUP, with the shell's exit code for it.</summary>
    public const int HungUp = 129;

    // A name such as @t.csv is a file name, not a response file.
    public static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command and returns its exit code. Never throws.</summary>
    public static int Run(IReadOnlyList<string> arguments, CommandContext context)
    {
        try
        {
            var parse = CreateRoot(context).Parse(arguments, Parser);
            if (parse.Action is ParseErrorAction)
            {
                context.Say(Describe(parse));
                return BadInput;
            }
            // The app may open and save the same file any number of times.
            using var files = parse.CommandResult.Command is RootCommand
                ? null
                : CommandFiles.Begin(parse.GetValue(OptionKinds.Force), context.Interruption);
            return parse.Invoke(new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UserErrorException error)
        {
            context.Say(error.Message);
            return BadInput;
        }
        catch (OperationCanceledException stop)
        {
            context.Say($"interrupted; {(stop as InterruptionException)?.Message ?? "nothing was saved"}");
            return Interrupted;
        }
        catch (Exception exception) when (IsOutOfMemory(exception))
        {
            context.Say("not enough memory; make --layers, --batch, --resolution or the data smaller, or raise the limit");
            return BadInput;
        }
        catch (Exception exception)
        {
            context.Say($"internal error, please report it: {exception.Message}");
            context.Error.WriteLine(exception);
            return InternalError;
        }
    }

    // On whichever thread it occurred first.
    private static bool IsOutOfMemory(Exception? exception) => exception is not null
        && (exception is OutOfMemoryException || IsOutOfMemory(exception.InnerException));

    private static RootCommand CreateRoot(CommandContext context)
    {
        var root = new RootCommand(
            "Trains a neural network and shows it descending its loss surface. "
            + "Without a verb, opens the app, or records it where there is no display.")
        {
            HelpName = "neurolab",
            Subcommands =
            {
                TrainCommand.Create(context),
                EvaluateCommand.Create(context),
                SurfaceCommand.Create(context),
                CurvatureCommand.Create(context),
                ConnectCommand.Create(context),
                ConvertCommand.Create(context),
                RecordCommand.Create(context),
                AppCommand.CreateWatch(context),
                ReplayCommand.Create(context),
                LessonCommand.Create(context),
                DoctorCommand.Create(context),
            },
        };
        AppCommand.AddTo(root, context);
        foreach (var option in root.Options)
        {
            if (option is HelpOption)
                option.Action = new HelpWithExamples();
            else if (option is VersionOption)
                option.Action = new VersionLine();
        }
        return root;
    }

    // One line, with a suggestion for an unknown word.
    private static string Describe(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        // An unknown option is taken for the file to open.
        var opened = command is RootCommand ? parse.GetValue((Argument<string?>)command.Arguments[0]) : null;
        if (opened is ['-', ..])
            return Unknown(opened, command);
        if (parse.UnmatchedTokens is not [var word, ..])
            return parse.Errors[0].Message;
        return opened is null || word.StartsWith('-')
            ? Unknown(word, command)
            : $"'{word}': {opened} is opened already; give one file";
    }

    /// <summary>The message for a word that is neither an option nor a subcommand.</summary>
    public static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var known = isOption
            ? command.Options.Select(option => option.Name).Append("--help")
            : command.Subcommands.Select(verb => verb.Name);
        string[] names = [.. known];
        var remedy = isOption && OwnersOf(word, command) is { Count: > 0 } owners ? $"; it belongs to {string.Join(" and ", owners)}"
            : names.Length > 0 ? NearestName.Suggest(word, names)
            : IsData(word) && command.Options.Any(option => option.Name == "--data") ? $"; give data as --data {word}, see neurolab {command.Name} --help"
            : $"; see neurolab {command.Name} --help";
        return $"unknown {(isOption ? "option" : names.Length > 0 ? "command" : "argument")} '{word}'{remedy}";
    }

    // The commands with an option that this verb does not have.
    private static List<string> OwnersOf(string word, Command command)
    {
        var name = word.Split('=')[0];
        return command is RootCommand || command.Parents.OfType<RootCommand>().FirstOrDefault() is not { } root ? [] :
        [
            .. root.Subcommands.Prepend(root).Where(one => one.Options.Any(option => option.Name == name || option.Aliases.Contains(name)))
                .Select(one => one is RootCommand ? "neurolab without a verb" : $"neurolab {one.Name}"),
        ];
    }

    private static bool IsData(string word) =>
        File.Exists(word) || Path.GetExtension(word).Length > 1 || Catalog.Datasets.Any(set => set.Name == word);
}
