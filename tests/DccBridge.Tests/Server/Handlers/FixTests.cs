using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FixTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task A_preview_is_the_default_and_changes_nothing()
    {
        var client = await GivenAsync();
        var preview = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"] });
        Assert.That(preview.Changes.Select(Text), Is.EqualTo(new[]
        {
            "/Game/A/Wood_N Compression: Default -> NormalMap by tex.normal",
            "/Game/A/Wood_N /Game/A/Wood_N -> /Game/A/T_Wood_N by name.prefix (/Game/A/M_Wood)",
        }));
        Assert.That(preview.UndoId, Is.Null);
        Assert.That(_server.Editor.Engine.OnEngine(() => _server.Editor.Get("/Game/A/Wood_N")!.Facts.Texture!.Compression), Is.EqualTo(TextureCompression.Default));
    }

    [Test]
    public async Task What_the_preview_showed_is_applied_judged_again_and_taken_back()
    {
        var client = await GivenAsync();
        await client.SubscribeAsync();
        var preview = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"] });
        var done = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false, PlanHash = preview.PlanHash });
        Assert.That(done.PlanHash, Is.EqualTo(preview.PlanHash));
        Assert.That(Get("/Game/A/Wood_N"), Is.Null);
        Assert.That(Get("/Game/A/T_Wood_N")!.Facts.Texture!.Compression, Is.EqualTo(TextureCompression.NormalMap));
        Assert.That(Get("/Game/A/T_Wood_N")!.Source!.Path, Is.EqualTo("C:/art/a.png"), "the link to the source stays");
        var verdict = client.Verdicts.Single().Verdict;
        Assert.That((verdict.AssetPath, verdict.RunId), Is.EqualTo(("/Game/A/T_Wood_N", done.UndoId!.Value)));
        Assert.That(verdict.Findings.Select(finding => finding.RuleId), Has.None.EqualTo("name.prefix").And.None.EqualTo("tex.normal"));

        var undone = await UndoAsync(client, done.UndoId.Value);
        Assert.That(undone.Changes.Select(Text), Is.EqualTo(new[]
        {
            "/Game/A/T_Wood_N Compression: NormalMap -> Default by tex.normal",
            "/Game/A/T_Wood_N /Game/A/T_Wood_N -> /Game/A/Wood_N by name.prefix",
        }));
        Assert.That(Get("/Game/A/Wood_N")!.Facts.Texture!.Compression, Is.EqualTo(TextureCompression.Default));
        Assert.That(client.Verdicts.Last().Verdict.AssetPath, Is.EqualTo("/Game/A/Wood_N"));
        Assert.That((await UndoErrorAsync(client, done.UndoId.Value)).Code, Is.EqualTo(ErrorCode.CannotUndo), "only once");
    }

    [Test]
    public async Task A_plan_that_is_another_one_by_now_changes_nothing()
    {
        var client = await GivenAsync();
        var preview = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"] });
        _server.Editor.Add(Texture("/Game/A/Stone_N"));
        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false, PlanHash = preview.PlanHash });
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.PlanChanged, Outcome.NotStarted)));
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [Test]
    public async Task An_asset_that_changes_between_the_plan_and_the_change_stops_all_of_it()
    {
        var client = await GivenAsync();
        _server.Editor.Add(Texture("/Game/A/Stone_N"));

        // The last look at the plan asks who refers to what: after it only the changes themselves are left.
        _server.Editor.BeforeReferencers = () => _server.Editor.Add(Texture("/Game/A/Wood_N") with { Revision = 2 });
        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        Assert.That(error.Code, Is.EqualTo(ErrorCode.PlanChanged));
        Assert.That(error.Message, Does.Contain("'/Game/A/Wood_N' was imported or renamed meanwhile"));
        Assert.That(Get("/Game/A/Stone_N"), Is.Not.Null, "the other asset was not changed either");
    }

    [Test]
    public async Task A_refusal_of_the_editor_reaches_the_caller_and_the_step_cannot_be_taken_back()
    {
        var client = await GivenAsync();
        _server.Editor.BeforeEdit = _ => throw new EditorException(ErrorCode.EditorScriptFailed, "Nothing was changed: it is read-only.");
        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        Assert.That((error.Code, error.Message), Is.EqualTo((ErrorCode.EditorScriptFailed, "Nothing was changed: it is read-only.")));
        Assert.That((await UndoErrorAsync(client, error.OperationId!.Value)).Code, Is.EqualTo(ErrorCode.CannotUndo));
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [Test]
    public async Task A_fix_can_be_taken_back_after_a_restart()
    {
        var client = await GivenAsync();
        var done = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        await _server.RestartAsync();
        client = await _server.ConnectAsync();
        await UndoAsync(client, done.UndoId!.Value);
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [TestCase("renamed")]
    [TestCase("deleted")]
    [TestCase("imported")]
    [TestCase("set otherwise")]
    [TestCase("name taken")]
    public async Task A_fix_cannot_be_taken_back_when_something_changed_since(string change)
    {
        var client = await GivenAsync();
        var done = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        var fixedAsset = Get("/Game/A/T_Wood_N")!;
        switch (change)
        {
            case "renamed":
                _server.Editor.Engine.OnEngine(() => _server.Editor.Rename(fixedAsset.Path, "/Game/A/T_Oak_N"));
                break;
            case "deleted":
                _server.Editor.Engine.OnEngine(() => _server.Editor.Delete([fixedAsset.Path]));
                break;
            case "imported":
                _server.Editor.Add(fixedAsset with { Source = fixedAsset.Source! with { ContentHash = "new" } });
                break;
            case "set otherwise":
                _server.Editor.Add(fixedAsset with { Facts = new AssetFacts { Texture = fixedAsset.Facts.Texture! with { Compression = TextureCompression.Masks } } });
                break;
            default:
                _server.Editor.Add(Texture("/Game/A/Wood_N"));
                break;
        }

        var before = All();
        var error = await UndoErrorAsync(client, done.UndoId!.Value);
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.CannotUndo, Outcome.NotStarted)));
        Assert.That(error.Message, Does.Contain("/Game/A/"));
        Assert.That(All(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_fix_is_stopped_before_its_first_change_or_not_at_all()
    {
        var client = await GivenAsync();
        for (var i = 0; i < 40; i++)
        {
            _server.Editor.Add(Texture($"/Game/B/Stone{i}_N"));
        }

        var call = client.CallAsync<FixAssetsParams, FixAssetsResult>(MethodNames.Validation.Fix, new FixAssetsParams { Paths = ["/Game"], Preview = false }, new CallOptions { IdempotencyKey = "fix" }).AsTask();
        var operation = await _server.TickAsync(new ValueTask<OperationStatus>(OperationAsync(client, "fix")));
        await client.CallAsync<CancelOperationParams, OperationStatus>(MethodNames.Operation.Cancel, new CancelOperationParams(operation.OperationId));
        await _server.TickUntilAsync(() => call.IsCompleted);
        var error = await TestClient.ErrorOf(new ValueTask<FixAssetsResult>(call));
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.Cancelled, Outcome.NotStarted)));
        Assert.That(All(), Has.None.Contain("T_"));
    }

    [Test]
    public async Task A_full_disk_stops_a_fix_before_its_first_change()
    {
        var client = await GivenAsync();
        _server.Editor.BeforeReferencers = () => _server.Editor.Disk.FreeBytes = 0;
        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.DiskFull, Outcome.NotStarted)));
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [Test]
    public async Task What_the_editor_cannot_change_is_refused_in_the_preview()
    {
        var client = await GivenAsync();
        _server.Editor.Problem = change => change.Kind == FixKind.Rename ? "It is a level." : null;
        var preview = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"] });
        Assert.That(preview.Changes.Select(change => change.Kind), Is.EqualTo(new[] { FixKind.SetProperty }));
        Assert.That(preview.Refused.Select(refusal => (refusal.Rule, refusal.Reason)), Does.Contain(("name.prefix", "It is a level.")));
    }

    [Test]
    public async Task A_path_without_assets_and_a_rule_that_is_none_are_refused()
    {
        var client = await GivenAsync();
        Assert.That((await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game/A", "/Game/None"] })).Code, Is.EqualTo(ErrorCode.AssetNotFound));
        var unknown = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Rules = ["name.prefx"] });
        Assert.That((unknown.Code, unknown.Message), Is.EqualTo((ErrorCode.InvalidParams, unknown.Message)));
        Assert.That(unknown.Message, Does.Contain("'name.prefx'").And.Contain("name.prefix"));
        Assert.That((await FixErrorAsync(client, new FixAssetsParams { Paths = [] })).Code, Is.EqualTo(ErrorCode.InvalidParams));
        Assert.That((await UndoErrorAsync(client, Guid.Empty)).Code, Is.EqualTo(ErrorCode.InvalidParams));
    }

    [Test]
    public async Task A_session_that_may_only_look_may_not_fix()
    {
        var client = await _server.ConnectAsync(scopes: Scopes.Observe | Scopes.Validate);
        Assert.That((await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"] })).Code, Is.EqualTo(ErrorCode.ScopeMissing));
    }

    [Test]
    public async Task Too_many_changes_for_one_step_are_refused()
    {
        var client = await GivenAsync();
        for (var i = 0; i <= DccBridge.Server.Handlers.Validation.FixAssets.MaxChanges; i++)
        {
            _server.Editor.Add(new AssetRecord { Path = $"/Game/Many/Crate{i}", Class = AssetClasses.StaticMesh });
        }

        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game/Many"] });
        Assert.That(error.Code, Is.EqualTo(ErrorCode.TooLarge));
    }

    [Test]
    public async Task More_findings_to_leave_alone_than_an_answer_holds_are_refused_before_anything_is_changed()
    {
        var client = await GivenAsync();
        for (var i = 0; i <= DccBridge.Server.Handlers.Validation.FixAssets.MaxRefusals; i++)
        {
            _server.Editor.Add(Texture($"/Game/Many/T_Stone{i}_N") with { Facts = new AssetFacts { Texture = new TextureFacts { Width = 1000, Height = 1000, Channels = 3, BitDepth = 8 } } });
        }

        var error = await FixErrorAsync(client, new FixAssetsParams { Paths = ["/Game"], Rules = ["tex.pow2", "name.prefix"], Preview = false });
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.TooLarge, Outcome.NotStarted)));
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [Test]
    public async Task A_validator_of_the_project_that_fails_does_not_make_a_failure_of_a_fix_that_was_made()
    {
        var client = await GivenAsync();
        _server.Editor.Validator = _ => throw new InvalidOperationException("a fault of the project");
        var done = await FixAsync(client, new FixAssetsParams { Paths = ["/Game"], Preview = false });
        Assert.That(Get("/Game/A/T_Wood_N"), Is.Not.Null);
        await UndoAsync(client, done.UndoId!.Value);
        Assert.That(Get("/Game/A/Wood_N"), Is.Not.Null);
    }

    [Test]
    public async Task A_rule_says_whether_it_can_mend_what_it_finds()
    {
        var client = await _server.ConnectAsync();
        var rules = (await client.CallAsync<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, new ListRulesParams())).Rules.ToDictionary(rule => rule.Id, rule => rule.CanFix);
        Assert.That((rules["name.prefix"], rules["tex.srgb"], rules["mesh.uv0"], rules["tex.pow2"]), Is.EqualTo((true, true, false, false)));
    }

    private static async Task<OperationStatus> OperationAsync(TestClient client, string key)
    {
        while (true)
        {
            try
            {
                return await client.CallAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = key });
            }
            catch (RpcException e) when (e.Code == ErrorCode.OperationNotFound)
            {
                await Task.Yield();
            }
        }
    }

    private static string Text(FixChange change) =>
        $"{change.AssetPath} {(change.Property is { } property ? property + ": " : "")}{change.Before} -> {change.After} by {string.Join(' ', change.Rules)}"
        + (change.UpdatedReferences.Count > 0 ? $" ({string.Join(' ', change.UpdatedReferences)})" : "");

    private static AssetRecord Texture(string path) => new()
    {
        Path = path,
        Class = AssetClasses.Texture2D,
        Source = new SourceFile { Path = "C:/art/a.png", ContentHash = "1" },
        Facts = new AssetFacts { Texture = new TextureFacts { Width = 1024, Height = 1024, Channels = 3, BitDepth = 8, LodGroup = "WorldNormalMap" } },
    };

    private async Task<TestClient> GivenAsync()
    {
        _server.Editor.Add(Texture("/Game/A/Wood_N"));
        _server.Editor.Add(new AssetRecord { Path = "/Game/A/M_Wood", Class = AssetClasses.Material, References = ["/Game/A/Wood_N"] });
        return await _server.ConnectAsync();
    }

    private AssetRecord? Get(string path) => _server.Editor.Engine.OnEngine(() => _server.Editor.Get(path));

    private List<string> All() => _server.Editor.Engine.OnEngine(() => _server.Editor.List().Select(asset => $"{asset.Path} {asset.Revision} {asset.Facts.Texture}").ToList());

    private Task<FixAssetsResult> FixAsync(TestClient client, FixAssetsParams parameters) =>
        _server.TickAsync(client.CallAsync<FixAssetsParams, FixAssetsResult>(MethodNames.Validation.Fix, parameters));

    private Task<RpcException> FixErrorAsync(TestClient client, FixAssetsParams parameters) => TestClient.ErrorOf(new ValueTask<FixAssetsResult>(FixAsync(client, parameters)));

    private Task<FixAssetsResult> UndoAsync(TestClient client, Guid id) =>
        _server.TickAsync(client.CallAsync<UndoFixParams, FixAssetsResult>(MethodNames.Validation.UndoFix, new UndoFixParams { UndoId = id }));

    private Task<RpcException> UndoErrorAsync(TestClient client, Guid id) => TestClient.ErrorOf(new ValueTask<FixAssetsResult>(UndoAsync(client, id)));
}
