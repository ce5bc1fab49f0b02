using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AssetMethodsTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task Assets_are_found_by_each_condition_and_paged()
    {
        foreach (var path in new[] { "/Game/A/T_Wood", "/Game/A/T_Stone", "/Game/B/T_Wood" })
        {
            _server.Editor.Add(path, path.EndsWith("Stone", StringComparison.Ordinal) ? "1" : "2");
        }

        var client = await _server.ConnectAsync();
        Assert.That(await FindAsync(client, new FindAssetsParams()), Is.EqualTo(new[] { "/Game/A/T_Stone", "/Game/A/T_Wood", "/Game/B/T_Wood" }));
        Assert.That(await FindAsync(client, new FindAssetsParams { Under = "/game/a" }), Has.Length.EqualTo(2));
        Assert.That(await FindAsync(client, new FindAssetsParams { NameContains = "wOO", Under = "/Game/B" }), Is.EqualTo(new[] { "/Game/B/T_Wood" }));
        Assert.That(await FindAsync(client, new FindAssetsParams { ContentHash = "1" }), Is.EqualTo(new[] { "/Game/A/T_Stone" }));
        Assert.That(await FindAsync(client, new FindAssetsParams { Paths = ["/game/b/t_wood", "/Game/X"] }), Is.EqualTo(new[] { "/Game/B/T_Wood" }));
        Assert.That(await FindAsync(client, new FindAssetsParams { Sources = ["1", "/nowhere.png"] }), Is.EqualTo(new[] { "/Game/A/T_Stone" }));
        Assert.That(await FindAsync(client, new FindAssetsParams { Sources = [] }), Is.Empty);
        Assert.That((await TestClient.ErrorOf(client.CallAsync<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, new FindAssetsParams { Sources = Enumerable.Repeat("x", 2001).ToArray() }))).Code, Is.EqualTo(ErrorCode.InvalidParams));
        Assert.That(await FindAsync(client, new FindAssetsParams { Class = "StaticMesh" }), Is.Empty);
        Assert.That(await FindAsync(client, new FindAssetsParams { Offset = 1, Limit = 1 }), Is.EqualTo(new[] { "/Game/A/T_Wood" }));
    }

    [Test]
    public async Task A_missing_asset_and_a_path_outside_are_told_apart()
    {
        var client = await _server.ConnectAsync();
        var missing = await TestClient.ErrorOf(new ValueTask<AssetRecord>(_server.TickAsync(client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/None" }))));
        Assert.That(missing.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        var outside = await TestClient.ErrorOf(client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/../secret" }));
        Assert.That(outside.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
    }

    [Test]
    public async Task A_call_whose_time_is_over_before_the_tick_has_done_nothing_and_says_why()
    {
        var client = await _server.ConnectAsync();
        _server.Editor.CurrentModal = new() { Title = "Save?", Text = "" };
        var error = await TestClient.ErrorOf(client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/A" }, new CallOptions { Timeout = TimeSpan.FromMilliseconds(50) }));
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorBlocked, Outcome.NotStarted)));
        Assert.That(error.Message, Does.Contain("'Save?'"));
        Assert.That(_server.Server.Dispatcher.State.QueueDepth, Is.Zero);
    }

    [Test]
    public async Task An_upload_becomes_an_asset_and_is_validated()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_Wood", "pixels");
        var result = await ImportAsync(client, [item]);
        Assert.That(result.Items.Single().Assets.Single().Action, Is.EqualTo(ImportAction.Created));
        var verdict = client.Verdicts.Single().Verdict;
        Assert.That((verdict.AssetPath, verdict.UseCase, verdict.ContentHash), Is.EqualTo(("/Game/T_Wood", ValidationUseCase.Import, item.ContentHash)));
        Assert.That(verdict.Findings, Has.Some.Property(nameof(Finding.RuleId)).EqualTo("tex.pow2"));
        result = await ImportAsync(client, [item]);
        Assert.That(result.Items.Single().Assets.Single().Action, Is.EqualTo(ImportAction.Unchanged));
    }

    [Test]
    public async Task One_item_that_fails_stops_no_other()
    {
        var client = await _server.ConnectAsync();
        var good = await ServerUnderTest.UploadAsync(client, "/Game/T_Good", "pixels");
        var broken = await ServerUnderTest.UploadAsync(client, "/Game/T_Broken", "broken");
        var result = await ImportAsync(client,
        [
            good with { DestinationPath = "/Game/../T_Out" },
            broken,
            good with { ContentHash = new string('0', 64) },
            good with { FileName = "../a.png" },
            good,
        ]);
        Assert.That(
            result.Items.Select(item => item.Error?.Code),
            Is.EqualTo(new ErrorCode?[] { ErrorCode.InvalidAssetPath, ErrorCode.MalformedFile, ErrorCode.ContentMissing, ErrorCode.InvalidParams, null }));
        Assert.That(_server.Editor.Imports, Is.EqualTo(new[] { "/Game/T_Broken", "/Game/T_Good" }));
    }

    [Test]
    public async Task Progress_names_the_operation_and_rises()
    {
        var client = await _server.ConnectAsync();
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels");
        var progress = new List<CallProgress>();
        await ImportAsync(client, [.. Enumerable.Range(0, 5).Select(i => item with { DestinationPath = $"/Game/T_{i}" })], new CallOptions { Progress = progress.Add });
        Assert.That(progress.Select(p => p.OperationId).Distinct().Single(), Is.Not.Null);
        Assert.That(progress.Select(p => p.Fraction), Is.Ordered);
        Assert.That(progress[^1].Fraction, Is.EqualTo(0.8).Within(1e-9));
    }

    [Test]
    public async Task Wrong_settings_do_not_stop_an_import_but_the_verdict_says_so()
    {
        await File.WriteAllTextAsync(_server.Folder["DccBridge.settings.json"], "{ \"nonsense\": 1 }");
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        await ImportAsync(client, [await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels")]);
        var verdict = client.Verdicts.Single().Verdict;
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
        Assert.That(verdict.Findings.Single().Message, Does.Contain("DccBridge.settings.json(1,"));
        var error = await TestClient.ErrorOf(client.CallAsync<ListRulesResult>(MethodNames.Validation.Rules));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.InvalidSettings));
        Assert.That(error.Message, Does.Not.Contain(_server.Folder.Path));
        await File.WriteAllTextAsync(_server.Folder["DccBridge.settings.json"], "{ \"preset\": \"allar\" }");
        Assert.That((await client.CallAsync<ListRulesResult>(MethodNames.Validation.Rules)).Preset, Is.EqualTo("allar"));
    }

    [Test]
    public async Task A_full_disk_is_named_and_the_upload_goes_on_later()
    {
        var client = await _server.ConnectAsync();
        _server.Editor.Disk.FreeBytes = 10;
        var refused = await TestClient.ErrorOf(new ValueTask<ImportItem>(ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels that do not fit")));
        Assert.That(refused.Code, Is.EqualTo(ErrorCode.DiskFull));
        Assert.That(refused.Message, Does.Contain("Free space"));
        _server.Editor.Disk.FreeBytes = long.MaxValue / 2;
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels that do not fit");
        Assert.That((await ImportAsync(client, [item])).Items.Single().Error, Is.Null);
    }

    [Test]
    public async Task Deleting_is_all_or_nothing()
    {
        _server.Editor.Add("/Game/T_A");
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(new ValueTask<DeleteAssetsResult>(DeleteAsync(client, "/Game/T_A", "/Game/T_None")));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That(await FindAsync(client, new FindAssetsParams()), Has.Length.EqualTo(1));
        var deleted = await DeleteAsync(client, "/game/t_a", "/Game/T_A");
        Assert.That(deleted.Deleted, Is.EqualTo(new[] { "/Game/T_A" }));
        Assert.That(deleted.BrokenReferences, Is.EqualTo(new[] { "/Game/Broken" }));
    }

    [Test]
    public async Task Renaming_needs_a_free_path()
    {
        _server.Editor.Add("/Game/T_A");
        _server.Editor.Add("/Game/T_B");
        var client = await _server.ConnectAsync();
        Assert.That((await TestClient.ErrorOf(new ValueTask<RenameAssetResult>(RenameAsync(client, "/Game/T_A", "/Game/T_B")))).Code, Is.EqualTo(ErrorCode.AssetExists));
        Assert.That((await TestClient.ErrorOf(new ValueTask<RenameAssetResult>(RenameAsync(client, "/Game/T_X", "/Game/T_Y")))).Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That((await RenameAsync(client, "/Game/T_A", "/Game/t_a")).Asset.Path, Is.EqualTo("/Game/t_a"));
    }

    private async Task<string[]> FindAsync(TestClient client, FindAssetsParams parameters)
    {
        var result = await _server.TickAsync(client.CallAsync<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, parameters));
        return [.. result.Assets.Select(asset => asset.Path)];
    }

    private Task<ImportAssetsResult> ImportAsync(TestClient client, IReadOnlyList<ImportItem> items, CallOptions options = default) =>
        _server.TickAsync(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, new ImportAssetsParams { Items = items }, options));

    private Task<DeleteAssetsResult> DeleteAsync(TestClient client, params string[] paths) =>
        _server.TickAsync(client.CallAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = paths }));

    private Task<RenameAssetResult> RenameAsync(TestClient client, string from, string to) =>
        _server.TickAsync(client.CallAsync<RenameAssetParams, RenameAssetResult>(MethodNames.Asset.Rename, new RenameAssetParams { From = from, To = to }));
}
