using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NeuroLab.Demo.Commands;

/// <summary>A progress bar with the remaining time, shown on a terminal only.</summary>
internal sealed class ProgressBar
{
    // Before, the first parts, which are small and warm up, say nothing about the rest.
    private static readonly TimeSpan Judged = TimeSpan.FromSeconds(4);

    private readonly ProgressTask? _task;
    private readonly Stopwatch _clock = new();
    private double _first;

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
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(progress => work(new ProgressBar(progress.AddTask(title, maxValue: 1))));
    }

    /// <summary>Sets the progress to <paramref name="share"/>, 0 … 1, with a detail text.</summary>
    public void Report(double share, FormattableString detail)
    {
        if (_task is null)
            return;
        _task.Value = share;
        _task.Description = Markup.Escape(FormattableString.Invariant(detail) + Remaining(share));
    }

    // What was there at the beginning, of a run that continues, took no time.
    private string Remaining(double share)
    {
        if (!_clock.IsRunning)
        {
            _first = share;
            _clock.Start();
        }
        if (_clock.Elapsed < Judged || share <= _first)
            return "";
        var left = TimeSpan.FromSeconds(Math.Min(_clock.Elapsed.TotalSeconds * (1 - share) / (share - _first), 8_639_999));
        return string.Create(CultureInfo.InvariantCulture, $", {(int)left.TotalHours}:{left:mm\\:ss} left");
    }
}
