using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Rpc;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>kill -9 of the editor while it imports.</summary>
[TestFixture]
[NonParallelizable]
public sealed class KilledImportTests : BadDay
{
    private const string Key = "import-of-the-crate";

    [Test]
    public async Task The_operation_is_interrupted_and_the_same_key_does_it_once()
    {
        ImportAssetsParams import;
        await using (HeadlessProcess killed = await StartAsync())
        {
            await using EditorClient client = await ConnectOnceAsync();
            import = new ImportAssetsParams
            {
                Items =
                [
                    await UploadAsync(client, Texture, "/Game/T_First_D"),
                    await UploadAsync(client, Mesh, "/Game/SM_Crate"),
                    await UploadAsync(client, Texture, "/Game/T_Last_D"),
                ],
            };
            await TellAsync(killed, "slow-import 3600");
            Task<ImportAssetsResult> answer = client.ImportAssetsAsync(import, new CallOptions { IdempotencyKey = Key }).AsTask();
            await killed.LineAsync("importing /Game/T_First_D");
            await killed.KillAsync();
            Assert.That((await FailureAsync(answer)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        }

        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient again = await ConnectAsync();
        OperationStatus operation = await again.GetOperationAsync(Key);
        Assert.That(operation.State, Is.EqualTo(OperationState.Interrupted));
        Assert.That(operation.Method, Is.EqualTo(MethodNames.Asset.Import));
        Assert.That(await PathsAsync(again), Is.Empty);

        ImportAssetsResult repeated = await again.ImportAssetsAsync(import, new CallOptions { IdempotencyKey = Key });
        Assert.That(repeated.Items.Select(item => item.Error), Is.All.Null);
        string[] paths = await PathsAsync(again);
        Assert.That(paths, Has.Length.EqualTo(6), "two textures, the mesh and its three materials");

        // Once more: the kept answer, and no second revision.
        ImportAssetsResult kept = await again.ImportAssetsAsync(import, new CallOptions { IdempotencyKey = Key });
        Assert.That(kept.Items.SelectMany(item => item.Assets).Select(asset => asset.Action), Is.All.EqualTo(ImportAction.Created));
        Assert.That(await PathsAsync(again), Is.EqualTo(paths));
        foreach (string path in paths)
        {
            Assert.That((await again.GetAssetAsync(path)).Revision, Is.EqualTo(1), path);
        }

        Assert.That((await again.GetOperationAsync(Key)).State, Is.EqualTo(OperationState.Completed));
    }

    [Test]
    public async Task A_client_that_stays_gets_its_answer_from_the_editor_that_comes_back()
    {
        await using HeadlessProcess killed = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        ImportItem item = await UploadAsync(client, Mesh, "/Game/SM_Crate");
        await TellAsync(killed, "slow-import 3600");
        Task<ImportItemResult> answer = ImportAsync(client, item);
        await killed.LineAsync("importing ");
        await killed.KillAsync();

        await using HeadlessProcess editor = await StartAsync();
        ImportItemResult result = await answer.WaitAsync(Patience);
        Assert.That(result.Error, Is.Null);
        Assert.That(result.Assets, Has.Count.EqualTo(4));
        Assert.That(await PathsAsync(client), Has.Length.EqualTo(4));
    }
}
