using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class EditorBatchTests
{
    [Test]
    public async Task Each_entry_gets_its_own_result_or_error()
    {
        BatchParams? got = null;
        await using var editor = Answering(
            p => got = p,
            new BatchCallResult { Result = MessageCodec.Encode(new DeleteAssetsResult { Deleted = ["/Game/A"] }) },
            new BatchCallResult { Error = new RpcError { Code = ErrorCode.AssetNotFound, Message = "none" } },
            new BatchCallResult { Result = new byte[] { 0xc1 } },
            new BatchCallResult());
        await using var client = await editor.ConnectAsync();
        var batch = new EditorBatch(stopOnError: true);
        var deleted = batch.DeleteAssets(["/Game/A"]);
        var missing = batch.GetAsset("/Game/B");
        var faulty = batch.GetAsset("/Game/C");
        var empty = batch.GetAsset("/Game/D");

        await client.RunBatchAsync(batch);

        Assert.Multiple(() =>
        {
            Assert.That(got!.StopOnError, Is.True);
            Assert.That(got.Calls.Select(c => c.Method), Is.EqualTo(new[] { MethodNames.Asset.Delete, MethodNames.Asset.Get, MethodNames.Asset.Get, MethodNames.Asset.Get }));
            Assert.That(MessageCodec.Decode<GetAssetParams>(got.Calls[1].Params).Path, Is.EqualTo("/Game/B"));
            Assert.That(deleted.Result.Deleted, Is.EqualTo(new[] { "/Game/A" }));
            Assert.That(missing.Error!.Code, Is.EqualTo(ErrorCode.AssetNotFound));
            Assert.That(() => missing.Result, Throws.TypeOf<RpcException>());
            Assert.That(faulty.Error!.Code, Is.EqualTo(ErrorCode.ProtocolViolation));
            Assert.That(empty.Error!.Code, Is.EqualTo(ErrorCode.ProtocolViolation));
        });
    }

    [Test]
    public async Task An_answer_of_another_length_is_refused()
    {
        await using var editor = Answering(_ => { }, new BatchCallResult());
        await using var client = await editor.ConnectAsync();
        var batch = new EditorBatch();
        batch.GetAsset("/Game/A");
        batch.GetAsset("/Game/B");

        var e = Assert.ThrowsAsync<RpcException>(async () => await client.RunBatchAsync(batch));

        Assert.That(e!.Code, Is.EqualTo(ErrorCode.ProtocolViolation));
    }

    [Test]
    public async Task A_batch_is_run_once_and_holds_256_calls()
    {
        await using var editor = Answering(_ => { });
        await using var client = await editor.ConnectAsync();
        var batch = new EditorBatch();
        await client.RunBatchAsync(batch);
        var full = new EditorBatch();
        for (var i = 0; i < EditorBatch.MaxCalls; i++)
        {
            full.GetAsset("/Game/A");
        }

        Assert.ThrowsAsync<InvalidOperationException>(async () => await client.RunBatchAsync(batch));
        Assert.Throws<InvalidOperationException>(() => batch.GetAsset("/Game/A"));
        Assert.Throws<InvalidOperationException>(() => full.GetAsset("/Game/A"));
    }

    [Test]
    public void A_result_before_the_run_is_refused()
    {
        var entry = new EditorBatch().GetAsset("/Game/A");

        Assert.Throws<InvalidOperationException>(() => _ = entry.Result);
    }

    private static FakeEditor Answering(Action<BatchParams> got, params BatchCallResult[] results) => new()
    {
        Script = table => table.AddRequest<BatchParams, BatchResult>(MethodNames.Batch.Run, (p, _) =>
        {
            got(p);
            return ValueTask.FromResult(new BatchResult { Results = results });
        }),
    };
}
