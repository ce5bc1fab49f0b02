using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class EditorClientReconnectTests
{
    private static readonly DeleteAssetsResult Deleted = new() { Deleted = ["/Game/A"] };

    [Test]
    public async Task A_lost_connection_is_made_again_with_the_token()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await editor.ConnectAsync(editor.Options() with { OnConnectionChanged = states.Add });

        editor.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);
        await client.PingAsync();

        Assert.Multiple(() =>
        {
            Assert.That(states.States, Is.EqualTo(new[] { ConnectionState.Connecting, ConnectionState.Connected, ConnectionState.Reconnecting, ConnectionState.Connected }));
            Assert.That(editor.Opened[1].ResumeToken, Is.Not.Null);
            Assert.That(editor.ClientIds[1], Is.EqualTo(editor.ClientIds[0]));
        });
    }

    [Test]
    public async Task Failed_attempts_are_reported_with_their_reason()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await editor.ConnectAsync(editor.Options() with { OnConnectionChanged = states.Add });

        editor.RefuseNext(new IOException("first"));
        editor.RefuseNext(new IOException("second"));
        editor.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);

        var attempts = states.Changes.Where(c => c.State == ConnectionState.Reconnecting).ToArray();
        Assert.That(attempts.Select(c => c.Attempt), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(attempts[2].Message, Does.Contain("second"));
    }

    [Test]
    public async Task A_call_made_while_the_connection_is_away_waits_for_it()
    {
        await using var editor = new FakeEditor();
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var states = new StateRecorder();
        var first = true;
        await using var client = await editor.ConnectAsync(editor.Options() with
        {
            OnConnectionChanged = states.Add,
            Dial = async (endpoint, stop) =>
            {
                if (!first)
                {
                    await away.Task;
                }

                first = false;
                return await editor.DialAsync(endpoint, stop);
            },
        });

        editor.Cut();
        await states.ReachAsync(ConnectionState.Reconnecting);
        var ping = client.PingAsync().AsTask();
        away.SetResult();

        Assert.That((await ping).UptimeSeconds, Is.EqualTo(1));
        Assert.That(editor.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task A_read_that_was_interrupted_fails_and_says_that_nothing_was_done()
    {
        FakeEditor editor = null!;
        await using (editor = new FakeEditor { Script = table => table.AddRequest<EmptyMessage, EditorState>(MethodNames.Editor.State, (_, c) => Cut<EditorState>(c)) })
        {
            await using var client = await editor.ConnectAsync();

            var e = Assert.ThrowsAsync<ConnectionLostException>(async () => await client.GetStateAsync());

            Assert.That(e!.Outcome, Is.EqualTo(Outcome.NotStarted));
            Assert.That(e.Message, Does.Contain("changes nothing"));
        }
    }

    [Test]
    public async Task A_call_without_a_key_that_was_interrupted_fails_with_an_unknown_outcome()
    {
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<DeleteAssetsParams, DeleteAssetsResult>("custom.delete", (_, c) => Cut<DeleteAssetsResult>(c)),
        };
        await using var client = await editor.ConnectAsync();

        var e = Assert.ThrowsAsync<ConnectionLostException>(async () => await client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>("custom.delete", new DeleteAssetsParams { Paths = [] }));

        Assert.That(e!.Outcome, Is.EqualTo(Outcome.Unknown));
        Assert.That(e.Message, Does.Contain("custom.delete"));
    }

    [Test]
    public async Task An_operation_that_was_interrupted_is_repeated_with_the_same_key()
    {
        var keys = new List<string?>();
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, (_, c) =>
            {
                keys.Add(c.IdempotencyKey);
                return keys.Count < 3 ? Cut<DeleteAssetsResult>(c) : ValueTask.FromResult(Deleted);
            }),
        };
        await using var client = await editor.ConnectAsync();

        var result = await client.DeleteAssetsAsync(["/Game/A"]);

        Assert.That(result.Deleted, Is.EqualTo(Deleted.Deleted));
        Assert.That(keys, Has.Count.EqualTo(3).And.None.Null);
        Assert.That(keys.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_operations_have_different_keys()
    {
        var keys = new List<string?>();
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, (_, c) =>
            {
                keys.Add(c.IdempotencyKey);
                return ValueTask.FromResult(Deleted);
            }),
        };
        await using var client = await editor.ConnectAsync();

        await client.DeleteAssetsAsync(["/Game/A"]);
        await client.DeleteAssetsAsync(["/Game/A"], new CallOptions { IdempotencyKey = "mine" });

        Assert.That(keys[0], Is.Not.Null.And.Not.EqualTo("mine"));
        Assert.That(keys[1], Is.EqualTo("mine"));
    }

    [Test]
    public async Task An_operation_that_is_interrupted_again_and_again_fails_with_an_unknown_outcome()
    {
        var calls = 0;
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, (_, c) =>
            {
                calls++;
                return Cut<DeleteAssetsResult>(c);
            }),
        };
        await using var client = await editor.ConnectAsync(editor.Options() with { MaxResumptions = 2 });

        var e = Assert.ThrowsAsync<ConnectionLostException>(async () => await client.DeleteAssetsAsync(["/Game/A"]));

        Assert.That(e!.Outcome, Is.EqualTo(Outcome.Unknown));
        Assert.That(calls, Is.EqualTo(3));
    }

    [Test]
    public async Task An_operation_refused_by_a_stopping_editor_is_made_when_it_is_back()
    {
        var calls = 0;
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, (_, _) =>
            {
                if (calls++ == 0)
                {
                    refused.SetResult();
                    throw new RpcException(ErrorCode.EditorStopping, "stopping", Outcome.NotStarted);
                }

                return ValueTask.FromResult(Deleted);
            }),
        };
        await using var client = await editor.ConnectAsync();

        var deleting = client.DeleteAssetsAsync(["/Game/A"]).AsTask();
        await refused.Task;
        await client.PingAsync();
        await editor.Connection.CloseAsync("hot reload");

        Assert.That((await deleting).Deleted, Is.EqualTo(Deleted.Deleted));
        Assert.That(calls, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_reconnect_a_lost_connection_closes_the_client()
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync(editor.Options() with { Reconnect = ReconnectOptions.None });

        editor.Cut();
        var end = await client.Completion;

        Assert.That(end.State, Is.EqualTo(ConnectionState.Closed));
        Assert.That((end.Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.Disconnected));
        Assert.ThrowsAsync<ConnectionLostException>(async () => await client.PingAsync());
    }

    [Test]
    public async Task After_the_time_to_give_up_the_client_closes_with_the_last_cause()
    {
        await using var editor = new FakeEditor();
        var time = new ShiftedTime();
        var first = true;
        var options = editor.Options() with
        {
            Time = time,
            Dial = (endpoint, stop) =>
            {
                if (first)
                {
                    first = false;
                    return editor.DialAsync(endpoint, stop);
                }

                time.Shift(TimeSpan.FromMinutes(1));
                throw new IOException("still away");
            },
        };
        await using var client = await editor.ConnectAsync(options with { Reconnect = options.Reconnect with { GiveUpAfter = TimeSpan.FromMinutes(3) } });

        editor.Cut();
        var end = await client.Completion;

        Assert.That((end.Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.GaveUp));
        Assert.That(end.Message, Does.Contain("still away"));
    }

    [Test]
    public async Task An_editor_of_another_project_is_not_taken_for_the_lost_one()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        await using var client = await editor.ConnectAsync(editor.Options() with { OnConnectionChanged = states.Add });

        editor.ProjectPath = "/elsewhere/crates";
        editor.Cut();
        var refused = await states.ReachAsync(ConnectionState.Reconnecting, 2);
        editor.ProjectPath = "/projects/crates";
        await states.ReachAsync(ConnectionState.Connected, 2);

        Assert.That((refused.Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.WrongEditor));
    }

    [Test]
    public async Task A_version_that_no_longer_fits_ends_the_attempts()
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync();

        editor.Versions = [9];
        editor.Cut();
        var end = await client.Completion;

        Assert.That((end.Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.VersionMismatch));
    }

    [Test]
    public async Task A_fault_in_the_dialing_closes_the_client_and_is_not_lost()
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync();

        editor.RefuseNext(new FormatException("a fault of the program"));
        editor.Cut();
        var end = await client.Completion;

        Assert.That(end.Cause?.InnerException, Is.TypeOf<FormatException>());
    }

    [Test]
    public async Task Dispose_ends_the_attempts()
    {
        await using var editor = new FakeEditor();
        var dialing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = true;
        var client = await editor.ConnectAsync(editor.Options() with
        {
            Dial = async (endpoint, stop) =>
            {
                if (first)
                {
                    first = false;
                    return await editor.DialAsync(endpoint, stop);
                }

                dialing.TrySetResult();
                await Task.Delay(Timeout.Infinite, stop);
                throw new InvalidOperationException();
            },
        });

        editor.Cut();
        await dialing.Task;
        var waiting = client.PingAsync().AsTask();
        await client.DisposeAsync();

        Assert.ThrowsAsync<ConnectionLostException>(() => waiting);
        Assert.That(client.State, Is.EqualTo(ConnectionState.Closed));
    }

    [Test]
    public async Task A_listener_that_throws_is_reported_and_ends_nothing()
    {
        await using var editor = new FakeEditor();
        var problems = new List<Exception>();
        await using var client = await editor.ConnectAsync(editor.Options() with
        {
            OnConnectionChanged = _ => throw new InvalidOperationException("faulty listener"),
            OnProblem = (_, e) => problems.Add(e),
        });

        await client.PingAsync();

        Assert.That(problems.Select(p => p.Message), Does.Contain("faulty listener"));
    }

    private static async ValueTask<T> Cut<T>(RequestContext context)
    {
        context.Connection.Abort("cut by the test");
        await Task.Yield();
        throw new IOException("cut");
    }
}
