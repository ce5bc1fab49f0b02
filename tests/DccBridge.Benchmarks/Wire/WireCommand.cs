namespace DccBridge.Benchmarks.Wire;

/// <summary>Runs all workloads over both transports.</summary>
internal static class WireCommand
{
    public static async Task<int> RunAsync(WireArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        TextWriter progress = arguments.Json ? TextWriter.Null : Console.Error;
        foreach (string transport in new[] { "tcp", "unix" })
        {
            var run = new WireRun(report, transport, arguments.Rounds);
            foreach ((string name, Func<Task> workload) in run.Workloads)
            {
                if (arguments.Only is null || name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase))
                {
                    progress.WriteLine($"{transport}: {name}");
                    await workload();
                }
            }
        }

        if (arguments.Only is null || "codec".Contains(arguments.Only, StringComparison.OrdinalIgnoreCase))
        {
            progress.WriteLine("codec");
            CodecWorkload.Run(report, arguments.Rounds);
        }

        if (arguments.Json)
        {
            report.WriteJson(Console.Out);
        }
        else
        {
            report.WriteText(Console.Out);
        }

        return report.Goals.TrueForAll(goal => goal.Met) ? 0 : 1;
    }
}
