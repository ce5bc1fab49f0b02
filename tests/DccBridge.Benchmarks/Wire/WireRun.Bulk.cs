using DccBridge.Benchmarks.Reporting;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace DccBridge.Benchmarks.Wire;

internal sealed partial class WireRun
{
    private const long Gibibyte = 1L << 30;

    private async Task UploadAsync()
    {
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        await using IPeer floor = await floorServer.ConnectAsync();
        await using IPeer bridge = await bridgeServer.ConnectAsync();
        Task<double> MeasureAsync(IPeer peer, bool hashed) => RateAsync(1024, () => peer.UploadAsync(Gibibyte, hashed));
        await bridge.UploadAsync(Gibibyte / 8, false);
        await bridge.UploadAsync(Gibibyte / 8, true);
        await floor.UploadAsync(Gibibyte / 8, false);
        List<double> floors = [], plain = [], hashed = [];
        for (int round = 0; round < rounds; round++)
        {
            floors.Add(await MeasureAsync(floor, false));
            plain.Add(await MeasureAsync(bridge, false));
            hashed.Add(await MeasureAsync(bridge, true));
        }

        report.Add($"{transport} upload floor", Median.Of(floors), "MiB/s");
        report.Add($"{transport} upload", Median.Of(plain), "MiB/s");
        report.Add($"{transport} upload, hashed while received", Median.Of(hashed), "MiB/s");
        report.Add($"{transport} SHA-256 alone on one core, which no hashed upload can pass", HashRate(), "MiB/s");
        report.AtLeast($"{transport} upload, rate / floor", Median.Of(plain.Zip(floors, (a, b) => a / b)), 0.9);
        report.AtLeast($"{transport} hashed upload, rate / floor", Median.Of(hashed.Zip(floors, (a, b) => a / b)), 0.5);
        await MemoryAsync();
    }

    private static double HashRate()
    {
        const int Chunks = 8_192;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[64 * 1024];
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Chunks; i++)
        {
            hash.AppendData(chunk);
        }

        return Chunks / 16 / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task MemoryAsync()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("bridge", transport);
        long serverIdle = await server.AskAsync("resident");
        string address = transport == "tcp" ? server.Port.ToString(CultureInfo.InvariantCulture) : server.Path;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["upload", "bridge", transport, address, Gibibyte.ToString(CultureInfo.InvariantCulture), "false"]) { RedirectStandardOutput = true };
        using Process client = Process.Start(start)!;
        string[] words = (await client.StandardOutput.ReadToEndAsync()).Split(' ', StringSplitOptions.TrimEntries);
        await client.WaitForExitAsync();
        double clientMiB = (long.Parse(words[2], CultureInfo.InvariantCulture) - long.Parse(words[1], CultureInfo.InvariantCulture)) / 1024.0;
        double serverMiB = (await server.AskAsync("peak") - serverIdle) / 1024.0;
        report.AtMost($"{transport} upload of 1 GiB, MiB above idle, sender", clientMiB, 64);
        report.AtMost($"{transport} upload of 1 GiB, MiB above idle, receiver", serverMiB, 64);
    }

    private async Task BesideAsync()
    {
        await using ServerProcess floorServer = await ServerProcess.StartAsync("floor", transport);
        await using ServerProcess bridgeServer = await ServerProcess.StartAsync("bridge", transport);
        List<double> floors = [], bridges = [];
        for (int round = 0; round < rounds; round++)
        {
            floors.Add(await EchoBesideUploadAsync(floorServer));
            bridges.Add(await EchoBesideUploadAsync(bridgeServer));
        }

        report.Add($"{transport} echo beside an upload, floor p99", Median.Of(floors), "us");
        report.Add($"{transport} echo beside an upload, p99", Median.Of(bridges), "us");
        report.AtMost($"{transport} echo beside an upload, p99 / floor", Median.Of(bridges.Zip(floors, (a, b) => a / b)), 2);
    }

    private static async Task<double> EchoBesideUploadAsync(ServerProcess server)
    {
        await using IPeer echo = await server.ConnectAsync();
        await using IPeer bulk = await server.ConnectAsync();
        for (int i = 0; i < 500; i++)
        {
            await echo.EchoAsync();
        }

        Task upload = Task.Run(() => bulk.UploadAsync(Gibibyte, false));
        var samples = new List<long>(65536);
        long begin = Stopwatch.GetTimestamp();
        while (!upload.IsCompleted)
        {
            long before = Stopwatch.GetTimestamp();
            await echo.EchoAsync();
            samples.Add(Stopwatch.GetTimestamp() - before);
        }

        await upload;
        return Latencies.From(samples, Stopwatch.GetElapsedTime(begin)).P99;
    }
}
