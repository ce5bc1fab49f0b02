using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.ValidationRuns;

/// <summary>What the project's own validators found becomes part of our verdicts.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProjectValidatorTests : IAsyncDisposable
{
    private const string RuleId = "project.validator";
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task A_run_holds_their_findings_in_result_and_push_and_the_outcome_follows()
    {
        _server.Editor.Add("/Game/T_Bad");
        _server.Editor.Add("/Game/T_Other");
        _server.Editor.Validator = path => path == "/Game/T_Bad" ? new ProjectFinding(path, Severity.Error, "No licence tag.") : null;
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        var result = await _server.TickAsync(client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams()));
        var bad = result.Verdicts.Single(v => v.AssetPath == "/Game/T_Bad");
        var finding = bad.Findings.Single(f => f.RuleId == RuleId);
        Assert.That((bad.Outcome, finding.Severity, finding.Message), Is.EqualTo((VerdictOutcome.Failed, Severity.Error, "No licence tag.")));
        Assert.That(result.Verdicts.Single(v => v.AssetPath == "/Game/T_Other").Findings.Select(f => f.RuleId), Has.None.EqualTo(RuleId));
        await ServerUnderTest.UntilAsync(() => client.Verdicts.Count() == 2);
        Assert.That(client.Verdicts.Single(v => v.Verdict.AssetPath == "/Game/T_Bad").Verdict.Findings, Has.Some.Property(nameof(Finding.RuleId)).EqualTo(RuleId));
    }

    [Test]
    public async Task An_import_is_judged_by_them_too()
    {
        _server.Editor.Validator = path => new ProjectFinding(path, Severity.Warning, "Nobody owns this asset.");
        var verdict = await ImportedAsync();
        Assert.That(verdict.Findings.Single(f => f.RuleId == RuleId).Message, Is.EqualTo("Nobody owns this asset."));
        Assert.That(verdict.Outcome, Is.Not.EqualTo(VerdictOutcome.Passed));
    }

    [Test]
    public async Task That_they_cannot_run_fails_a_run_but_is_only_a_finding_of_an_import()
    {
        _server.Editor.Validator = _ => throw new EditorException(ErrorCode.EditorPartMissing, "Data Validation is switched off. Enable it in Edit > Plugins.");
        var verdict = await ImportedAsync();
        Assert.That(verdict.Findings.Single(f => f.RuleId == RuleId).Message, Does.Contain("Data Validation is switched off"));
        var client = await _server.ConnectAsync();
        var run = client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams());
        var error = await TestClient.ErrorOf(new ValueTask<RunValidationResult>(_server.TickAsync(run)));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.EditorPartMissing));
        Assert.That(error.Message, Does.Contain("Edit > Plugins"));
    }

    private async Task<Verdict> ImportedAsync()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeAsync();
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels");
        var result = await _server.TickAsync(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, new ImportAssetsParams { Items = [item] }));
        Assert.That(result.Items.Single().Error, Is.Null);
        await ServerUnderTest.UntilAsync(() => client.Verdicts.Any());
        return client.Verdicts.Single().Verdict;
    }
}
