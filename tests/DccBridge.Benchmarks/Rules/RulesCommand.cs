using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Rules;

/// <summary>Runs all workloads of the rules.</summary>
internal static class RulesCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        await arguments.RunAsync("rules", new RulesRun(report, arguments.Rounds).Workloads);
        return arguments.Conclude(report);
    }
}
