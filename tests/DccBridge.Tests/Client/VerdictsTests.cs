using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class VerdictsTests
{
    [Test]
    public async Task Verdicts_come_in_order_and_are_acknowledged_after_they_were_taken(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await editor.PushAsync(1);
        await editor.PushAsync(2);
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);

        Assert.That(await NextAsync(verdicts), Is.EqualTo(1));
        await client.PingAsync();
        Assert.That(editor.Acknowledged, Is.Empty);
        Assert.That(await NextAsync(verdicts), Is.EqualTo(2));
        await editor.UntilAsync(() => editor.Acknowledged.Contains(1));
    }

    [Test]
    public async Task Leaving_the_loop_takes_the_last_one(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await editor.PushAsync(1);

        await foreach (var _ in client.Verdicts(stop))
        {
            break;
        }

        await editor.UntilAsync(() => editor.Acknowledged.Contains(1));
    }

    [Test]
    public async Task A_repeated_verdict_is_shown_once_and_acknowledged_again(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);
        await editor.PushAsync(1);
        await editor.PushAsync(1);
        await editor.PushAsync(2);

        Assert.That(await NextAsync(verdicts), Is.EqualTo(1));
        Assert.That(await NextAsync(verdicts), Is.EqualTo(2));
        await editor.UntilAsync(() => editor.Acknowledged.Contains(1));
        await editor.PushAsync(1);
        await editor.UntilAsync(() => editor.Acknowledged.Count(a => a == 1) == 2);
        await editor.PushAsync(3);
        Assert.That(await NextAsync(verdicts), Is.EqualTo(3));
    }

    [Test]
    public async Task The_same_number_of_another_instance_is_another_verdict(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);

        await editor.PushAsync(1, "/Game/A");
        await editor.PushAsync(1, "/Game/B", Guid.NewGuid());

        await verdicts.MoveNextAsync();
        Assert.That(verdicts.Current.Verdict.AssetPath, Is.EqualTo("/Game/A"));
        await verdicts.MoveNextAsync();
        Assert.That(verdicts.Current.Verdict.AssetPath, Is.EqualTo("/Game/B"));
    }

    [Test]
    public async Task What_was_repeated_after_a_reconnect_is_shown_once_and_acknowledged_there(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await SubscribedAsync(editor, o => o with { OnConnectionChanged = states.Add });
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);
        await editor.PushAsync(1);
        Assert.That(await NextAsync(verdicts), Is.EqualTo(1));

        editor.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);
        await editor.PushAsync(1);
        await editor.PushAsync(2);

        Assert.That(await NextAsync(verdicts), Is.EqualTo(2));
        await editor.UntilAsync(() => editor.Acknowledged.Contains(1));
        Assert.That(editor.Subscriptions, Has.Count.EqualTo(1), "a resumed session keeps its subscription");
    }

    [Test]
    public async Task A_session_that_was_forgotten_is_subscribed_again_and_names_what_was_missed()
    {
        await using var editor = new FakeEditor { NextSequence = 5 };
        var states = new StateRecorder();
        var gaps = new List<EventGap>();
        await using var client = await SubscribedAsync(editor, o => o with { OnConnectionChanged = states.Add });
        client.VerdictsLost += gaps.Add;

        editor.ForgetSession();
        editor.NextSequence = 8;
        editor.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);

        Assert.That(editor.Subscriptions, Is.EqualTo(new[] { false, false }));
        Assert.That(gaps.Select(g => (g.FirstMissing, g.LastMissing)), Is.EqualTo(new[] { (5L, 7L) }));
    }

    [Test]
    public async Task A_durable_subscription_stays_durable()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await SubscribedAsync(editor, o => o with { OnConnectionChanged = states.Add, ClientId = Guid.NewGuid() }, durable: true);

        editor.ForgetSession();
        editor.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);

        Assert.That(editor.Subscriptions, Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task A_durable_subscription_needs_a_stable_id()
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync();

        var e = Assert.ThrowsAsync<InvalidOperationException>(async () => await client.SubscribeAsync(durable: true));

        Assert.That(e!.Message, Does.Contain(nameof(EditorClientOptions.ClientId)));
    }

    [Test]
    public async Task A_gap_that_the_editor_names_is_raised(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        var gap = new TaskCompletionSource<EventGap>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.VerdictsLost += gap.SetResult;

        await editor.Connection.NotifyAsync(MethodNames.Session.Gap, new EventGap { FirstMissing = 3, LastMissing = 9, Reason = "older than 7 days" });

        Assert.That((await gap.Task.WaitAsync(stop)).LastMissing, Is.EqualTo(9));
    }

    [Test]
    public async Task A_slow_consumer_loses_nothing(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await SubscribedAsync(editor, o => o with { MaxWaitingVerdicts = 2, OnConnectionChanged = states.Add });
        for (var i = 1; i <= 4; i++)
        {
            await editor.PushAsync(i);
        }

        await client.PingAsync();
        var seen = new List<long>();
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);
        seen.Add(await NextAsync(verdicts));
        seen.Add(await NextAsync(verdicts));
        var third = NextAsync(verdicts);
        await states.ReachAsync(ConnectionState.Connected, 2);
        for (var i = 2; i <= 4; i++)
        {
            await editor.PushAsync(i);
        }

        seen.Add(await third);
        seen.Add(await NextAsync(verdicts));
        Assert.That(seen, Is.EqualTo(new[] { 1L, 2, 3, 4 }));
    }

    [Test]
    public async Task A_second_reader_is_refused(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await using var listener = client.OnVerdict((_, _) => ValueTask.CompletedTask);
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);

        Assert.ThrowsAsync<InvalidOperationException>(async () => await verdicts.MoveNextAsync());
    }

    [Test]
    public async Task A_listener_gets_each_verdict_and_acknowledges_it(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        var got = new TaskCompletionSource<VerdictEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = client.OnVerdict((verdict, _) =>
        {
            got.SetResult(verdict);
            return ValueTask.CompletedTask;
        });

        await editor.PushAsync(7);

        Assert.That((await got.Task.WaitAsync(stop)).Id.Sequence, Is.EqualTo(7));
        await editor.UntilAsync(() => editor.Acknowledged.Contains(7));
    }

    [Test]
    public async Task A_verdict_whose_listener_failed_goes_to_the_next_one(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor);
        await editor.PushAsync(1);
        await using (var faulty = client.OnVerdict((_, _) => throw new InvalidDataException("cannot show it")))
        {
            Assert.ThrowsAsync<InvalidDataException>(() => faulty.Completion.WaitAsync(stop));
        }

        Assert.That(editor.Acknowledged, Is.Empty);
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);
        Assert.That(await NextAsync(verdicts), Is.EqualTo(1));
    }

    [Test]
    public async Task Many_taken_at_once_are_one_acknowledgement()
    {
        await using var editor = new FakeEditor();
        var client = await SubscribedAsync(editor, o => o with { AcknowledgeDelay = TimeSpan.FromHours(1) });
        await using (client)
        {
            for (var i = 1; i <= 50; i++)
            {
                await editor.PushAsync(i);
            }

            var taken = 0;
            await foreach (var _ in client.Verdicts())
            {
                if (++taken == 50)
                {
                    break;
                }
            }
        }

        Assert.That(editor.Acknowledged, Is.EqualTo(new[] { 50L }), "the end of the client sends what was gathered");
    }

    [Test]
    public async Task The_end_of_the_client_ends_the_loop(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        var client = await SubscribedAsync(editor);
        await editor.PushAsync(1);
        var seen = new List<long>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loop = Task.Run(
            async () =>
            {
                await foreach (var verdict in client.Verdicts(stop))
                {
                    seen.Add(verdict.Id.Sequence);
                    first.TrySetResult();
                }
            },
            stop);

        await first.Task.WaitAsync(stop);
        await client.DisposeAsync();
        await loop.WaitAsync(stop);

        Assert.That(seen, Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task A_connection_lost_for_good_fails_the_loop(CancellationToken stop)
    {
        await using var editor = new FakeEditor();
        await using var client = await SubscribedAsync(editor, o => o with { Reconnect = ReconnectOptions.None });
        await using var verdicts = client.Verdicts(stop).GetAsyncEnumerator(stop);

        editor.Cut();

        Assert.ThrowsAsync<EditorConnectException>(async () => await verdicts.MoveNextAsync());
    }

    private static async Task<EditorClient> SubscribedAsync(FakeEditor editor, Func<EditorClientOptions, EditorClientOptions>? change = null, bool durable = false)
    {
        var client = await editor.ConnectAsync(change?.Invoke(editor.Options()) ?? editor.Options());
        await client.SubscribeAsync(durable);
        return client;
    }

    private static async Task<long> NextAsync(IAsyncEnumerator<VerdictEvent> verdicts)
    {
        Assert.That(await verdicts.MoveNextAsync(), Is.True);
        return verdicts.Current.Id.Sequence;
    }
}
