using System.Diagnostics;
using System.Globalization;

namespace DccBridge.Benchmarks.Wire;

/// <summary>One upload from a process of its own, so that its memory can be told: prints seconds, idle KiB and peak KiB.</summary>
internal static class UploadCommand
{
    public static async Task RunAsync(string kind, string transport, string address, long bytes, bool hashed)
    {
        int port = transport == "tcp" ? int.Parse(address, CultureInfo.InvariantCulture) : 0;
        await using IPeer peer = await ServerProcess.ConnectAsync(kind, transport, address, port);
        await peer.UploadAsync(1024 * 1024, hashed);
        long idle = ProcessMemory.ResidentKiB();
        long started = Stopwatch.GetTimestamp();
        await peer.UploadAsync(bytes, hashed);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {idle} {ProcessMemory.PeakKiB()}"));
    }
}
