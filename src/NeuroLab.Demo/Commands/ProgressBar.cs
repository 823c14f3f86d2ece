using Spectre.Console;

namespace NeuroLab.Demo.Commands;

/// <summary>A bar with the remaining time, shown only to a person at a terminal.</summary>
internal sealed class ProgressBar
{
    private readonly ProgressTask? _task;

    private ProgressBar(ProgressTask? task) => _task = task;

    /// <summary>Runs <paramref name="work"/> on the calling thread below a bar.</summary>
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

    /// <summary>Moves the bar to <paramref name="share"/>, 0 … 1, and says what is behind it.</summary>
    public void Report(double share, FormattableString detail)
    {
        if (_task is null)
            return;
        _task.Value = share;
        _task.Description = Markup.Escape(FormattableString.Invariant(detail));
    }
}
