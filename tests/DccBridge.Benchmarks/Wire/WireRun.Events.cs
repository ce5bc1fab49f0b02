using DccBridge.Benchmarks.Reporting;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DccBridge.Benchmarks.Wire;

internal sealed partial class WireRun
{
    private async Task EventsAsync()
    {
        foreach (int subscribers in new[] { 1, 16, 120 })
        {
            await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
            await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
            await using Audience floor = await Audience.GatherAsync(floorServer, subscribers);
            await using Audience bridge = await Audience.GatherAsync(bridgeServer, subscribers);
            await Latencies.MeasureAsync(floor.PublishAsync, Stretch, 500);
            await Latencies.MeasureAsync(bridge.PublishAsync, Stretch, 500);
            List<Latencies> floors = [], bridges = [];
            for (int round = 0; round < rounds; round++)
            {
                Latencies[] turns = await Latencies.MeasureInTurnsAsync(Stretch, floor.PublishAsync, bridge.PublishAsync);
                floors.Add(turns[0]);
                bridges.Add(turns[1]);
            }

            report.Add($"{transport} event to {subscribers}, last one, floor p50", Median.Of(floors.Select(l => l.P50)), "us");
            report.Add($"{transport} event to {subscribers}, last one, p50", Median.Of(bridges.Select(l => l.P50)), "us");
            report.AtMost($"{transport} event to {subscribers}, last one, p50 / floor", Median.Of(Ratios(bridges, floors, l => l.P50)), 1.25);
            if (subscribers == 120)
            {
                await RateOf240Async(bridge);
            }
        }
    }

    private async Task RateOf240Async(Audience audience)
    {
        const int Events = 240 * 3;
        long before = audience.Received;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Events; i++)
        {
            await audience.SendAsync();
            long due = begin + ((i + 1) * Stopwatch.Frequency / 240);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Yield();
            }
        }

        // What is still on its way when the last one was due is backlog: one event's time is allowed.
        long expected = (long)Events * audience.Count;
        long late = Stopwatch.GetTimestamp();
        while (audience.Received - before < expected && Stopwatch.GetElapsedTime(late) < TimeSpan.FromSeconds(5))
        {
            await Task.Yield();
        }

        report.AtMost($"{transport} 240 Hz to 120, events lost", expected - (audience.Received - before), 0);
        report.AtMost($"{transport} 240 Hz to 120, ms until the last had all", Stopwatch.GetElapsedTime(late).TotalMilliseconds, 50);
    }

    private async Task ConnectAsync()
    {
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        async ValueTask ConnectOnceAsync(ServerProcess server)
        {
            IPeer peer = await server.ConnectAsync();
            await peer.EchoAsync();
            await peer.DisposeAsync();
        }

        List<Latencies> floors = [], bridges = [];
        await Latencies.MeasureAsync(() => ConnectOnceAsync(bridgeServer), Stretch, 300);
        await Latencies.MeasureAsync(() => ConnectOnceAsync(floorServer), Stretch, 300);
        for (int round = 0; round < rounds; round++)
        {
            floors.Add(await Latencies.MeasureAsync(() => ConnectOnceAsync(floorServer), Stretch, 10));
            bridges.Add(await Latencies.MeasureAsync(() => ConnectOnceAsync(bridgeServer), Stretch, 10));
        }

        report.Add($"{transport} connect and first byte, floor p50", Median.Of(floors.Select(l => l.P50)), "us");
        report.Add($"{transport} connect, handshake and first call p50", Median.Of(bridges.Select(l => l.P50)), "us");
        report.AtMost($"{transport} connect, handshake, first call, p50 / floor", Median.Of(Ratios(bridges, floors, l => l.P50)), 4);
    }
}
