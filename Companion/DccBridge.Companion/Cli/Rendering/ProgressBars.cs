using System.Collections.Concurrent;
using DccBridge.Companion.Sending;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>One bar per stage on a terminal; nothing elsewhere.</summary>
internal static class ProgressBars
{
    /// <summary>Runs work with its bars.</summary>
    public static async Task RunAsync(CliServices services, bool isWanted, IReadOnlyList<string> stages, Func<IStageBoard, Task> work)
    {
        if (!isWanted || !services.IsInteractive)
        {
            await work(new NoBars(services.Error)).ConfigureAwait(false);
            return;
        }

        await services.Console.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 40, CompletedStyle = Theme.Accent, FinishedStyle = Theme.Good }, new PercentageColumn())
            .StartAsync(async context =>
            {
                var board = new Bars(context, services.Console, stages);
                await work(board).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    private sealed class NoBars(TextWriter error) : IStageBoard
    {
        public void Say(string line) => error.WriteLine($"dccbridge: {Printable.Line(line)}");

        public void Report(string stage, double done, double total)
        {
            // Nobody looks.
        }
    }

    private sealed class Bars : IStageBoard
    {
        private readonly ConcurrentDictionary<string, ProgressTask> _tasks = new();

        private readonly IAnsiConsole _console;

        public Bars(ProgressContext context, IAnsiConsole console, IReadOnlyList<string> stages)
        {
            _console = console;
            foreach (var stage in stages)
            {
                _tasks[stage] = context.AddTask(stage.PadRight(8), autoStart: true, maxValue: 1);
            }
        }

        public void Say(string line) => _console.Write(new Text($"{Printable.Line(line)}\n", Theme.Notice));

        public void Report(string stage, double done, double total)
        {
            var task = _tasks[stage];
            task.MaxValue = 1;
            task.Value = total <= 0 ? 1 : Math.Clamp(done / total, 0, 1);
        }
    }
}
