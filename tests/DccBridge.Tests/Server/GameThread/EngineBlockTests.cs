using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>What a caller hears whose time is over before the engine took the work.</summary>
[TestFixture]
public sealed class EngineBlockTests
{
    private static readonly CallOptions Brief = new() { Timeout = TimeSpan.FromMilliseconds(50) };

    [Test]
    public async Task A_dialog_is_named_with_its_text_for_calls_and_operations_alike()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        server.Editor.CurrentModal = new ModalDialog { Title = "Message", Text = "Save changes?" };
        foreach (var error in new[] { await GetAsync(client), await DeleteAsync(client) })
        {
            Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorBlocked, Outcome.NotStarted)), error.Message);
            Assert.That(error.Message, Does.Contain("the dialog 'Message: Save changes?'"));
        }
    }

    [Test]
    public async Task A_dialog_whose_text_nobody_knows_is_still_a_dialog()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        server.Editor.CurrentModal = new ModalDialog { Title = "", Text = "" };
        var error = await GetAsync(client);
        Assert.That(error.Code, Is.EqualTo(ErrorCode.EditorBlocked));
        Assert.That(error.Message, Does.Contain("shows a dialog and waits"));
    }

    [Test]
    public async Task A_stall_is_told_with_its_seconds_and_with_the_operation_that_causes_it()
    {
        await using var server = new ServerUnderTest(SoonStalled);
        var client = await server.ConnectAsync();
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var slow = server.Server.Dispatcher.RunAsync("asset.import", WorkPriority.Normal, () =>
        {
            entered.Set();
            return leave.Wait(TimeSpan.FromSeconds(20));
        });
        var ticking = Task.Factory.StartNew(server.Editor.Engine.Tick, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.That(entered.Wait(TimeSpan.FromSeconds(20)), Is.True);
        foreach (var error in new[] { await GetAsync(client), await DeleteAsync(client) })
        {
            Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorBlocked, Outcome.NotStarted)), error.Message);
            Assert.That(error.Message, Does.Match(@"is stalled for \d+ s during 'asset\.import'"));
        }

        leave.Set();
        await ticking;
        Assert.That(await slow, Is.True);
    }

    [Test]
    public async Task An_engine_that_stalls_by_itself_is_told_from_one_that_does_our_work()
    {
        await using var server = new ServerUnderTest(SoonStalled);
        var client = await server.ConnectAsync();
        Assert.That((await GetAsync(client)).Message, Does.Match(@"is stalled for \d+ s during work of its own"));
    }

    [Test]
    public async Task Without_a_dialog_and_before_the_stall_limit_it_is_only_the_time_that_is_over()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        Assert.That((await GetAsync(client)).Code, Is.EqualTo(ErrorCode.DeadlineExceeded));
        Assert.That((await DeleteAsync(client)).Code, Is.EqualTo(ErrorCode.DeadlineExceeded));
    }

    private static DccBridge.Server.BridgeServerOptions SoonStalled(DccBridge.Server.BridgeServerOptions options) =>
        options with { GameThread = options.GameThread with { StallLimit = TimeSpan.FromMilliseconds(1) } };

    private static Task<RpcException> GetAsync(TestClient client) =>
        TestClient.ErrorOf(client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/A" }, Brief));

    private static Task<RpcException> DeleteAsync(TestClient client) =>
        TestClient.ErrorOf(client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/A"] }, Brief));
}
