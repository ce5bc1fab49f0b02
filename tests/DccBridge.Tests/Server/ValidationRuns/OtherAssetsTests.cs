using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Serialization;
using DccBridge.Server;
using DccBridge.Tests.Server.Fakes;
using DccBridge.Validation;

namespace DccBridge.Tests.Server.ValidationRuns;

/// <summary>A run judges each asset among all others of the project, and against the source files of the declared folders.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OtherAssetsTests : IAsyncDisposable
{
    private static readonly RunValidationParams OnlyTheUser = new() { Paths = ["/Game/Props/SM_User"] };

    private readonly TemporaryFolder _sources = new();
    private readonly ServerUnderTest _server;

    public OtherAssetsTests()
    {
        Directory.CreateDirectory(_sources["art"]);
        _server = new ServerUnderTest(options => options with { SourceRoots = [new SourceRoot("C:/art", _sources["art"])] });
        _server.Editor.Add(new AssetRecord { Path = "/Game/Props/SM_Old", Class = AssetClasses.Redirector });
        _server.Editor.Add(new AssetRecord { Path = "/Game/Props/SM_User", Class = AssetClasses.StaticMesh, References = ["/Game/Props/SM_Old"] });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _sources.Dispose();
    }

    [Test]
    public async Task A_run_knows_assets_that_it_does_not_judge()
    {
        var client = await _server.ConnectAsync();
        var result = await _server.TickAsync(client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, OnlyTheUser));
        Assert.That(RulesOf(result), Does.Contain("ref.redirector"));
    }

    [Test]
    public async Task A_redirector_is_judged_as_one_and_as_nothing_else()
    {
        _server.Editor.Add(new AssetRecord { Path = "/Game/Old/Временный new", Class = AssetClasses.Redirector });
        var client = await _server.ConnectAsync();
        var result = await _server.TickAsync(client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams { Paths = ["/Game/Old"] }));
        Assert.That(RulesOf(result), Is.EqualTo(new[] { "ref.redirector" }));
    }

    [Test]
    public async Task A_run_in_a_batch_does_too()
    {
        var client = await _server.ConnectAsync();
        var call = new BatchCall { Method = MethodNames.Validation.Run, Params = MessageCodec.Encode(OnlyTheUser) };
        var batch = await _server.TickAsync(client.CallAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, new BatchParams { Calls = [call] }));
        Assert.That(RulesOf(MessageCodec.Decode<RunValidationResult>(batch.Results.Single().Result!.Value)), Does.Contain("ref.redirector"));
    }

    [Test]
    public async Task A_run_compares_sources_with_what_was_imported()
    {
        _server.Editor.Add("/Game/Props/T_A_D", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        var client = await _server.ConnectAsync();
        Assert.That(await RunAsync(), Does.Contain("src.missing").And.Not.Contains("src.stale"));
        await File.WriteAllTextAsync(Path.Combine(_sources["art"], "a.png"), "");
        Assert.That(await RunAsync(), Does.Not.Contain("src.missing").And.Not.Contains("src.stale").And.Not.Contains("src.absolute"));
        await File.WriteAllTextAsync(Path.Combine(_sources["art"], "a.png"), "changed");
        Assert.That(await RunAsync(), Does.Contain("src.stale"));

        async Task<IEnumerable<string>> RunAsync() => RulesOf(await _server.TickAsync(client.CallAsync<RunValidationParams, RunValidationResult>(
            MethodNames.Validation.Run,
            new RunValidationParams { Paths = ["/Game/Props/T_A_D"] })));
    }

    private static IEnumerable<string> RulesOf(RunValidationResult result) => result.Verdicts.Single().Findings.Select(finding => finding.RuleId);
}
