using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Operations;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OperationTests : IAsyncDisposable
{
    private static readonly CallOptions WithKey = new() { IdempotencyKey = "send-1" };
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task The_same_key_gives_the_same_result_and_does_nothing_twice()
    {
        var (client, item) = await PrepareAsync();
        var first = await ImportAsync(client, item, WithKey);
        var second = await client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey);
        Assert.That(second.Items.Single().Assets.Single().Action, Is.EqualTo(first.Items.Single().Assets.Single().Action).And.EqualTo(ImportAction.Created));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_gives_the_same_result_after_a_restart()
    {
        var (client, item) = await PrepareAsync();
        await ImportAsync(client, item, WithKey);
        await _server.RestartAsync();
        client = await _server.ConnectAsync();
        var again = await client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey);
        Assert.That(again.Items.Single().Assets.Single().Action, Is.EqualTo(ImportAction.Created));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_with_other_params_is_a_conflict_running_finished_and_after_a_restart()
    {
        var (client, item) = await PrepareAsync();
        var running = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey);
        var other = item with { DestinationPath = "/Game/T_Other" };
        Assert.That((await ErrorOfImport(client, other)).Code, Is.EqualTo(ErrorCode.IdempotencyConflict));
        await _server.TickAsync(running);
        Assert.That((await ErrorOfImport(client, other)).Code, Is.EqualTo(ErrorCode.IdempotencyConflict));
        await _server.RestartAsync();
        Assert.That((await ErrorOfImport(await _server.ConnectAsync(), other)).Code, Is.EqualTo(ErrorCode.IdempotencyConflict));
    }

    [Test]
    public async Task A_second_call_with_the_key_of_a_running_one_joins_it()
    {
        var (client, item) = await PrepareAsync();
        var other = await _server.ConnectAsync();
        var first = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey).AsTask();
        var second = other.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey).AsTask();
        await _server.TickUntilAsync(() => first.IsCompleted && second.IsCompleted);
        Assert.That((await second).Items, Has.Count.EqualTo((await first).Items.Count));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_time_limit_before_the_first_tick_means_that_nothing_was_done()
    {
        var (client, item) = await PrepareAsync();
        var error = await ErrorOfImport(client, item, TimeSpan.FromMilliseconds(50));
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.DeadlineExceeded, Outcome.NotStarted)));
        _server.Editor.Engine.Tick();
        Assert.That(_server.Editor.Imports, Is.Empty);
        await ImportAsync(client, item, WithKey);
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1), "the same key may try again");
    }

    [Test]
    public async Task A_time_limit_during_the_work_gives_the_id_and_the_work_goes_on()
    {
        var (client, item) = await PrepareAsync();
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        _server.Editor.BeforeImport = _ =>
        {
            entered.Set();
            leave.Wait();
        };
        var call = ErrorOfImport(client, item, TimeSpan.FromMilliseconds(200));
        var ticking = Task.Factory.StartNew(
            () =>
            {
                while (!entered.IsSet)
                {
                    _server.Editor.Engine.Tick();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var error = await call;
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.DeadlineExceeded, Outcome.Unknown)));
        var during = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { OperationId = error.OperationId });
        Assert.That(during.State, Is.EqualTo(OperationState.Running));
        leave.Set();
        await ticking;
        OperationStatus status;
        do
        {
            status = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = "send-1" });
        }
        while (status.State == OperationState.Running);
        Assert.That((status.State, status.OperationId), Is.EqualTo((OperationState.Completed, error.OperationId!.Value)));
        Assert.That(status.Result, Is.Not.Null);
    }

    [Test]
    public async Task Cancelling_stops_between_items_and_says_how_many_are_done()
    {
        var (client, item) = await PrepareAsync();
        Guid? operationId = null;
        var items = Enumerable.Range(0, 10).Select(i => item with { DestinationPath = $"/Game/T_{i}" }).ToList();
        var canceller = await _server.ConnectAsync();
        _server.Editor.BeforeImport = imported =>
        {
            if (imported.DestinationPath == "/Game/T_3")
            {
                canceller.CallAsync<CancelOperationParams, OperationStatus>(MethodNames.Operation.Cancel, new CancelOperationParams(operationId!.Value)).AsTask().Wait();
            }
        };
        var call = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, new ImportAssetsParams { Items = items }, new CallOptions { Progress = p => operationId = p.OperationId });
        await ServerUnderTest.UntilAsync(() => operationId is not null);
        var error = await TestClient.ErrorOf(new ValueTask<ImportAssetsResult>(_server.TickAsync(call)));
        Assert.That((error.Code, error.Details!["done"]), Is.EqualTo((ErrorCode.Cancelled, "4")));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(4));
        var status = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { OperationId = operationId });
        Assert.That(status.State, Is.EqualTo(OperationState.Cancelled));
    }

    [Test]
    public async Task The_callers_own_cancel_stops_the_operation()
    {
        var (client, item) = await PrepareAsync();
        using var cancellation = new CancellationTokenSource();
        Guid? operationId = null;
        var call = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), new CallOptions { Progress = p => operationId = p.OperationId }, cancellation.Token).AsTask();
        await ServerUnderTest.UntilAsync(() => operationId is not null);
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => call);
        OperationStatus status;
        do
        {
            status = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { OperationId = operationId });
        }
        while (status.State is OperationState.Queued);
        Assert.That(status.State, Is.EqualTo(OperationState.Cancelled));
        Assert.That(_server.Editor.Imports, Is.Empty);
    }

    [Test]
    public async Task A_lost_connection_does_not_stop_the_work()
    {
        var (client, item) = await PrepareAsync();
        var call = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey).AsTask();
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);
        await client.Connection.DisposeAsync();
        Assert.CatchAsync<ConnectionLostException>(() => call);
        var later = await _server.ConnectAsync();
        var result = await _server.TickAsync(later.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey));
        Assert.That(result.Items.Single().Assets.Single().Action, Is.EqualTo(ImportAction.Created));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_import_that_the_editors_end_interrupted_runs_again_with_its_key()
    {
        var (client, item) = await PrepareAsync();
        var call = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey).AsTask();
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);
        await _server.RestartAsync();
        Assert.CatchAsync<RpcException>(() => call);
        client = await _server.ConnectAsync();
        var status = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = "send-1" });
        Assert.That(status.State, Is.EqualTo(OperationState.Interrupted));
        await ImportAsync(client, item, WithKey);
        var after = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = "send-1" });
        Assert.That((after.State, after.OperationId), Is.EqualTo((OperationState.Completed, status.OperationId)));
        Assert.That(_server.Editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_delete_that_was_interrupted_is_not_repeated_blindly()
    {
        _server.Editor.Add("/Game/T_A");
        var client = await _server.ConnectAsync();
        var parameters = new DeleteAssetsParams { Paths = ["/Game/T_A"] };
        var call = client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, parameters, WithKey).AsTask();
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);

        // As after a crash: nothing of the end reaches the disk.
        _server.Editor.Disk.FreeBytes = 0;
        await _server.Server.StopAsync();
        _server.Editor.Disk.FreeBytes = long.MaxValue / 2;
        await _server.RestartAsync();
        Assert.CatchAsync<RpcException>(() => call);
        client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, parameters, WithKey));
        Assert.That((error.Outcome, error.OperationId is not null), Is.EqualTo((Outcome.Unknown, true)));
        Assert.That(error.Message, Does.Contain("new idempotency key"));
    }

    [Test]
    public async Task A_delete_that_only_waited_when_the_editor_stopped_is_done_with_its_key_afterwards()
    {
        _server.Editor.Add("/Game/T_A");
        var client = await _server.ConnectAsync();
        var parameters = new DeleteAssetsParams { Paths = ["/Game/T_A"] };
        var call = client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, parameters, WithKey);
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);
        await _server.RestartAsync();
        var error = await TestClient.ErrorOf(call);
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorStopping, Outcome.NotStarted)));
        client = await _server.ConnectAsync();
        var result = await _server.TickAsync(client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, parameters, WithKey));
        Assert.That(result.Deleted, Is.EqualTo(new[] { "/Game/T_A" }));
    }

    [Test]
    public async Task Operations_are_listed_newest_first()
    {
        var (client, item) = await PrepareAsync();
        await ImportAsync(client, item);
        await ImportAsync(client, item, WithKey);
        var list = await client.CallAsync<ListOperationsParams, ListOperationsResult>(MethodNames.Operation.List, new ListOperationsParams { IncludeFinished = true });
        Assert.That(list.Operations.Select(o => o.IdempotencyKey), Is.EqualTo(new[] { "send-1", null }));
        Assert.That(list.Operations[0].Result, Is.Null);
        list = await client.CallAsync<ListOperationsParams, ListOperationsResult>(MethodNames.Operation.List, new ListOperationsParams());
        Assert.That(list.Operations, Is.Empty);
    }

    [Test]
    public async Task An_unknown_operation_and_a_question_without_a_name_are_refused()
    {
        var client = await _server.ConnectAsync();
        var unknown = await TestClient.ErrorOf(client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { OperationId = Guid.NewGuid() }));
        Assert.That(unknown.Code, Is.EqualTo(ErrorCode.OperationNotFound));
        var empty = await TestClient.ErrorOf(client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams()));
        Assert.That(empty.Code, Is.EqualTo(ErrorCode.InvalidParams));
    }

    [Test]
    public async Task Who_may_not_import_may_not_cancel_an_import()
    {
        var (client, item) = await PrepareAsync();
        Guid? operationId = null;
        var call = client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), new CallOptions { Progress = p => operationId = p.OperationId });
        await ServerUnderTest.UntilAsync(() => operationId is not null);
        var observer = await _server.ConnectAsync(scopes: Scopes.Observe);
        var error = await TestClient.ErrorOf(observer.CallAsync<CancelOperationParams, OperationStatus>(MethodNames.Operation.Cancel, new CancelOperationParams(operationId!.Value)));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.ScopeMissing));
        await _server.TickAsync(call);
    }

    [Test]
    public async Task A_disk_that_is_full_before_the_work_refuses_it_and_one_that_fills_up_still_answers()
    {
        var (client, item) = await PrepareAsync();
        _server.Editor.Disk.FreeBytes = 0;
        Assert.That((await ErrorOfImport(client, item)).Code, Is.EqualTo(ErrorCode.DiskFull));
        _server.Editor.Disk.FreeBytes = long.MaxValue / 2;
        _server.Editor.Add("/Game/T_Gone");
        var call = client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/T_Gone"] }, new CallOptions { IdempotencyKey = "delete-1" }).AsTask();
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);
        _server.Editor.Disk.FreeBytes = 0;
        await _server.TickUntilAsync(() => call.IsCompleted);
        Assert.That((await call).Deleted, Has.Count.EqualTo(1));
        var status = await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = "delete-1" });
        Assert.That(status.State, Is.EqualTo(OperationState.Completed), "until the next start it is known in memory");
    }

    private static ImportAssetsParams Params(ImportItem item) => new() { Items = [item] };

    private async Task<(TestClient Client, ImportItem Item)> PrepareAsync()
    {
        var client = await _server.ConnectAsync();
        return (client, await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels"));
    }

    private Task<ImportAssetsResult> ImportAsync(TestClient client, ImportItem item, CallOptions options = default) =>
        _server.TickAsync(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), options));

    private static Task<RpcException> ErrorOfImport(TestClient client, ImportItem item, TimeSpan? timeout = null) =>
        TestClient.ErrorOf(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Params(item), WithKey with { Timeout = timeout }));
}
