using DccBridge.Client;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using UnrealSharp.CoreUObject;
using UnrealSharp.DataValidation;

namespace DccBridge.Unreal.Tests;

/// <summary>DccBridge's validator among Unreal's own.</summary>
[TestFixture]
public sealed class ValidatorTests
{
    private EditorInTest _editor = null!;

    private UEditorValidatorBase Validator => _editor.Validators.Validators[^1];

    [SetUp]
    public async Task Open()
    {
        _editor = new EditorInTest();
        _editor.Python.Widths["/Game/Props/T_Good_D"] = 2048;
        _editor.Python.Widths["/Game/Props/T_Bad_D"] = 2049;
        _editor.Python.Widths["/Game/Props/T_Odd"] = 2048;
        foreach (var asset in _editor.Python.Widths.Keys)
        {
            _editor.Assets.Assets.Add(asset);
        }

        await _editor.StartAsync();
    }

    [TearDown]
    public async Task Close() => await _editor.DisposeAsync();

    [Test]
    public async Task An_asset_without_faults_passes()
    {
        var (result, said) = await JudgeAsync("/Game/Props/T_Good_D");
        Assert.That((result, string.Join('|', said)), Is.EqualTo((EDataValidationResult.Valid, "passes")));
    }

    [Test]
    public async Task A_warning_is_said_and_the_asset_passes()
    {
        var (result, said) = await JudgeAsync("/Game/Props/T_Odd");
        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(EDataValidationResult.Valid));
            Assert.That(said[0], Does.StartWith("warning: [name.").And.Contain(" -> "));
            Assert.That(said[^1], Is.EqualTo("passes"));
        });
    }

    [Test]
    public async Task An_error_fails_the_asset_with_rule_fault_and_remedy()
    {
        var (result, said) = await JudgeAsync("/Game/Props/T_Bad_D");
        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(EDataValidationResult.Invalid));
            Assert.That(said, Has.Length.EqualTo(1));
            Assert.That(said[0], Does.StartWith("fails: [tex.pow2] 2049 x 1024 px").And.Contain(" -> Resize"));
        });
    }

    [Test]
    public async Task What_throws_is_logged_and_counts_as_not_validated()
    {
        _editor.Engine.Python = (_, _) => throw new InvalidOperationException("The interpreter is broken.");
        var (result, said) = await JudgeAsync("/Game/Props/T_Bad_D");
        Assert.Multiple(() =>
        {
            Assert.That((result, said.Length), Is.EqualTo((EDataValidationResult.NotValidated, 0)));
            Assert.That(_editor.Errors.Single(), Does.Contain("could not judge an asset").And.Contain("The interpreter is broken."));
        });
    }

    [Test]
    public async Task An_asset_that_is_null_does_no_harm() => await _editor.OnGameThreadAsync(() =>
        Assert.That((Validator.CanValidateAsset(null!), Validator.ValidateLoadedAsset(null!)), Is.EqualTo((false, EDataValidationResult.NotValidated))));

    [Test]
    public async Task Without_a_server_it_passes_and_says_nothing_in_the_log()
    {
        var validator = Validator;
        await _editor.OnGameThreadAsync(_editor.Module.ShutdownModule);
        var lines = _editor.Engine.Log.Count;
        var result = await _editor.OnGameThreadAsync(() => validator.ValidateLoadedAsset(Asset("/Game/Props/T_Bad_D")));
        Assert.Multiple(() =>
        {
            Assert.That((result, string.Join('|', validator.Said)), Is.EqualTo((EDataValidationResult.Valid, "passes")));
            Assert.That(_editor.Engine.Log, Has.Count.EqualTo(lines));
        });
    }

    [TestCase(EDataValidationUsecase.Save, ValidationUseCase.Save)]
    [TestCase(EDataValidationUsecase.Manual, ValidationUseCase.Manual)]
    [TestCase(EDataValidationUsecase.PreSubmit, ValidationUseCase.PreSubmit)]
    [TestCase(EDataValidationUsecase.Script, ValidationUseCase.Script)]
    [TestCase(EDataValidationUsecase.Commandlet, ValidationUseCase.Script)]
    public async Task The_verdict_is_pushed_with_its_use_case(EDataValidationUsecase asked, ValidationUseCase expected)
    {
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        await client.SubscribeAsync();
        await JudgeAsync("/Game/Props/T_Bad_D", asked);
        using var limit = new CancellationTokenSource(EditorInTest.Limit);
        await foreach (var pushed in client.Verdicts(limit.Token))
        {
            Assert.That((pushed.Verdict.AssetPath, pushed.Verdict.UseCase, pushed.Verdict.Outcome), Is.EqualTo(("/Game/Props/T_Bad_D", expected, VerdictOutcome.Failed)));
            break;
        }
    }

    [Test]
    public async Task One_that_Unreal_found_by_itself_stays_silent()
    {
        var found = new UDccBridgeValidator();
        var asked = await _editor.OnGameThreadAsync(() => (found.CanValidate(EDataValidationUsecase.Save), found.CanValidateAsset(Asset("/Game/Props/T_Bad_D"))));
        Assert.That(asked, Is.EqualTo((false, false)));
    }

    [Test]
    public async Task On_demand_the_projects_validators_speak_and_ours_is_not_heard_twice()
    {
        _editor.Engine.ProjectValidator = path => new FValidateAssetsDetails { ValidationErrors = [$"{path} has no owner."], ValidationWarnings = ["Too grey."] };
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        var verdicts = (await client.ValidateAsync(new RunValidationParams { Paths = ["/Game/Props/T_Bad_D"] })).Verdicts;
        var findings = verdicts.Single().Findings.Select(finding => (finding.RuleId, finding.Severity)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(findings, Does.Contain(("project.validator", Severity.Error)).And.Contain(("project.validator", Severity.Warning)));
            Assert.That(findings.Count(finding => finding.RuleId == "tex.pow2"), Is.EqualTo(1));
            Assert.That(findings.Count(finding => finding.RuleId == "project.validator"), Is.EqualTo(2));
            Assert.That(_editor.Validators.Runs.Single(), Is.EqualTo(new FValidateAssetsSettings
            {
                CollectPerAssetDetails = true, LoadAssetsForValidation = true, MaxAssetsToValidate = 1, ValidationUsecase = EDataValidationUsecase.Manual,
            }));
        });
    }

    [Test]
    public async Task A_projects_validator_that_throws_leaves_ours_speaking()
    {
        _editor.Engine.ProjectValidator = _ => throw new InvalidOperationException("Broken validator.");
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        Assert.ThrowsAsync<RpcException>(async () => await client.ValidateAsync(new RunValidationParams { Paths = ["/Game/Props/T_Bad_D"] }));
        Assert.That((await JudgeAsync("/Game/Props/T_Bad_D")).Result, Is.EqualTo(EDataValidationResult.Invalid));
    }

    private static UObject Asset(string path) => new() { Name = path[(path.LastIndexOf('/') + 1)..], Outer = new UPackage { Name = path } };

    private Task<(EDataValidationResult Result, string[] Said)> JudgeAsync(string path, EDataValidationUsecase useCase = EDataValidationUsecase.Manual) => _editor.OnGameThreadAsync(() =>
    {
        Validator.Said.Clear();
        var asset = Asset(path);
        Assert.That(Validator.CanValidate(useCase) && Validator.CanValidateAsset(asset), Is.True);
        return (Validator.ValidateLoadedAsset(asset), Validator.Said.ToArray());
    });
}
