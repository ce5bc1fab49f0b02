using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Offline;

/// <summary>Runs the workloads of the validation without an editor.</summary>
internal static class OfflineCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        await arguments.RunAsync("offline", new OfflineRun(report, arguments.Rounds).Workloads);
        return arguments.Conclude(report);
    }
}
