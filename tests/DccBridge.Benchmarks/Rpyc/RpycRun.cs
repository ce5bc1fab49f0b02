using System.Diagnostics;
using System.Globalization;
using DccBridge.Benchmarks.Reporting;
using DccBridge.Dcc.Houdini;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Benchmarks.Rpyc;

/// <summary>Our client and rpyc's own, one after the other, against the same server process.</summary>
internal sealed class RpycRun(Report report, int rounds, PythonProcess theirs, RpycConnection bare, HoudiniConnection ours)
{
    private const double Seconds = 0.5;
    private const int DownloadBytes = 64 << 20;

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads =>
    [
        ("echo", () => CompareAsync("call of a held function", "echo", EchoAsync, 2)),
        ("chain", () => CompareAsync("chain of four steps", "chain", ChainAsync, 10)),
        ("eval", () => CompareAsync("the chain as one eval", "eval", ChainAsync, null)),
        ("download", DownloadAsync),
    ];

    private async Task CompareAsync(string name, string told, Func<Task<double>> measure, double? goal)
    {
        List<double> rpyc = [], bridge = [];
        for (int round = -1; round < rounds; round++)
        {
            double peer = await theirs.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{told} {Seconds}"));
            double own = await measure();
            if (round >= 0)
            {
                rpyc.Add(peer);
                bridge.Add(own);
            }
        }

        Conclude(name, "calls/s", rpyc, bridge, goal);
    }

    // The same request as rpyc's client makes: a CALL of a function that is held.
    private async Task<double> EchoAsync()
    {
        using var function = (RpycReference)(await bare.CallMethodAsync(bare.Root, "eval", ["__import__('hou').applicationVersionString"]))!;
        return await RateAsync(() => bare.CallAsync(function, []));
    }

    private Task<double> ChainAsync() => RateAsync(async () => await ((dynamic)ours.ImportModule("hou")).node("/obj/sphere1").parm("scale").set(2.0));

    private async Task DownloadAsync()
    {
        List<double> rpyc = [], pieces = [], bridge = [];
        PythonExpression noise = ((dynamic)ours.ImportModule("hou")).noise(DownloadBytes);
        for (int round = 0; round < Math.Min(rounds, 5); round++)
        {
            rpyc.Add(await theirs.AskAsync(string.Create(CultureInfo.InvariantCulture, $"download {DownloadBytes}")));
            pieces.Add(await theirs.AskAsync(string.Create(CultureInfo.InvariantCulture, $"pieces {DownloadBytes}")));
            long began = Stopwatch.GetTimestamp();
            await ours.DownloadAsync(noise, Stream.Null);
            bridge.Add(DownloadBytes / Stopwatch.GetElapsedTime(began).TotalSeconds / (1 << 20));
        }

        report.Add("download of 64 MiB in pieces of 1 MiB, rpyc's client", Median.Of(pieces), "MiB/s");
        Conclude("download of 64 MiB", "MiB/s", rpyc, bridge, 10);
    }

    private void Conclude(string name, string unit, List<double> rpyc, List<double> bridge, double? goal)
    {
        report.Add($"{name}, rpyc's client", Median.Of(rpyc), unit);
        report.Add($"{name}, DccBridge", Median.Of(bridge), unit);
        double ratio = Median.Of(bridge.Zip(rpyc, (a, b) => a / b));
        if (goal is { } least)
        {
            report.AtLeast($"{name}, DccBridge / rpyc's client", ratio, least);
        }
        else
        {
            report.Add($"{name}, DccBridge / rpyc's client", ratio, "x");
        }
    }

    private static async Task<double> RateAsync(Func<Task> once)
    {
        long began = Stopwatch.GetTimestamp();
        int count = 0;
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < Seconds)
        {
            await once();
            count++;
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
