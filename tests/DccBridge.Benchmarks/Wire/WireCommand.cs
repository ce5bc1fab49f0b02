using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Wire;

/// <summary>Runs all workloads over both transports.</summary>
internal static class WireCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        foreach (string transport in new[] { "tcp", "unix" })
        {
            await arguments.RunAsync(transport, new WireRun(report, transport, arguments.Rounds).Workloads);
        }

        await arguments.RunAsync("both", [("codec", () => CodecWorkload.RunAsync(report, arguments.Rounds))]);
        return arguments.Conclude(report);
    }
}
