using System.Runtime.InteropServices;
using NeuroLab.Demo.Commands;

// The first signal lets a command end cleanly; the second ends the process at once.
var interruption = new CancellationTokenSource();
var terminated = false;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
var code = CommandLine.Run(
    args, new CommandContext(Console.Out, Console.Error, !Console.IsErrorRedirected, interruption.Token));
return code == CommandLine.Interrupted && terminated ? CommandLine.Terminated : code;

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interruption.IsCancellationRequested;
    terminated = signal.Signal == PosixSignal.SIGTERM;
    interruption.Cancel();
}
