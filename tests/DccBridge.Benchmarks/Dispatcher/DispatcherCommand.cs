using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>Runs all workloads of the dispatcher.</summary>
internal static class DispatcherCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        await arguments.RunAsync("dispatcher", new DispatcherRun(report, arguments.Rounds).Workloads);
        return arguments.Conclude(report);
    }
}
