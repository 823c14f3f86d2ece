using NeuroLab.Demo.Commands;

// The first Ctrl+C lets a command end cleanly; the second ends the process at once.
var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
};
return CommandLine.Run(
    args, new CommandContext(Console.Out, Console.Error, !Console.IsErrorRedirected, interruption.Token));
