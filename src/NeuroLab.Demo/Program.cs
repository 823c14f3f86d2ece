using System.Runtime.InteropServices;
using NeuroLab.Demo.Commands;

// The first signal lets a command end properly; the second ends the process immediately.
var interruption = new CancellationTokenSource();
PosixSignal? first = null;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);
using var output = new StandardStream(Console.Out, isForResults: true);
using var error = new StandardStream(Console.Error, isForResults: false);
var code = CommandLine.Run(args, new CommandContext(output, error, !Console.IsErrorRedirected, interruption.Token));
return (code, first) switch
{
    (CommandLine.Interrupted, PosixSignal.SIGTERM) => CommandLine.Terminated,
    (CommandLine.Interrupted, PosixSignal.SIGHUP) => CommandLine.HungUp,
    _ => code,
};

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interruption.IsCancellationRequested;
    first ??= signal.Signal;
    interruption.Cancel();
}
