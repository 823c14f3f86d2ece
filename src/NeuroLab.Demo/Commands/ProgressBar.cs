using Spectre.Console;

namespace NeuroLab.Demo.Commands;

/// <summary>A progress bar with the remaining time, shown on a terminal only.</summary>
internal sealed class ProgressBar
{
    private readonly ProgressTask? _task;

    private ProgressBar(ProgressTask? task) => _task = task;

    /// <summary>Runs <paramref name="work"/> on the calling thread with a progress bar.</summary>
    public static void Run(CommandContext context, string title, Action<ProgressBar> work)
    {
        if (!context.IsInteractive)
        {
            work(new ProgressBar(null));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(progress => work(new ProgressBar(progress.AddTask(title, maxValue: 1))));
    }

    /// <summary>Sets the progress to <paramref name="share"/>, 0 … 1, with a detail text.</summary>
    public void Report(double share, FormattableString detail)
    {
        if (_task is null)
            return;
        _task.Value = share;
        _task.Description = Markup.Escape(FormattableString.Invariant(detail));
    }
}
