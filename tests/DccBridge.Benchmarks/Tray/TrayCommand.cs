using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Tray;

/// <summary>Runs the workloads of the companion that stays running.</summary>
internal static class TrayCommand
{
    /// <summary>A round takes five minutes, and idle processes differ little.</summary>
    private const int MostRounds = 3;

    public static async Task<int> RunAsync(RunArguments arguments)
    {
        int rounds = Math.Min(arguments.Rounds, MostRounds);
        var report = new Report { Rounds = rounds };
        await arguments.RunAsync("tray", new TrayRun(report, rounds).Workloads);
        return arguments.Conclude(report);
    }
}
