using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NewTextureTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [TestCase("/Game/Props/T_Rock_ORM", false, TextureCompression.Masks)]
    [TestCase("/Game/Props/T_Rock_N", false, TextureCompression.NormalMap)]
    [TestCase("/Game/Props/T_Rock_D", true, TextureCompression.Default)]
    [TestCase("/Game/Props/T_Rock", false, TextureCompression.Default)]
    public async Task A_new_texture_has_the_settings_that_its_name_asks_for(string path, bool srgb, TextureCompression compression)
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        await ImportAsync(client, await ServerUnderTest.UploadAsync(client, path, "pixels"));
        var texture = (await GetAsync(client, path)).Facts.Texture!;
        Assert.That((texture.Srgb, texture.Compression), Is.EqualTo((srgb, compression)));
        Assert.That(client.Verdicts.Single().Verdict.Findings.Select(finding => finding.RuleId), Has.None.AnyOf("tex.srgb", "tex.normal", "tex.mask", "tex.lodgroup"));
    }

    [Test]
    public async Task An_update_keeps_what_somebody_chose()
    {
        const string Path = "/Game/Props/T_Rock_ORM";
        var client = await _server.ConnectAsync();
        await ImportAsync(client, await ServerUnderTest.UploadAsync(client, Path, "pixels"));
        var chosen = await GetAsync(client, Path);
        _server.Editor.Add(chosen with { Facts = chosen.Facts with { Texture = chosen.Facts.Texture! with { Compression = TextureCompression.Grayscale } } });
        var edits = 0;
        _server.Editor.BeforeEdit = _ => edits++;
        await ImportAsync(client, (await ServerUnderTest.UploadAsync(client, Path, "other pixels")) with { OnConflict = ImportConflict.Update });
        Assert.That(edits, Is.Zero);
    }

    [Test]
    public async Task Settings_that_cannot_be_set_do_not_undo_the_import_and_the_verdict_tells_of_them()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        _server.Editor.BeforeEdit = _ => throw new EditorException(ErrorCode.Busy, "The editor saves.");
        var texture = new TextureFacts { Width = 2048, Height = 1024, Channels = 3, BitDepth = 8, Srgb = true };
        _server.Editor.BeforeImport = item => _server.Editor.Facts = texture;
        var result = await ImportAsync(client, await ServerUnderTest.UploadAsync(client, "/Game/Props/T_Rock_ORM", "pixels"));
        Assert.That(result.Items.Single().Error, Is.Null);
        Assert.That(client.Verdicts.Single().Verdict.Findings.Select(finding => finding.RuleId), Does.Contain("tex.srgb"));
        Assert.That(_server.Editor.Log.Lines.Select(line => line.Message), Has.Some.Contains("/Game/Props/T_Rock_ORM"));
    }

    private Task<AssetRecord> GetAsync(TestClient client, string path) =>
        _server.TickAsync(client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = path }));

    private Task<ImportAssetsResult> ImportAsync(TestClient client, ImportItem item) =>
        _server.TickAsync(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, new ImportAssetsParams { Items = [item] }));
}
