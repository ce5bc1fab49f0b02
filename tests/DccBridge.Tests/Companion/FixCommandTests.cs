using DccBridge.Companion.Cli;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class FixCommandTests
{
    private static readonly FixAssetsResult Plan = new()
    {
        Changes =
        [
            new() { AssetPath = "/Game/Props/Wood_N", Rules = ["tex.normal"], Kind = FixKind.SetProperty, Property = "Compression", Before = "Default", After = "NormalMap" },
            new() { AssetPath = "/Game/Props/Crate", Rules = ["name.prefix"], Kind = FixKind.Rename, Before = "/Game/Props/Crate", After = "/Game/Props/SM_Crate", UpdatedReferences = ["/Game/Maps/Town"] },
        ],
        PlanHash = new string('a', 64),
    };

    private CliBench _bench = null!;

    [SetUp]
    public void SetUp()
    {
        _bench = new CliBench();
        _bench.Editor.Fix = Plan;
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Without_apply_the_changes_are_shown_and_none_is_made()
    {
        var code = await _bench.RunAsync("fix", "/Game/Props", "--rule", "name.prefix", "--rule", "tex.normal");
        Assert.That(code, Is.EqualTo(ExitCodes.Findings));
        Assert.That(_bench.Out, Does.Contain("SM_Crate").And.Contain("followed by Town").And.Contain("NormalMap").And.Contain("Add --apply"));
        var asked = _bench.Editor.Fixes.Single();
        Assert.That((asked.Preview, asked.PlanHash, string.Join(' ', asked.Paths), string.Join(' ', asked.Rules)), Is.EqualTo((true, (string?)null, "/Game/Props", "name.prefix tex.normal")));
    }

    [Test]
    public async Task With_apply_and_yes_what_was_shown_is_made()
    {
        var code = await _bench.RunAsync("fix", "/Game/Props", "--apply", "--yes");
        Assert.That(code, Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_bench.Editor.Fixes.Select(fix => (fix.Preview, fix.PlanHash)), Is.EqualTo(new[] { (true, (string?)null), (false, Plan.PlanHash) }));
        Assert.That(_bench.Out, Does.Contain($"dccbridge fix --undo {FakeSession.UndoId}"));
    }

    [TestCase(true, ExitCodes.Clean)]
    [TestCase(false, ExitCodes.Failed)]
    public async Task In_a_terminal_apply_asks_first(bool answer, int expected)
    {
        string? asked = null;
        _bench.Adjust = services => services with
        {
            IsInteractive = true,
            ConfirmAsync = (_, question, _) =>
            {
                asked = question;
                return Task.FromResult(answer);
            },
        };
        Assert.That(await _bench.RunAsync("fix", "/Game/Props", "--apply"), Is.EqualTo(expected));
        Assert.That(asked, Is.EqualTo("Make 2 changes?"));
        Assert.That(_bench.Editor.Fixes.Count(fix => !fix.Preview), Is.EqualTo(answer ? 1 : 0));
    }

    [Test]
    public async Task Where_nobody_can_be_asked_apply_needs_yes()
    {
        Assert.That(await _bench.RunAsync("fix", "/Game/Props", "--apply", "--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("message").GetString(), Does.Contain("--yes"));
        Assert.That(_bench.Editor.Fixes, Is.Empty);
    }

    [Test]
    public async Task What_is_left_alone_is_told_with_its_reason()
    {
        _bench.Editor.Fix = new FixAssetsResult { Changes = [], Refused = [new() { AssetPath = "/Game/A", Rule = "name.prefix", Reason = "\"/Game/SM_A\" exists." }], PlanHash = Plan.PlanHash };
        Assert.That(await _bench.RunAsync("fix", "/Game", "--apply", "--yes", "--json"), Is.EqualTo(ExitCodes.Findings));
        Assert.That(_bench.Json.GetProperty("refused")[0].GetProperty("reason").GetString(), Is.EqualTo("\"/Game/SM_A\" exists."));
        Assert.That((_bench.Json.GetProperty("state").GetString(), _bench.Json.GetProperty("summary").GetString()), Is.EqualTo(("preview", "nothing to change; 1 finding left alone")));
        Assert.That(_bench.Editor.Fixes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_clean_folder_is_exit_code_0()
    {
        _bench.Editor.Fix = new FixAssetsResult { Changes = [], PlanHash = Plan.PlanHash };
        Assert.That(await _bench.RunAsync("fix", "/Game"), Is.EqualTo(ExitCodes.Clean));
        Assert.That(_bench.Out, Does.Contain("Nothing to change."));
    }

    [Test]
    public async Task A_fix_is_taken_back_by_its_id()
    {
        Assert.That(await _bench.RunAsync("fix", "--undo", FakeSession.UndoId.ToString(), "--json"), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_bench.Editor.Undone, Is.EqualTo(new[] { FakeSession.UndoId }));
        Assert.That((_bench.Json.GetProperty("state").GetString(), _bench.Json.GetProperty("changes").GetArrayLength()), Is.EqualTo(("undone", 2)));
    }

    [Test]
    public async Task A_plan_that_changed_meanwhile_is_exit_code_2()
    {
        _bench.Editor.FixFailure = fix => fix.Preview ? null : new RpcException(ErrorCode.PlanChanged, "Nothing was changed: look again.", Outcome.NotStarted);
        Assert.That(await _bench.RunAsync("fix", "/Game", "--apply", "--yes"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("look again"));
    }

    [TestCase("fix")]
    [TestCase("fix", "--undo", "no-id")]
    [TestCase("fix", "/Game", "--undo", "00000000-0000-0000-0000-000000000001")]
    [TestCase("fix", "--apply", "--undo", "00000000-0000-0000-0000-000000000001")]
    public async Task What_makes_no_sense_is_refused_before_an_editor_is_asked(params string[] arguments)
    {
        Assert.That(await _bench.RunAsync(arguments), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Is.Not.Empty);
        Assert.That((_bench.Editor.Fixes.Count, _bench.Editor.Undone.Count), Is.EqualTo((0, 0)));
    }
}
