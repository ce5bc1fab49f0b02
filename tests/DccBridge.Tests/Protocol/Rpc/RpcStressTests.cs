using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Protocol.Rpc;

[TestFixture]
[CancelAfter(60_000)]
public sealed class RpcStressTests
{
    [Test]
    public async Task Calls_cancels_time_limits_uploads_and_aborts_in_parallel_all_end_one_way_or_another()
    {
        HandlerTable table = new HandlerTable()
            .AddRequest<Number, Number>("echo", (number, _) => new(number))
            .AddRequest<Number, Number>("yield", async (number, _) =>
            {
                await Task.Yield();
                return number;
            })
            .AddRequest<Number, Number>("never", async (number, context) =>
            {
                await Task.Delay(Timeout.Infinite, context.Cancellation);
                return number;
            })
            .AddUpload<Number, Number>("put", async (number, upload) =>
            {
                while (await upload.ReadChunkAsync() is { } chunk)
                {
                    chunk.Dispose();
                }

                return new(upload.ReceivedBytes);
            });
        var seeds = new Random(20_261);
        var sinceStart = System.Diagnostics.Stopwatch.StartNew();
        int answers = 0;
        while (sinceStart.Elapsed < TimeSpan.FromSeconds(2))
        {
            await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);
            int done = 0;
            int abortAfter = seeds.Next(50, 2000);
            Task[] workers = [.. Enumerable.Range(0, 16).Select(_ =>
            {
                var random = new Random(seeds.Next());
                return Task.Run(async () =>
                {
                    for (int i = 0; i < 150; i++)
                    {
                        if (await EndsAsync(pair.Client, random, i))
                        {
                            Interlocked.Increment(ref answers);
                        }

                        if (Interlocked.Increment(ref done) == abortAfter)
                        {
                            (random.Next(2) == 0 ? pair.Client : pair.Server).Abort("stress");
                        }
                    }
                });
            })];
            await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.That(answers, Is.GreaterThan(100));
    }

    private static async Task<bool> EndsAsync(RpcConnection client, Random random, int i)
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            switch (random.Next(6))
            {
                case 0:
                    Task<Number> cancelled = client.CallAsync<Number, Number>("never", new(i), default, cancel.Token).AsTask();
                    await cancel.CancelAsync();
                    await cancelled;
                    return false;
                case 1 when i % 10 == 0:
                    await client.CallAsync<Number, Number>("never", new(i), new() { Timeout = TimeSpan.FromMilliseconds(random.Next(1, 20)) });
                    return false;
                case 2:
                    int length = random.Next(1, 300_000);
                    Number received = await client.UploadAsync<Number, Number>("put", new(i), (writer, _) => writer.WriteAsync(new byte[length]));
                    return received.Value == length ? true : throw new InvalidDataException($"{received.Value} of {length} bytes arrived");
                case 3:
                    Task<Number> racing = client.CallAsync<Number, Number>("yield", new(i), default, cancel.Token).AsTask();
                    Task cancelling = Task.Run(cancel.Cancel);
                    try
                    {
                        await racing;
                    }
                    finally
                    {
                        await cancelling;
                    }

                    return true;
                default:
                    Number answer = await client.CallAsync<Number, Number>(random.Next(2) == 0 ? "echo" : "yield", new(i));
                    return answer.Value == i ? true : throw new InvalidDataException($"{answer.Value} came for {i}");
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            return false;
        }
    }
}
