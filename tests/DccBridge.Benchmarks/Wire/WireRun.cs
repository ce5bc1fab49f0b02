using DccBridge.Benchmarks.Reporting;
using System.Diagnostics;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The workloads of one transport. Each compares in paired rounds: first one kind, then the other, in turns.</summary>
internal sealed partial class WireRun(Report report, string transport, int rounds)
{
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(400);

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads =>
    [
        ("echo", EchoAsync),
        ("in flight", InFlightAsync),
        ("connections", ConnectionsAsync),
        ("allocation", AllocationAsync),
        ("upload", UploadAsync),
        ("beside", BesideAsync),
        ("events", EventsAsync),
        ("connect", ConnectAsync),
    ];

    private async Task EchoAsync()
    {
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess otherFloorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        await using IPeer floor = await floorServer.ConnectAsync();
        await using IPeer otherFloor = await otherFloorServer.ConnectAsync();
        await using var bridge = (BridgePeer)await bridgeServer.ConnectAsync();
        await Latencies.MeasureAsync(floor.EchoAsync, Stretch, 5000);
        await Latencies.MeasureAsync(bridge.EchoAsync, Stretch, 5000);
        await Latencies.MeasureAsync(bridge.TypicalAsync, Stretch, 5000);

        var floors = new List<Latencies>();
        var others = new List<Latencies>();
        var echoes = new List<Latencies>();
        var typicals = new List<Latencies>();
        for (int round = 0; round < rounds; round++)
        {
            Latencies[] turns = await Latencies.MeasureInTurnsAsync(Stretch, floor.EchoAsync, bridge.EchoAsync, otherFloor.EchoAsync, bridge.TypicalAsync);
            floors.Add(turns[0]);
            echoes.Add(turns[1]);
            others.Add(turns[2]);
            typicals.Add(turns[3]);
        }

        report.Add($"{transport} echo floor p50", Median.Of(floors.Select(l => l.P50)), "us");
        report.Add($"{transport} echo floor p99", Median.Of(floors.Select(l => l.P99)), "us");
        report.Add($"{transport} echo p50", Median.Of(echoes.Select(l => l.P50)), "us");
        report.Add($"{transport} echo p99", Median.Of(echoes.Select(l => l.P99)), "us");
        report.Add($"{transport} echo per second", Median.Of(echoes.Select(l => l.PerSecond)), "calls/s");
        report.Add($"{transport} typical p50", Median.Of(typicals.Select(l => l.P50)), "us");
        report.Add($"{transport} typical p99", Median.Of(typicals.Select(l => l.P99)), "us");
        report.Add($"{transport} echo A/A, floor against itself, p50", Median.Of(Ratios(others, floors, l => l.P50)), "x");
        report.Add($"{transport} echo A/A, floor against itself, p99", Median.Of(Ratios(others, floors, l => l.P99)), "x");
        report.AtMost($"{transport} echo p50 / floor", Median.Of(Ratios(echoes, floors, l => l.P50)), 1.15);
        report.AtMost($"{transport} typical p50 / echo floor", Median.Of(Ratios(typicals, floors, l => l.P50)), 1.4);
    }

    private async Task InFlightAsync()
    {
        const int Count = 20_000;
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess otherFloorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        await using IPeer floor = await floorServer.ConnectAsync();
        await using IPeer otherFloor = await otherFloorServer.ConnectAsync();
        await using IPeer bridge = await bridgeServer.ConnectAsync();
        (List<double> floors, List<double> others, List<double> bridges) = await PairAsync(
            () => RateAsync(Count, () => floor.PipelineAsync(Count, 64)),
            () => RateAsync(Count, () => otherFloor.PipelineAsync(Count, 64)),
            () => RateAsync(Count, () => bridge.PipelineAsync(Count, 64)));
        report.Add($"{transport} 64 in flight, floor", Median.Of(floors), "calls/s");
        report.Add($"{transport} 64 in flight", Median.Of(bridges), "calls/s");
        report.Add($"{transport} 64 in flight A/A", Median.Of(others.Zip(floors, (a, b) => a / b)), "x");
        report.AtLeast($"{transport} 64 in flight, rate / floor", Median.Of(bridges.Zip(floors, (a, b) => a / b)), 0.3);
    }

    private async Task ConnectionsAsync()
    {
        const int Connections = 120;
        const int Count = 24_000;
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess otherFloorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        List<IPeer> floor = await ConnectManyAsync(floorServer, Connections);
        List<IPeer> otherFloor = await ConnectManyAsync(otherFloorServer, Connections);
        List<IPeer> bridge = await ConnectManyAsync(bridgeServer, Connections);
        Task ManyAsync(List<IPeer> peers) => Task.WhenAll(peers.Select(peer => Task.Run(async () =>
        {
            for (int i = 0; i < Count / Connections; i++)
            {
                await peer.EchoAsync();
            }
        })));
        (List<double> floors, List<double> others, List<double> bridges) = await PairAsync(
            () => RateAsync(Count, () => ManyAsync(floor)), () => RateAsync(Count, () => ManyAsync(otherFloor)), () => RateAsync(Count, () => ManyAsync(bridge)));
        report.Add($"{transport} 120 connections, floor", Median.Of(floors), "calls/s");
        report.Add($"{transport} 120 connections", Median.Of(bridges), "calls/s");
        report.Add($"{transport} 120 connections A/A", Median.Of(others.Zip(floors, (a, b) => a / b)), "x");
        report.AtLeast($"{transport} 120 connections, rate / floor", Median.Of(bridges.Zip(floors, (a, b) => a / b)), 0.8);
        foreach (IPeer peer in floor.Concat(otherFloor).Concat(bridge))
        {
            await peer.DisposeAsync();
        }
    }

    private async Task AllocationAsync()
    {
        const int Count = 20_000;
        await using ServerProcess server = await ServerProcess.StartAsync("bridge", transport);
        await using IPeer peer = await server.ConnectAsync();
        async Task EchoesAsync()
        {
            for (int i = 0; i < Count; i++)
            {
                await peer.EchoAsync();
            }
        }

        await EchoesAsync();
        (double client, double serverBytes) = await AllocatedAsync(server, EchoesAsync);
        report.AtMost($"{transport} echo, bytes allocated per call, client", client / Count, 200);
        report.AtMost($"{transport} echo, bytes allocated per call, server", serverBytes / Count, 200);

        // A stream of chunks: what a longer stream allocates beyond a shorter one, since each upload itself costs a buffer and a call.
        await peer.UploadAsync(64L * 1024 * Count / 10, false);
        List<double> senders = [], receivers = [];
        for (int round = 0; round < rounds; round++)
        {
            (double shortSender, double shortReceiver) = await AllocatedAsync(server, () => peer.UploadAsync(64L * 1024 * Count / 10, false));
            (double longSender, double longReceiver) = await AllocatedAsync(server, () => peer.UploadAsync(64L * 1024 * Count / 2, false));
            senders.Add((longSender - shortSender) / (Count * 0.4));
            receivers.Add((longReceiver - shortReceiver) / (Count * 0.4));
        }

        report.AtMost($"{transport} stream item, bytes allocated, sender", Whole(Math.Max(0, Median.Of(senders))), 0);
        report.AtMost($"{transport} stream item, bytes allocated, receiver", Whole(Math.Max(0, Median.Of(receivers))), 0);

        long seen = 0;
        await using IPeer subscriber = await server.ConnectAsync();
        await subscriber.SubscribeAsync(_ => Interlocked.Increment(ref seen));
        // On a thread of the pool: this blocks, and the code after an awaited call runs on a receive loop.
        Task PublishAllAsync(long until) => Task.Run(async () =>
        {
            // A few at a time: a steady state, not a flood that fills the kernel's buffers. Blocking is free of the allocations that
            // waiting by tasks would add to the figure.
            long begun = until - Count;
            for (int i = 1; i <= Count; i++)
            {
                await peer.PublishAsync(i);
                if (i % 32 == 0 || i == Count)
                {
                    SpinWait.SpinUntil(() => Interlocked.Read(ref seen) >= begun + i, TimeSpan.FromSeconds(30));
                }
            }
        });

        await PublishAllAsync(Count);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await PublishAllAsync(2 * Count);
        report.AtMost($"{transport} notification, bytes allocated, sender and receiver", Whole((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count), 0);
    }

    /// <summary>What the work allocates here and in the server, in bytes.</summary>
    private static async Task<(double Client, double Server)> AllocatedAsync(ServerProcess server, Func<Task> work)
    {
        long serverBefore = await server.AskAsync("allocated");
        long clientBefore = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        long client = GC.GetTotalAllocatedBytes(precise: true) - clientBefore;
        return (client, await server.AskAsync("allocated") - serverBefore);
    }

    /// <summary>Less than one byte per item is the harness (lists that grow, thread-pool housekeeping), not the item.</summary>
    private static double Whole(double bytesPerItem) => Math.Floor(bytesPerItem);

    private static async Task<double> RateAsync(int count, Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<(List<double> Floors, List<double> Others, List<double> Bridges)> PairAsync(Func<Task<double>> floor, Func<Task<double>> other, Func<Task<double>> bridge)
    {
        await floor();
        await other();
        await bridge();
        await bridge();
        List<double> floors = [], others = [], bridges = [];
        for (int round = 0; round < rounds; round++)
        {
            floors.Add(await floor());
            bridges.Add(await bridge());
            others.Add(await other());
        }

        return (floors, others, bridges);
    }

    private static async Task<List<IPeer>> ConnectManyAsync(ServerProcess server, int count)
    {
        var peers = new List<IPeer>(count);
        for (int i = 0; i < count; i++)
        {
            peers.Add(await server.ConnectAsync());
        }

        return peers;
    }

    private static IEnumerable<double> Ratios(List<Latencies> over, List<Latencies> under, Func<Latencies, double> figure) =>
        over.Zip(under, (a, b) => figure(a) / figure(b));
}
