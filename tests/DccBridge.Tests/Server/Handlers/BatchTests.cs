using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Server;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BatchTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task A_whole_job_runs_in_one_tick_in_order()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels");
        var call = client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, new BatchParams
        {
            Calls =
            [
                Call(MethodNames.Asset.Import, new ImportAssetsParams { Items = [item] }),
                Call(MethodNames.Asset.Rename, new RenameAssetParams { From = "/Game/T_A", To = "/Game/T_B" }),
                Call(MethodNames.Asset.Find, new FindAssetsParams()),
                Call(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/T_B"] }),
                Call(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/T_B" }),
            ],
        }).AsTask();
        await ServerUnderTest.UntilAsync(() => _server.Server.Dispatcher.State.QueueDepth == 1);
        _server.Editor.Engine.Tick();
        var results = (await call.WaitAsync(TimeSpan.FromSeconds(20))).Results;
        Assert.That(Decode<ImportAssetsResult>(results[0]).Items.Single().Assets.Single().Action, Is.EqualTo(ImportAction.Created));
        Assert.That(Decode<FindAssetsResult>(results[2]).Assets.Single().Path, Is.EqualTo("/Game/T_B"));
        Assert.That(Decode<DeleteAssetsResult>(results[3]).Deleted, Is.EqualTo(new[] { "/Game/T_B" }));
        Assert.That(results[4].Error!.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That(client.Verdicts.Single().Verdict.AssetPath, Is.EqualTo("/Game/T_A"));
    }

    [Test]
    public async Task After_a_failed_call_the_rest_runs_or_not_as_asked()
    {
        var client = await _server.ConnectAsync();
        BatchCall[] calls =
        [
            Call(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/None"] }),
            Call(MethodNames.Asset.Find, new FindAssetsParams()),
        ];
        var goesOn = await RunAsync(client, new BatchParams { Calls = calls });
        Assert.That(goesOn.Results[1].Error, Is.Null);
        var stops = await RunAsync(client, new BatchParams { Calls = calls, StopOnError = true });
        Assert.That(stops.Results[0].Error!.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That((stops.Results[1].Error!.Code, stops.Results[1].Error!.Outcome), Is.EqualTo((ErrorCode.Cancelled, Outcome.NotStarted)));
    }

    [Test]
    public async Task Bad_params_of_one_call_are_its_own_error()
    {
        var client = await _server.ConnectAsync();
        var result = await RunAsync(client, new BatchParams
        {
            Calls = [new BatchCall { Method = MethodNames.Asset.Get, Params = new byte[] { 0xc1 } }, Call(MethodNames.Asset.Get, new GetAssetParams { Path = "nonsense" }), Call(MethodNames.Asset.Find, new FindAssetsParams())],
        });
        Assert.That(result.Results.Select(r => r.Error?.Code), Is.EqualTo(new ErrorCode?[] { ErrorCode.InvalidParams, ErrorCode.InvalidAssetPath, null }));
    }

    [Test]
    public async Task What_cannot_be_part_of_a_batch_is_refused_before_anything_runs()
    {
        var client = await _server.ConnectAsync();
        foreach (var method in new[] { MethodNames.Transfer.Chunk, MethodNames.Batch.Run, "nonsense" })
        {
            var error = await TestClient.ErrorOf(client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, new BatchParams { Calls = [Call(method, new FindAssetsParams())] }));
            Assert.That(error.Code, Is.EqualTo(ErrorCode.InvalidParams));
        }

        var empty = await TestClient.ErrorOf(client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, new BatchParams { Calls = [] }));
        Assert.That(empty.Code, Is.EqualTo(ErrorCode.InvalidParams));
    }

    [Test]
    public async Task A_batch_gives_no_scope_that_its_session_lacks()
    {
        _server.Editor.Add("/Game/T_A");
        var client = await _server.ConnectAsync(scopes: Scopes.Observe);
        var error = await TestClient.ErrorOf(client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, new BatchParams { Calls = [Call(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = ["/Game/T_A"] })] }));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.ScopeMissing));
    }

    [Test]
    public async Task Validation_can_be_part_of_a_batch()
    {
        _server.Editor.Add("/Game/T_A");
        var client = await _server.ConnectAsync();
        var result = await RunAsync(client, new BatchParams { Calls = [Call(MethodNames.Validation.Run, new RunValidationParams())] });
        Assert.That(Decode<RunValidationResult>(result.Results[0]).Verdicts.Single().AssetPath, Is.EqualTo("/Game/T_A"));
    }

    private static BatchCall Call<T>(string method, T parameters)
        where T : IMessage<T> => new() { Method = method, Params = MessageCodec.Encode(parameters) };

    private static T Decode<T>(BatchCallResult result)
        where T : IMessage<T> => MessageCodec.Decode<T>(result.Result!.Value);

    private Task<BatchResult> RunAsync(TestClient client, BatchParams parameters) =>
        _server.TickAsync(client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, parameters));
}
