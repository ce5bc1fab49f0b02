using System.Diagnostics;

namespace DccBridge.Benchmarks.Reporting;

/// <summary>Latencies of one stretch of a workload, in microseconds.</summary>
internal sealed record Latencies(double P50, double P99, double PerSecond)
{
    private const int Slices = 16;

    public static async Task<Latencies> MeasureAsync(Func<ValueTask> once, TimeSpan duration, int warmUp = 200)
    {
        for (int i = 0; i < warmUp; i++)
        {
            await once();
        }

        var samples = new List<long>(65536);
        return From(samples, await SampleAsync(once, duration, samples));
    }

    /// <summary>
    /// Measures several workloads as one round. They take turns in short slices, because the scheduler puts two processes on the cores in one way
    /// or another for tenths of a second at a time, and a stretch in one go would measure that.
    /// </summary>
    public static async Task<Latencies[]> MeasureInTurnsAsync(TimeSpan duration, params Func<ValueTask>[] workloads)
    {
        List<long>[] samples = [.. workloads.Select(_ => new List<long>(65536))];
        var elapsed = new TimeSpan[workloads.Length];
        for (int slice = 0; slice < Slices; slice++)
        {
            for (int i = 0; i < workloads.Length; i++)
            {
                for (int warmUp = 0; warmUp < 20; warmUp++)
                {
                    await workloads[i]();
                }

                elapsed[i] += await SampleAsync(workloads[i], duration / Slices, samples[i]);
            }
        }

        return [.. samples.Zip(elapsed, From)];
    }

    private static async Task<TimeSpan> SampleAsync(Func<ValueTask> once, TimeSpan duration, List<long> samples)
    {
        long begin = Stopwatch.GetTimestamp();
        long end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        long now = begin;
        while (now < end)
        {
            await once();
            long after = Stopwatch.GetTimestamp();
            samples.Add(after - now);
            now = after;
        }

        return Stopwatch.GetElapsedTime(begin, now);
    }

    public static Latencies From(List<long> ticks, TimeSpan elapsed)
    {
        ticks.Sort();
        double Micros(double share) => ticks[(int)Math.Min(ticks.Count - 1, ticks.Count * share)] * 1e6 / Stopwatch.Frequency;
        return new(Micros(0.5), Micros(0.99), ticks.Count / elapsed.TotalSeconds);
    }
}

/// <summary>Medians.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
