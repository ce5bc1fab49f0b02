using System.Security.Cryptography;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Protocol.Rpc;

[TestFixture]
[CancelAfter(30_000)]
public sealed class RpcUploadTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3_000_017);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Chunks_read_one_by_one_are_the_bytes_that_were_written(bool tcp)
    {
        using var received = new MemoryStream();
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            while (await upload.ReadChunkAsync() is { } chunk)
            {
                using (chunk)
                {
                    received.Write(chunk.Memory.Span);
                }
            }

            return new(received.Length);
        });
        await using ConnectedPair pair = tcp ? await ConnectedPair.OverTcpAsync(table) : ConnectedPair.InMemory(table);

        Number answer = await pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(Content));

        Assert.That(answer.Value, Is.EqualTo(Content.Length));
        Assert.That(received.ToArray(), Is.EqualTo(Content));
    }

    [Test]
    public async Task A_sink_gets_every_chunk_on_the_receive_loop()
    {
        var sink = new HashingSink();
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            upload.SetSink(sink);
            await upload.Completed;
            return new(upload.ReceivedBytes);
        });
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);

        Number answer = await pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(Content));

        Assert.That(answer.Value, Is.EqualTo(Content.Length));
        Assert.That(sink.Hash.GetHashAndReset(), Is.EqualTo(SHA256.HashData(Content)));
    }

    [Test]
    public async Task A_handler_that_refuses_stops_the_sender()
    {
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", (_, _) => throw new RpcException(ErrorCode.DiskFull, "Make room.", Outcome.NotStarted));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(Content)))!;

        Assert.That(e.Code, Is.EqualTo(ErrorCode.DiskFull));
    }

    [Test]
    public async Task A_body_that_waits_for_something_else_ends_with_the_connection()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            await upload.Completed;
            return new(0);
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);
        Task<Number> call = pair.Client.UploadAsync<Text, Number>("put", new("x"), async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }).AsTask();
        await begun.Task;
        await pair.Server.DisposeAsync();
        Assert.ThrowsAsync<ConnectionLostException>(() => call);
    }

    [Test]
    public async Task A_body_that_waits_for_something_else_ends_with_an_early_answer()
    {
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", (_, _) => ValueTask.FromResult(new Number(7)));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);
        Number answer = await pair.Client.UploadAsync<Text, Number>("put", new("x"), async (_, token) => await Task.Delay(Timeout.Infinite, token));
        Assert.That(answer.Value, Is.EqualTo(7));
    }

    [Test]
    public async Task A_body_that_is_cancelled_by_its_caller_ends_as_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            await upload.Completed;
            return new(0);
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);
        Task<Number> call = pair.Client.UploadAsync<Text, Number>("put", new("x"), async (_, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }, cancellationToken: cancellation.Token).AsTask();
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(pair.Client.Completion.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_body_that_fails_cancels_the_request_at_the_receiver()
    {
        var cancelled = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            try
            {
                while (await upload.ReadChunkAsync() is { } chunk)
                {
                    chunk.Dispose();
                }
            }
            catch (OperationCanceledException e)
            {
                cancelled.SetResult(e);
                throw;
            }

            return default;
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Client.UploadAsync<Text, Number>("put", new("x"), async (writer, _) =>
        {
            await writer.WriteAsync(Content.AsMemory(0, 1000));
            throw new InvalidDataException("the file changed");
        }));
        Assert.That(await cancelled.Task, Is.Not.Null);
    }

    [Test]
    public async Task Calls_are_answered_while_an_upload_waits_for_credit()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable()
            .AddRequest<Text, Text>("echo", (text, _) => new(text))
            .AddUpload<Text, Number>("put", async (_, upload) =>
            {
                await go.Task;
                while (await upload.ReadChunkAsync() is { } chunk)
                {
                    chunk.Dispose();
                }

                return new(upload.ReceivedBytes);
            });
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);

        Task<Number> upload = pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(Content)).AsTask();
        for (int i = 0; i < 100; i++)
        {
            Assert.That((await pair.Client.CallAsync<Text, Text>("echo", new("hello"))).Value, Is.EqualTo("hello"));
        }

        Assert.That(upload.IsCompleted, Is.False);
        go.SetResult();
        Assert.That((await upload).Value, Is.EqualTo(Content.Length));
    }

    [Test]
    public async Task Two_uploads_at_once_both_arrive()
    {
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            upload.SetSink(new HashingSink());
            await upload.Completed;
            return new(upload.ReceivedBytes);
        });
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);

        Task<Number>[] uploads = [.. Enumerable.Range(0, 4).Select(_ => pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(Content)).AsTask())];

        Assert.That((await Task.WhenAll(uploads)).Select(n => n.Value), Is.All.EqualTo(Content.Length));
    }

    private sealed class HashingSink : IChunkSink
    {
        public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void OnChunk(ReadOnlySpan<byte> chunk) => Hash.AppendData(chunk);
    }
}
