using System.Diagnostics;
using DccBridge.Benchmarks.Reporting;
using DccBridge.Server.GameThread;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>The way to the engine thread by itself, beside the least that could do the job: a concurrent queue and one post.</summary>
internal sealed class DispatcherRun(Report report, int rounds)
{
    private const int Batch = 2_000;
    private static readonly Func<int> Nothing = static () => 1;

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads =>
    [
        ("calls", CallsAsync),
        ("latency", LatencyAsync),
        ("allocation", AllocationAsync),
        ("budget", BudgetAsync),
        ("streams", StreamsAsync),
    ];

    private static GameThreadDispatcher New(BenchEngine engine, int capacity = 16_384)
    {
        var dispatcher = new GameThreadDispatcher(engine, new StderrLog(), new GameThreadOptions { QueueCapacity = capacity }, TimeProvider.System);
        dispatcher.Start();
        return dispatcher;
    }

    private async Task CallsAsync()
    {
        const int Count = 200_000;
        using var engine = new BenchEngine(0);
        GameThreadDispatcher dispatcher = New(engine);
        using var floorEngine = new BenchEngine(0);
        var floor = new QueueFloor(floorEngine);
        List<double> floors = [], bridges = [];
        for (int round = -1; round < rounds; round++)
        {
            double bare = await RateAsync(Count, () => floor.CallAsync(Nothing));
            double ours = await RateAsync(Count, () => dispatcher.CallAsync("bench", WorkPriority.Normal, Nothing));
            if (round >= 0)
            {
                floors.Add(bare);
                bridges.Add(ours);
            }
        }

        dispatcher.Stop();
        report.Add("calls through a bare queue", Median.Of(floors), "calls/s");
        report.Add("calls through the dispatcher", Median.Of(bridges), "calls/s");
        report.AtLeast("calls, rate / bare queue", Median.Of(bridges.Zip(floors, (a, b) => a / b)), 0.5);
    }

    private static async Task<double> RateAsync(int count, Func<ValueTask<int>> call)
    {
        var waiting = new ValueTask<int>[Batch];
        long began = Stopwatch.GetTimestamp();
        for (int done = 0; done < count; done += Batch)
        {
            for (int i = 0; i < Batch; i++)
            {
                waiting[i] = call();
            }

            for (int i = 0; i < Batch; i++)
            {
                await waiting[i];
            }
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task LatencyAsync()
    {
        // From the post to the run at 60 ticks per second: half a tick on average is the best that anything can do.
        const double Tick = 1000.0 / 60;
        using var engine = new BenchEngine(60);
        GameThreadDispatcher dispatcher = New(engine);
        var samples = new List<double>();
        for (int i = 0; i < Math.Max(60, rounds * 30); i++)
        {
            // Posts at all phases of a tick.
            await Task.Delay(TimeSpan.FromMilliseconds(1 + (i * 7 % 17)));
            long posted = Stopwatch.GetTimestamp();
            long ran = await dispatcher.CallAsync("bench", WorkPriority.Interactive, Stopwatch.GetTimestamp);
            samples.Add((ran - posted) * 1000.0 / Stopwatch.Frequency);
        }

        dispatcher.Stop();
        samples.Sort();
        report.Add("post to run at 60 ticks per second, p50", samples[samples.Count / 2], "ms");
        report.Add("post to run at 60 ticks per second, p99", samples[samples.Count * 99 / 100], "ms");
        report.AtMost("post to run, p50 / length of a tick", samples[samples.Count / 2] / Tick, 1);
        report.AtMost("post to run, p99 / length of a tick", samples[samples.Count * 99 / 100] / Tick, 2);
    }

    private Task AllocationAsync()
    {
        // The test ticks by itself, so that nothing but the posts allocates.
        var engine = new SteppedEngine();
        var dispatcher = new GameThreadDispatcher(engine, new StderrLog(), new GameThreadOptions { QueueCapacity = 16_384 }, TimeProvider.System);
        EngineStream<long> stream = dispatcher.OpenStream<long>("bench", WorkPriority.Normal, static _ => { });
        long applied = 0;
        dispatcher.Start();
        double PerPost(Action post)
        {
            for (int i = 0; i < Batch; i++)
            {
                post();
            }

            engine.Tick();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Batch; i++)
            {
                post();
            }

            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            for (int i = 0; i < 64; i++)
            {
                engine.Tick();
            }

            return (double)bytes / Batch;
        }

        double update = PerPost(() => stream.TrySet(++applied));
        double call = PerPost(() => _ = dispatcher.CallAsync("bench", WorkPriority.Normal, Nothing));
        double oneObject = BytesOf(() => new EngineCall<int>(dispatcher, "bench", WorkPriority.Normal, Nothing));
        dispatcher.Stop();
        report.Add("bytes of a call's one object", oneObject, "bytes");
        report.AtMost("stream value, bytes allocated per post", Math.Floor(update), 0);
        report.AtMost("call, bytes allocated per post / bytes of one such object", call / oneObject, 1);
        return Task.CompletedTask;
    }

    private static double BytesOf(Func<object> make)
    {
        GC.KeepAlive(make());
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private async Task BudgetAsync()
    {
        // 10,000 calls of a tenth of a millisecond wait; a tick may begin work for 8 ms.
        const int Count = 10_000;
        const double CallMilliseconds = 0.1;
        double budget = new GameThreadOptions().TickBudget.TotalMilliseconds;
        using var engine = new BenchEngine(60);
        GameThreadDispatcher dispatcher = New(engine);
        await dispatcher.CallAsync("bench", WorkPriority.Normal, Nothing);
        double longest = 0;
        var waiting = new List<Task<int>>(Count);
        for (int i = 0; i < Count; i++)
        {
            waiting.Add(dispatcher.CallAsync("bench", WorkPriority.Normal, () =>
            {
                long began = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(began).TotalMilliseconds < CallMilliseconds)
                {
                    // Busy, as an engine call is.
                }

                longest = Math.Max(longest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                return 0;
            }).AsTask());
        }

        engine.LongestTick = 0;
        await Task.WhenAll(waiting);
        double tick = engine.LongestTick;
        dispatcher.Stop();
        report.Add("10,000 calls of 0.1 ms, longest tick", tick, "ms");
        report.Add("10,000 calls of 0.1 ms, longest single call", longest, "ms");

        // What the scheduler takes away within a tick is no work of ours; the call that it hits is the longest one.
        report.AtMost("longest tick above its budget / longest call", Math.Max(0, tick - budget) / longest, 1);
    }

    private async Task StreamsAsync()
    {
        const int Actors = 200;
        const int Seconds = 2;
        using var engine = new BenchEngine(60);
        GameThreadDispatcher dispatcher = New(engine);
        long writes = 0;
        int[] newest = new int[Actors];
        var streams = new EngineStream<int>[Actors];
        for (int actor = 0; actor < Actors; actor++)
        {
            int index = actor;
            streams[actor] = dispatcher.OpenStream<int>("bench", WorkPriority.Normal, value =>
            {
                writes++;
                newest[index] = value;
            });
        }

        await dispatcher.CallAsync("bench", WorkPriority.Normal, Nothing);
        long firstTick = engine.Ticks;
        long began = Stopwatch.GetTimestamp();
        for (int step = 1; step <= 240 * Seconds; step++)
        {
            for (int actor = 0; actor < Actors; actor++)
            {
                streams[actor].TrySet(step);
            }

            long due = began + (step * Stopwatch.Frequency / 240);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Yield();
            }
        }

        long ticks = engine.Ticks - firstTick;
        await dispatcher.CallAsync("bench", WorkPriority.Background, Nothing);
        await dispatcher.CallAsync("bench", WorkPriority.Background, Nothing);
        dispatcher.Stop();
        report.Add("240 Hz for 200 actors, values set", 240.0 * Seconds * Actors, "values");
        report.Add("240 Hz for 200 actors, writes", writes, "writes");
        report.AtMost("writes per actor and tick", (double)writes / Actors / (ticks + 2), 1);
        report.AtMost("actors that did not get the newest value", newest.Count(value => value != 240 * Seconds), 0);
    }
}
