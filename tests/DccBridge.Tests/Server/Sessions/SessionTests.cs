using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Security;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Sessions;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SessionTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task A_session_answers_without_a_single_tick()
    {
        var client = await _server.ConnectAsync();
        Assert.That(client.Session.Editor.ProjectName, Is.EqualTo("Crates"));
        Assert.That(client.Session.Editor.InstanceId, Is.EqualTo(_server.Server.InstanceId));
        Assert.That((await client.CallAsync<PingResult>(MethodNames.Session.Ping)).UptimeSeconds, Is.GreaterThanOrEqualTo(0));
        var state = await client.CallAsync<EditorState>(MethodNames.Editor.State);
        Assert.That(state.Activity, Is.EqualTo(EditorActivity.Starting));
        Assert.That(state.Sessions, Is.EqualTo(1));
    }

    [Test]
    public async Task The_state_names_a_modal_dialog()
    {
        var client = await _server.ConnectAsync();
        _server.Editor.Engine.Tick();
        Assert.That((await client.CallAsync<EditorState>(MethodNames.Editor.State)).Activity, Is.EqualTo(EditorActivity.Ticking));
        _server.Editor.CurrentModal = new ModalDialog { Title = "Save?", Text = "Save the level?" };
        var state = await client.CallAsync<EditorState>(MethodNames.Editor.State);
        Assert.That((state.Activity, state.Modal!.Title), Is.EqualTo((EditorActivity.Modal, "Save?")));
    }

    [Test]
    public async Task Every_method_before_session_open_is_refused()
    {
        var client = await _server.ConnectAsync(open: false);
        foreach (var call in new Func<ValueTask<object>>[]
        {
            async () => await client.CallAsync<PingResult>(MethodNames.Session.Ping),
            async () => await client.CallAsync<EditorInfo>(MethodNames.Editor.Info),
            async () => await client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/A" }),
            async () => await client.CallAsync<ListRulesResult>(MethodNames.Validation.Rules),
        })
        {
            Assert.That((await TestClient.ErrorOf(call())).Code, Is.EqualTo(ErrorCode.SessionNotOpen));
        }

        await client.OpenAsync();
        await client.CallAsync<PingResult>(MethodNames.Session.Ping);
    }

    [Test]
    public async Task A_missing_scope_is_named()
    {
        var client = await _server.ConnectAsync(scopes: Scopes.Observe);
        var error = await TestClient.ErrorOf(client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams()));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.ScopeMissing));
        Assert.That(error.Message, Does.Contain("'validate'").And.Contain("'observe'"));
        error = await TestClient.ErrorOf(client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/A"] }));
        Assert.That(error.Details!["scope"], Is.EqualTo("edit"));
    }

    [Test]
    public async Task A_token_resumes_the_session_and_only_for_its_client()
    {
        var first = await _server.ConnectAsync();
        await first.Connection.DisposeAsync();
        var second = await _server.ConnectAsync(first.ClientId, resumeToken: first.Session.ResumeToken);
        Assert.That((second.Session.Resumed, second.Session.SessionId), Is.EqualTo((true, first.Session.SessionId)));
        var stranger = await _server.ConnectAsync(Guid.NewGuid(), resumeToken: first.Session.ResumeToken);
        Assert.That(stranger.Session.Resumed, Is.False);
        var wrong = await _server.ConnectAsync(first.ClientId, resumeToken: "wrong");
        Assert.That(wrong.Session.Resumed, Is.False);
    }

    [Test]
    public async Task Sessions_whose_connections_end_at_the_same_moment_are_all_there_to_be_resumed()
    {
        for (var round = 0; round < 20; round++)
        {
            var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.ConnectAsync()));
            foreach (var client in clients)
            {
                client.Connection.Abort("The cable was pulled.");
            }

            foreach (var client in clients)
            {
                var back = await _server.ConnectAsync(client.ClientId, resumeToken: client.Session.ResumeToken);
                Assert.That(back.Session.Resumed, Is.True, $"round {round}");
            }
        }
    }

    [Test]
    public async Task Resuming_ends_a_connection_that_only_seems_to_live()
    {
        var first = await _server.ConnectAsync();
        var second = await _server.ConnectAsync(first.ClientId, resumeToken: first.Session.ResumeToken);
        Assert.That(second.Session.Resumed, Is.True);
        await first.Connection.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        await second.CallAsync<PingResult>(MethodNames.Session.Ping);
    }

    [Test]
    public async Task A_verdict_reaches_every_subscriber_and_nobody_else()
    {
        _server.Editor.Add("/Game/T_Wood");
        var runner = await _server.ConnectAsync();
        var subscriber = await _server.ConnectAsync(scopes: Scopes.Observe);
        var other = await _server.ConnectAsync();
        await subscriber.SubscribeAsync();
        await runner.SubscribeAsync();
        await RunAsync(runner);
        await ServerUnderTest.UntilAsync(() => subscriber.Verdicts.Any());
        Assert.That(runner.Verdicts.Single().Id, Is.EqualTo(new EventId(_server.Server.InstanceId, 1)), "pushed before the answer of the call");
        Assert.That(subscriber.Verdicts.Single().Verdict.AssetPath, Is.EqualTo("/Game/T_Wood"));
        Assert.That(other.Events, Is.Empty);
    }

    [Test]
    public async Task What_was_not_acknowledged_is_repeated_after_a_reconnect()
    {
        _server.Editor.Add("/Game/T_A");
        _server.Editor.Add("/Game/T_B");
        _server.Editor.Add("/Game/T_C");
        var first = await _server.ConnectAsync();
        await first.SubscribeAsync();
        await RunAsync(first);
        await first.AcknowledgeAsync(1);
        await first.Connection.DisposeAsync();
        var runner = await _server.ConnectAsync();
        await RunAsync(runner);
        var second = await _server.ConnectAsync(first.ClientId, resumeToken: first.Session.ResumeToken);
        await ServerUnderTest.UntilAsync(() => second.Verdicts.Count() == 5);
        Assert.That(second.Verdicts.Select(v => v.Id.Sequence), Is.EqualTo(new long[] { 2, 3, 4, 5, 6 }));
    }

    [Test]
    public async Task A_durable_client_gets_what_it_missed_after_a_restart_of_the_editor()
    {
        _server.Editor.Add("/Game/T_A");
        _server.Editor.Add("/Game/T_B");
        var before = await _server.ConnectAsync();
        await before.SubscribeAsync(durable: true);
        await RunAsync(before);
        var firstInstance = _server.Server.InstanceId;
        await before.AcknowledgeAsync(1);
        await _server.RestartAsync();
        var after = await _server.ConnectAsync(before.ClientId);
        var subscribed = await after.SubscribeAsync(durable: true);
        Assert.That((subscribed.NextSequence, subscribed.Pending), Is.EqualTo((2L, 1)));
        await RunAsync(after);
        await ServerUnderTest.UntilAsync(() => after.Verdicts.Count() == 3);
        Assert.That(after.Verdicts.Select(v => v.Id), Is.EqualTo(new[]
        {
            new EventId(firstInstance, 2),
            new EventId(_server.Server.InstanceId, 3),
            new EventId(_server.Server.InstanceId, 4),
        }));
    }

    [Test]
    public async Task A_session_and_its_subscription_go_on_after_a_restart_of_the_editor()
    {
        _server.Editor.Add("/Game/T_A");
        _server.Editor.Add("/Game/T_B");
        var before = await _server.ConnectAsync();
        await before.SubscribeAsync();
        await RunAsync(before);
        await before.AcknowledgeAsync(1);
        var firstInstance = _server.Server.InstanceId;
        await _server.RestartAsync();
        var runner = await _server.ConnectAsync();
        await RunAsync(runner);
        var after = await _server.ConnectAsync(before.ClientId, resumeToken: before.Session.ResumeToken);
        Assert.That(
            (after.Session.Resumed, after.Session.SessionId, after.Session.ResumeToken),
            Is.EqualTo((true, before.Session.SessionId, before.Session.ResumeToken)));
        await ServerUnderTest.UntilAsync(() => after.Verdicts.Count() == 3);
        Assert.That(after.Events.Cast<VerdictEvent>().Select(v => v.Id), Is.EqualTo(new[]
        {
            new EventId(firstInstance, 2),
            new EventId(_server.Server.InstanceId, 3),
            new EventId(_server.Server.InstanceId, 4),
        }));
    }

    [Test]
    public async Task After_a_restart_a_token_is_still_only_its_clients_and_has_its_time()
    {
        await using var server = new ServerUnderTest(options => options with { Sessions = options.Sessions with { ResumeTime = TimeSpan.FromSeconds(60) } });
        var first = await server.ConnectAsync();
        await server.RestartAsync();
        Assert.That((await server.ConnectAsync(Guid.NewGuid(), resumeToken: first.Session.ResumeToken)).Session.Resumed, Is.False, "a stranger");
        Assert.That((await server.ConnectAsync(first.ClientId, resumeToken: first.Session.SessionId)).Session.Resumed, Is.False, "a wrong token");
        await server.RestartAsync(options => options with { Sessions = options.Sessions with { ResumeTime = TimeSpan.Zero } });
        Assert.That((await server.ConnectAsync(first.ClientId, resumeToken: first.Session.ResumeToken)).Session.Resumed, Is.False, "too late");
        Assert.That(new FileInfo(Path.Combine(server.Options.StateFolder, "sessions.log")), Has.Length.LessThan(2_000));
    }

    [Test]
    public async Task The_token_itself_is_not_on_the_disk()
    {
        var client = await _server.ConnectAsync();
        await _server.RestartAsync();
        await _server.Server.StopAsync();
        var kept = await File.ReadAllBytesAsync(Path.Combine(_server.Options.StateFolder, "sessions.log"));
        Assert.That(kept.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(client.Session.SessionId)), Is.Positive);
        Assert.That(kept.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(client.Session.ResumeToken)), Is.Negative);
    }

    [Test]
    public async Task A_subscription_that_becomes_durable_keeps_its_place()
    {
        _server.Editor.Add("/Game/T_A");
        _server.Editor.Add("/Game/T_B");
        var before = await _server.ConnectAsync();
        await before.SubscribeAsync();
        await RunAsync(before);
        await before.AcknowledgeAsync(1);
        await before.SubscribeAsync(durable: true);
        await before.Connection.DisposeAsync();
        var after = await _server.ConnectAsync(before.ClientId);
        var subscribed = await after.SubscribeAsync(durable: true);
        Assert.That((subscribed.NextSequence, subscribed.Pending), Is.EqualTo((2L, 1)));
        await ServerUnderTest.UntilAsync(() => after.Verdicts.Count() == 1);
    }

    [Test]
    public async Task A_session_goes_on_when_the_disk_is_full()
    {
        _server.Editor.Disk.FreeBytes = 0;
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        await client.CallAsync<PingResult>(MethodNames.Session.Ping);
        Assert.That(_server.Editor.Log.Lines.Select(l => l.Message), Has.Some.Contains("could not be kept on disk"));
    }

    [Test]
    public async Task A_client_that_is_not_durable_begins_anew()
    {
        _server.Editor.Add("/Game/T_A");
        var before = await _server.ConnectAsync();
        await before.SubscribeAsync();
        await RunAsync(before);
        var after = await _server.ConnectAsync(before.ClientId);
        var subscribed = await after.SubscribeAsync();
        Assert.That((subscribed.NextSequence, subscribed.Pending), Is.EqualTo((2L, 0)));
    }

    [Test]
    public async Task Sessions_left_for_long_cannot_be_resumed()
    {
        await using var server = new ServerUnderTest(options => options with { Sessions = options.Sessions with { ResumeTime = TimeSpan.Zero } });
        var first = await server.ConnectAsync();
        await first.Connection.DisposeAsync();
        var other = await server.ConnectAsync();
        while ((await other.CallAsync<EditorState>(MethodNames.Editor.State)).Sessions > 1)
        {
            await Task.Yield();
        }

        var second = await server.ConnectAsync(first.ClientId, resumeToken: first.Session.ResumeToken);
        Assert.That(second.Session.Resumed, Is.False);
    }

    [Test]
    public async Task Events_that_are_no_longer_kept_become_an_explicit_gap()
    {
        await using var server = new ServerUnderTest(options => options with { Storage = options.Storage with { EventCount = 3, EventsPerSegment = 2 } });
        for (var i = 0; i < 5; i++)
        {
            server.Editor.Add($"/Game/T_{i}");
        }

        var first = await server.ConnectAsync();
        await first.SubscribeAsync(durable: true);
        await first.Connection.DisposeAsync();
        var runner = await server.ConnectAsync();
        await server.TickAsync(runner.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams()));
        var second = await server.ConnectAsync(first.ClientId);
        await second.SubscribeAsync(durable: true);
        await ServerUnderTest.UntilAsync(() => second.Events.Count == 4);
        var gap = (EventGap)second.Events.First();
        Assert.That((gap.FirstMissing, gap.LastMissing), Is.EqualTo((1L, 2L)));
        Assert.That(second.Verdicts.Select(v => v.Id.Sequence), Is.EqualTo(new long[] { 3, 4, 5 }));
    }

    [Test]
    public async Task A_slow_client_gets_everything_in_order_once_it_reads()
    {
        await using var server = new ServerUnderTest(options => options with { Rpc = options.Rpc with { OutboxLimit = 4_096 } });
        for (var i = 0; i < 2_000; i++)
        {
            server.Editor.Add($"/Game/Folder/With/A/Long/Name/T_{i:D4}");
        }

        var slow = await server.ConnectAsync();
        await slow.SubscribeAsync();
        var runner = await server.ConnectAsync();
        await server.TickAsync(runner.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams()));
        await ServerUnderTest.UntilAsync(() => slow.Verdicts.Count() >= 2_000);
        Assert.That(slow.Verdicts.Select(v => v.Id.Sequence), Is.EqualTo(Enumerable.Range(1, 2_000).Select(n => (long)n)));
    }

    private Task<RunValidationResult> RunAsync(TestClient client) =>
        _server.TickAsync(client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams()));
}
