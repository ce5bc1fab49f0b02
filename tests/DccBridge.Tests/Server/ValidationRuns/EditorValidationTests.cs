using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;
using DccBridge.Server.ValidationRuns;
using DccBridge.Tests.Server.Fakes;
using DccBridge.Validation;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Tests.Server.ValidationRuns;

/// <summary>What the editor itself has judged, when it saves an asset or from its menu.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EditorValidationTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly RefusingDisk _disk = new();
    private readonly StateFolder _state;
    private readonly RulesInForce _rules;
    private readonly EditorValidation _validation;

    public EditorValidationTests()
    {
        _state = new StateFolder(_folder["state"], _disk, new StorageOptions(), _time, _log);
        var sessions = new SessionTable(_state, new SessionOptions(), _log, _time);
        _rules = new RulesInForce(new SettingsSources { Project = _folder["settings.json"] }, null, [], _time, _log);
        var run = new ValidationRun(_rules, new VerdictPublisher(Guid.NewGuid(), _state.Events, sessions), _time);
        _validation = new EditorValidation(run, _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _validation.DisposeAsync();
        _rules.Dispose();
        _state.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_burst_is_one_run_and_a_later_asset_or_another_reason_is_the_next()
    {
        var first = Judge("/Game/T_A");
        _time.Advance(TimeSpan.FromMilliseconds(900));
        var second = Judge("/Game/T_B");
        _time.Advance(TimeSpan.FromMilliseconds(900));
        var third = Judge("/Game/T_C");
        var manual = Judge("/Game/T_D", ValidationUseCase.Manual);
        _time.Advance(TimeSpan.FromMilliseconds(1_001));
        var later = Judge("/Game/T_E", ValidationUseCase.Manual);
        Assert.That(new[] { second.RunId, third.RunId }, Is.All.EqualTo(first.RunId), "each within a second of the one before");
        Assert.That(new[] { first.RunId, manual.RunId, later.RunId }, Is.Unique);
        Assert.That((await PushedAsync()).Select(v => v.AssetPath), Is.EqualTo(new[] { "/Game/T_A", "/Game/T_B", "/Game/T_C", "/Game/T_D", "/Game/T_E" }));
    }

    [Test]
    public async Task The_same_verdict_is_pushed_once_within_a_second_but_always_answered()
    {
        var first = Judge("/Game/T_A");
        var again = Judge("/Game/T_A");
        Assert.That((again.Outcome, again.Findings.Count), Is.EqualTo((first.Outcome, first.Findings.Count)));
        _time.Advance(TimeSpan.FromMilliseconds(1_001));
        Judge("/Game/T_A");
        Assert.That(await PushedAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Another_verdict_on_the_same_asset_is_pushed_at_once()
    {
        Judge("/Game/T_A");
        Judge("/Game/T_A", width: 2048);
        Judge("/Game/T_A", ValidationUseCase.Manual, width: 2048);
        Assert.That((await PushedAsync()).Select(v => (v.Findings.Any(f => f.RuleId == "tex.pow2"), v.UseCase)), Is.EqualTo(new[]
        {
            (true, ValidationUseCase.Save),
            (false, ValidationUseCase.Save),
            (false, ValidationUseCase.Manual),
        }));
    }

    [Test]
    public async Task Wrong_settings_are_a_finding_and_never_an_exception_on_the_engine_thread()
    {
        await File.WriteAllTextAsync(_folder["settings.json"], "{ nonsense");
        var verdict = Judge("/Game/T_A");
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
        Assert.That(verdict.Findings.Single().RuleId, Is.EqualTo("settings"));
        Assert.That((await PushedAsync()).Single().Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
    }

    [Test]
    public async Task A_full_disk_loses_the_push_and_not_the_answer_and_the_log_says_which()
    {
        _disk.Refusal = DiskFull.NewIOException();
        Assert.That(Judge("/Game/T_A").Findings, Is.Not.Empty);
        await ServerUnderTest.UntilAsync(() => _log.Lines.Count > 0);
        Assert.That(_log.Lines.Single().Message, Does.Contain("'/Game/T_A'").And.Contain("Validate the asset again"));
        _disk.Refusal = null;
        Judge("/Game/T_B");
        Assert.That((await PushedAsync()).Single().AssetPath, Is.EqualTo("/Game/T_B"));
    }

    [Test]
    public async Task A_verdict_that_the_disk_refuses_in_an_unknown_way_does_not_end_the_pushing_of_others()
    {
        _disk.Refusal = new UnauthorizedAccessException("a scanner holds the file");
        Judge("/Game/T_A");
        await ServerUnderTest.UntilAsync(() => _log.Lines.Count > 0);
        _disk.Refusal = null;
        Judge("/Game/T_B");
        Assert.That((await PushedAsync()).Single().AssetPath, Is.EqualTo("/Game/T_B"));
    }

    [Test]
    public async Task Stopping_pushes_all_that_was_judged_before_and_nothing_after()
    {
        for (var i = 0; i < 500; i++)
        {
            Judge($"/Game/T_{i}");
        }

        Assert.That(await PushedAsync(), Has.Count.EqualTo(500));
        Assert.That(Judge("/Game/T_Late").Findings, Is.Not.Empty, "the editor is still answered");
        Assert.That(await PushedAsync(), Has.Count.EqualTo(500));
    }

    private Verdict Judge(string path, ValidationUseCase useCase = ValidationUseCase.Save, int width = 2049) => _validation.Judge(
        new AssetRecord
        {
            Path = path,
            Class = AssetClasses.Texture2D,
            Facts = new AssetFacts { Texture = new TextureFacts { Width = width, Height = 1024, Channels = 3, BitDepth = 8 } },
        },
        useCase);

    private async Task<IReadOnlyList<Verdict>> PushedAsync()
    {
        await _validation.DisposeAsync();
        return [.. _state.Events.Read(1, 10_000).Select(logged => MessageCodec.Decode<VerdictEvent>(logged.Payload).Verdict)];
    }
}
