using System.Collections.Concurrent;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Protocol.Rpc;

[TestFixture]
[CancelAfter(20_000)]
public sealed class RpcCallTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_call_brings_back_its_result(bool tcp)
    {
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("echo", (text, _) => new(text));
        await using ConnectedPair pair = tcp ? await ConnectedPair.OverTcpAsync(table) : ConnectedPair.InMemory(table);

        for (int i = 0; i < 1000; i++)
        {
            Text answer = await pair.Client.CallAsync<Text, Text>("echo", new($"call {i}"));
            Assert.That(answer.Value, Is.EqualTo($"call {i}"));
        }
    }

    [Test]
    public async Task Many_calls_in_flight_each_get_their_own_answer()
    {
        HandlerTable table = new HandlerTable().AddRequest<Number, Number>("double", async (number, _) =>
        {
            if (number.Value % 3 == 0)
            {
                await Task.Yield();
            }

            return new(number.Value * 2);
        });
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);

        await Parallel.ForEachAsync(Enumerable.Range(0, 5000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            Number answer = await pair.Client.CallAsync<Number, Number>("double", new(i));
            Assert.That(answer.Value, Is.EqualTo(2L * i));
        });
    }

    [Test]
    public async Task Both_sides_may_call_at_the_same_time()
    {
        HandlerTable table() => new HandlerTable().AddRequest<Number, Number>("add", (number, _) => new(new Number(number.Value + 1)));
        await using ConnectedPair pair = ConnectedPair.InMemory(table(), table());

        Task<Number>[] calls = [.. Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? pair.Client : pair.Server).CallAsync<Number, Number>("add", new(i)).AsTask())];

        Assert.That((await Task.WhenAll(calls)).Select(n => n.Value), Is.EqualTo(Enumerable.Range(1, 200)));
    }

    [Test]
    public async Task An_error_of_the_handler_arrives_with_code_text_outcome_and_details()
    {
        Guid operation = Guid.NewGuid();
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("fail", (_, _) => throw new RpcException(
            ErrorCode.AssetExists, "Choose another name.", Outcome.NotStarted, operation, new Dictionary<string, string> { ["path"] = "/Game/A" }));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.CallAsync<Text, Text>("fail", new("x")))!;

        Assert.Multiple(() =>
        {
            Assert.That(e.Code, Is.EqualTo(ErrorCode.AssetExists));
            Assert.That(e.Message, Is.EqualTo("Choose another name."));
            Assert.That(e.Outcome, Is.EqualTo(Outcome.NotStarted));
            Assert.That(e.OperationId, Is.EqualTo(operation));
            Assert.That(e.Details!["path"], Is.EqualTo("/Game/A"));
        });
    }

    [Test]
    public async Task An_exception_of_the_handler_is_told_to_the_log_and_not_to_the_caller()
    {
        var told = new ConcurrentQueue<Exception>();
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("crash", (_, _) => throw new InvalidOperationException("a secret path"));
        await using ConnectedPair pair = ConnectedPair.InMemory(table, options: new() { OnHandlerError = (_, e) => told.Enqueue(e) });

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.CallAsync<Text, Text>("crash", new("x")))!;

        Assert.Multiple(() =>
        {
            Assert.That(e.Code, Is.EqualTo(ErrorCode.Internal));
            Assert.That(e.Message, Does.Not.Contain("secret"));
            Assert.That(told.Single().Message, Is.EqualTo("a secret path"));
        });
    }

    [Test]
    public async Task An_unknown_method_is_answered_and_the_connection_goes_on()
    {
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("echo", (text, _) => new(text));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.CallAsync<Text, Text>("nothing", new("x")))!;

        Assert.That(e.Code, Is.EqualTo(ErrorCode.MethodNotFound));
        Assert.That((await pair.Client.CallAsync<Text, Text>("echo", new("still here"))).Value, Is.EqualTo("still here"));
    }

    [Test]
    public async Task Params_that_do_not_decode_name_the_field()
    {
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("echo", (text, _) => new(text));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.CallAsync<Number, Text>("echo", new(5)))!;

        Assert.That(e.Code, Is.EqualTo(ErrorCode.InvalidParams));
        Assert.That(e.Outcome, Is.EqualTo(Outcome.NotStarted));
    }

    [Test]
    public async Task A_cancelled_call_reaches_the_handler()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reason = new TaskCompletionSource<RequestCancelReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("wait", async (_, context) =>
        {
            using CancellationTokenRegistration registration = context.Cancellation.Register(() => reason.TrySetResult(context.CancelReason));
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.Cancellation);
            return default;
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);
        using var cancel = new CancellationTokenSource();

        ValueTask<Text> call = pair.Client.CallAsync<Text, Text>("wait", new("x"), cancellationToken: cancel.Token);
        await started.Task;
        await cancel.CancelAsync();

        Assert.ThrowsAsync<OperationCanceledException>(async () => await call);
        Assert.That(await reason.Task, Is.EqualTo(RequestCancelReason.Cancelled));
    }

    [Test]
    public async Task A_deadline_fires_on_both_sides_and_says_that_the_outcome_is_unknown()
    {
        var clock = new ManualClock();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reason = new TaskCompletionSource<RequestCancelReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<Text>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("wait", async (_, context) =>
        {
            context.Cancellation.Register(() => reason.TrySetResult(context.CancelReason));
            started.SetResult();
            return await never.Task;
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table, time: clock);

        ValueTask<Text> call = pair.Client.CallAsync<Text, Text>("wait", new("x"), new() { Timeout = TimeSpan.FromSeconds(2) });
        await started.Task;
        await pair.UntilServerRunsAsync(1);
        clock.Advance(TimeSpan.FromSeconds(2.2));
        RequestCancelReason seen = await reason.Task;
        clock.Advance(TimeSpan.FromSeconds(1));

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await call)!;
        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.EqualTo(RequestCancelReason.DeadlineExceeded));
            Assert.That(e.Code, Is.EqualTo(ErrorCode.DeadlineExceeded));
            Assert.That(e.Outcome, Is.EqualTo(Outcome.Unknown));
        });
    }

    [Test]
    public async Task A_time_limit_counts_from_the_arrival_of_the_request()
    {
        var clock = new ManualClock();
        var reason = new TaskCompletionSource<RequestCancelReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("wait", async (text, context) =>
        {
            // Before it gives way.
            clock.Advance(TimeSpan.FromSeconds(1.9));
            context.Cancellation.Register(() => reason.TrySetResult(context.CancelReason));
            await reason.Task;
            return text;
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table, time: clock);

        ValueTask<Text> call = pair.Client.CallAsync<Text, Text>("wait", new("x"), new() { Timeout = TimeSpan.FromSeconds(2) });
        await pair.UntilServerRunsAsync(1);
        clock.Advance(TimeSpan.FromSeconds(0.3));
        Assert.That(await reason.Task.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(RequestCancelReason.DeadlineExceeded));
        await call;
    }

    [Test]
    public async Task Progress_arrives_before_the_result()
    {
        var seen = new List<CallProgress>();
        Guid operation = Guid.NewGuid();
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("work", (text, context) =>
        {
            context.ReportProgress(0.5, "half", operation);
            return new(text);
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        await pair.Client.CallAsync<Text, Text>("work", new("x"), new() { Progress = seen.Add });

        Assert.That(seen, Is.EqualTo(new[] { new CallProgress(0.5, "half", operation) }));
    }

    [Test]
    public async Task Timeout_and_idempotency_key_reach_the_handler()
    {
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("ask", (_, context) => new(new Text($"{context.Timeout?.TotalSeconds} {context.IdempotencyKey}")));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        Text answer = await pair.Client.CallAsync<Text, Text>("ask", new("x"), new() { Timeout = TimeSpan.FromSeconds(7), IdempotencyKey = "key-1" });

        Assert.That(answer.Value, Is.EqualTo("7 key-1"));
    }

    [Test]
    public async Task A_call_above_the_frame_cap_fails_alone()
    {
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("echo", (text, _) => new(text));
        await using ConnectedPair pair = ConnectedPair.InMemory(table, options: new() { MaxFrameLength = 4096 });

        Assert.ThrowsAsync<DccBridge.Protocol.Framing.FrameTooLargeException>(async () => await pair.Client.CallAsync<Text, Text>("echo", new(new string('x', 5000))));
        Assert.That((await pair.Client.CallAsync<Text, Text>("echo", new("small"))).Value, Is.EqualTo("small"));
    }
}
