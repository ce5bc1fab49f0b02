using System.Diagnostics;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Findings;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class FindingStoreTests
{
    private static readonly EditorInfo Crates = Project("/projects/Crates");

    private readonly FillableDisk _disk = new();
    private ResidentOptions _options = new() { Folder = "" };
    private FindingStore _store = null!;

    [SetUp]
    public void Open()
    {
        _options = new ResidentOptions { Folder = Directory.CreateTempSubdirectory("dccbridge-findings-").FullName };
        Reopen();
    }

    [TearDown]
    public void DeleteFolder()
    {
        _store.Dispose();
        Directory.Delete(_options.Folder, recursive: true);
    }

    [Test]
    public void The_latest_verdict_counts_and_a_clean_one_drops_the_findings()
    {
        Take("/Game/A", Finding("tex.pow2", Severity.Error), Finding("tex.size", Severity.Warning));
        Take("/Game/B", Finding("tex.pow2", Severity.Warning));
        Assert.That(_store.Count(), Is.EqualTo((1, 2)));
        Take("/game/a", Finding("tex.size", Severity.Warning));
        Assert.That(_store.Count(), Is.EqualTo((0, 2)));
        Take("/Game/A");
        Take("/Game/B");
        Assert.That(_store.Count(), Is.EqualTo((0, 0)));
        Assert.That(Page(new FindingQuery()).Total, Is.Zero);
        Assert.That(_store.History(Crates.ProjectName, "/Game/A").Select(h => (h.Errors, h.Warnings)), Is.EqualTo(new[] { (0, 0), (0, 1), (1, 1) }));
    }

    [Test]
    public void An_id_stays_while_the_finding_stays_and_so_does_the_time_when_it_was_first_seen()
    {
        Take("/Game/A", At(1), Finding("mesh.ngon", Severity.Error, "Crate", "12 faces"), Finding("mesh.ngon", Severity.Error, "Crate", "other"), Finding("mesh.ngon", Severity.Error, "Lid", "3 faces"));
        var before = Page(new FindingQuery()).Items;
        Take("/Game/A", At(2), Finding("mesh.ngon", Severity.Warning, "Crate", "11 faces"));
        var after = Page(new FindingQuery()).Items.Single();
        Assert.That(before.Select(f => f.Id), Is.Unique);
        Assert.That(before.Select(f => f.Id), Does.Contain(after.Id));
        Assert.That(after.FirstSeenAt, Is.EqualTo(new DateTimeOffset(At(1), TimeSpan.Zero)));
        Assert.That(after.ValidatedAt, Is.EqualTo(new DateTimeOffset(At(2), TimeSpan.Zero)));
        Assert.That(after.Id, Does.Match("^[A-Za-z0-9_-]+$"));
    }

    [Test]
    public void A_repeated_event_is_known_and_one_that_comes_late_changes_only_the_history()
    {
        var first = Verdict("/Game/A", At(1), Finding("a.b", Severity.Error));
        Assert.That(_store.Take(Crates, first), Is.EqualTo((true, true)));
        Assert.That(_store.Take(Crates, first), Is.EqualTo((true, false)));
        _store.Take(Crates, Verdict("/Game/A", At(3)));
        _store.Take(Crates, Verdict("/Game/A", At(2), Finding("a.b", Severity.Error)));
        Assert.That(_store.Count(), Is.EqualTo((0, 0)));
        Assert.That(_store.History(Crates.ProjectName, "/Game/A").Select(h => h.ValidatedAt.UtcDateTime), Is.EqualTo(new[] { At(3), At(2), At(1) }));
        Reopen();
        Assert.That(_store.Take(Crates, first).Fresh, Is.False, "also after a restart");
    }

    [Test]
    public void All_of_it_is_there_after_a_restart()
    {
        Take("/Game/Ящик", Finding("mesh.ngon", Severity.Error, "Ящик"), Finding("tex.size", Severity.Warning));
        Take("/Game/Gone", Finding("tex.size", Severity.Warning));
        Take("/Game/Old", Finding("tex.size", Severity.Warning));
        _store.Remove(Crates.ProjectPath, "/game/gone");
        _store.Rename(Crates.ProjectPath, "/Game/Old", "/Game/New");
        var before = Page(new FindingQuery()).Items;
        _store.MarkSuppressed(Crates.ProjectPath, before[0].RuleId, before[0].AssetPath, "a prop of the far background");
        Reopen();
        Assert.That(_store.Count(), Is.EqualTo((0, 2)));
        Assert.That(Page(new FindingQuery { Sort = "asset" }).Items.Select(f => f.AssetPath), Is.EqualTo(new[] { "/Game/New", "/Game/Ящик" }));
        Assert.That(Page(new FindingQuery { Suppressed = true }).Items.Single(f => f.SuppressedBecause is not null).SuppressedBecause, Is.EqualTo("a prop of the far background"));
        Assert.That(_store.History(Crates.ProjectName, "/Game/New"), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_verdict_that_found_no_room_is_not_called_kept_and_all_are_written_when_there_is_room()
    {
        Take("/Game/A", Finding("a.b", Severity.Error));
        _disk.IsFull = true;
        Assert.That(Take("/Game/B", Finding("a.b", Severity.Error)), Is.EqualTo((false, true)));
        Assert.That(_store.Count(), Is.EqualTo((2, 0)), "it shows all the same");
        Assert.That(_store.Problem, Does.Contain("Free some room"));
        _disk.IsFull = false;
        Assert.That(() => Take($"/Game/{Guid.NewGuid():N}").Kept, Is.True.After(5_000, 100));
        Assert.That(_store.Problem, Is.Null);
        Reopen();
        Assert.That(_store.Count(), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Bounds_hold_and_the_oldest_go()
    {
        _options = _options with { MaxAssets = 100, MaxHistory = 5, MaxFindingsPerAsset = 3 };
        Reopen();
        for (var i = 0; i < 150; i++)
        {
            Take($"/Game/A{i}", At(i), Finding("a.b", Severity.Error));
        }

        for (var i = 0; i < 20; i++)
        {
            Take("/Game/A149", At(200 + i), [.. Enumerable.Range(0, 10).Select(n => Finding("a.b", n == 9 ? Severity.Error : Severity.Info, $"Node{n}"))]);
        }

        Assert.That(_store.Snapshot.InOrder("asset").Select(r => r.Asset.Path).Distinct().Count(), Is.LessThanOrEqualTo(100));
        Assert.That(_store.History(Crates.ProjectPath, "/Game/A149"), Has.Count.EqualTo(5));
        var last = _store.Snapshot.InOrder("asset").Where(r => r.Asset.Path == "/Game/A149").ToArray();
        Assert.That(last, Has.Length.EqualTo(3));
        Assert.That(last.Select(r => r.Finding.Severity), Does.Contain(Severity.Error), "the worst are kept");
        Assert.That(_store.History(Crates.ProjectPath, "/Game/A0"), Is.Empty);
    }

    [Test]
    public void Projects_of_one_name_are_two()
    {
        Take("/Game/A", Finding("a.b", Severity.Error));
        _store.Take(Project("/elsewhere/Crates"), Verdict("/Game/A", At(5)));
        Assert.That(_store.CountOf("/projects/Crates"), Is.EqualTo((1, 0)));
        Assert.That(_store.CountOf("/elsewhere/Crates"), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Queries_filter_sort_group_and_page()
    {
        Take("/Game/Props/Crate", At(1), Finding("mesh.ngon", Severity.Error, "Lid"), Finding("mesh.uv", Severity.Warning));
        Take("/Game/Props/Barrel", At(60 * 24 * 3), Finding("mesh.uv", Severity.Warning));
        Take("/Game/PropsOld/Tree", At(2), Finding("name.prefix", Severity.Info));
        Assert.That(Page(new FindingQuery { Path = "/game/props" }).Total, Is.EqualTo(3));
        Assert.That(Page(new FindingQuery { Path = "/Game/Props/Crate" }).Total, Is.EqualTo(2));
        Assert.That(Page(new FindingQuery { Severity = "warning" }).Items.Select(f => f.AssetPath), Is.EqualTo(new[] { "/Game/Props/Barrel", "/Game/Props/Crate" }));
        Assert.That(Page(new FindingQuery { Text = "LID ngon" }).Total, Is.EqualTo(1));
        Assert.That(Page(new FindingQuery { Text = "lid uv" }).Total, Is.Zero);
        Assert.That(Page(new FindingQuery { Rule = "mesh.uv", Sort = "rule" }).Groups, Is.EqualTo(new[] { new FindingGroup("mesh.uv", 2) }));
        Assert.That(Page(new FindingQuery { Project = "Other" }).Total, Is.Zero);
        var run = Page(new FindingQuery { Path = "/Game/Props/Barrel" }).Items.Single().RunId;
        Assert.That(Page(new FindingQuery { Run = run }).Items.Select(f => f.RunId).Distinct(), Is.EqualTo(new[] { run }));
        Assert.That(Page(new FindingQuery { Run = Guid.NewGuid() }).Total, Is.Zero);
        var all = Page(new FindingQuery());
        Assert.That((all.Total, all.Errors, all.Warnings, all.Infos), Is.EqualTo((4, 1, 2, 1)));
        Assert.That(all.Groups, Is.EqualTo(new[] { new FindingGroup("error", 1), new FindingGroup("warning", 2), new FindingGroup("info", 1) }));
        Assert.That(Page(new FindingQuery { Sort = "time" }).Groups.Select(g => g.Key), Is.EqualTo(new[] { "2026-01-08", "2026-01-05" }));
        Assert.That(FindingSnapshot.Orders.SelectMany(order => Enumerable.Range(0, 4).Select(i => Page(new FindingQuery { Sort = order, Offset = i, Limit = 1 }).Items.Single().Id).Distinct()).Count(), Is.EqualTo(20));
    }

    [TestCase("sort", "size")]
    [TestCase("severity", "fatal")]
    [TestCase("limit", "0")]
    [TestCase("limit", "1001")]
    [TestCase("offset", "-1")]
    public void A_query_that_is_not_allowed_says_what_is(string field, string value)
    {
        var query = field switch
        {
            "sort" => new FindingQuery { Sort = value },
            "severity" => new FindingQuery { Severity = value },
            "limit" => new FindingQuery { Limit = int.Parse(value) },
            _ => new FindingQuery { Offset = int.Parse(value) },
        };
        var failure = Assert.Throws<ResidentException>(() => Page(query))!;
        Assert.That(failure.Fault, Is.EqualTo(ResidentFault.Invalid));
        Assert.That(failure.Message, Does.Contain($"'{field}'"));
    }

    [Test]
    [CancelAfter(60_000)]
    public void A_page_of_ten_thousand_findings_comes_in_a_moment()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Take($"/Game/Folder{i % 70}/SM_Asset{i}", At(i), Finding("mesh.ngon", (Severity)(i % 3), $"Node{i}"), Finding("tex.size", Severity.Warning));
        }

        Page(new FindingQuery());
        Page(new FindingQuery { Sort = "time" });
        var watch = Stopwatch.StartNew();
        const int Rounds = 10;
        for (var i = 0; i < Rounds; i++)
        {
            Assert.That(Page(new FindingQuery { Text = "folder7 node", Sort = i % 2 == 0 ? "severity" : "time", Offset = 100 }).Total, Is.GreaterThan(0));
            Assert.That(Page(new FindingQuery { Offset = 9_000, Limit = 200 }).Items, Has.Count.EqualTo(200));
        }

        TestContext.Out.WriteLine($"{watch.Elapsed.TotalMilliseconds / (2 * Rounds):0.00} ms a page");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), "twenty pages, on a machine that does other things too");
    }

    private static EditorInfo Project(string path) =>
        new() { InstanceId = Guid.NewGuid(), ProcessId = 1, ProjectName = "Crates", ProjectPath = path, Engine = "headless", Version = "1", StartedAt = default };

    private static DateTime At(int minute) => new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc).AddMinutes(minute);

    private static Finding Finding(string rule, Severity severity, string? node = null, string message = "wrong") =>
        new() { RuleId = rule, Severity = severity, Message = message, Fix = "Mend it.", Locator = node is null ? null : new FindingLocator { Node = node } };

    private static Verdict Verdict(string path, DateTime at, params Finding[] findings) => new()
    {
        RunId = Guid.NewGuid(),
        AssetPath = path,
        AssetClass = AssetClasses.StaticMesh,
        Outcome = findings.Length == 0 ? VerdictOutcome.Passed : VerdictOutcome.Failed,
        Findings = findings,
        ValidatedAt = at,
    };

    private int _minute = 1_000;

    private (bool Kept, bool Fresh) Take(string path, params Finding[] findings) => Take(path, At(_minute++), findings);

    private (bool Kept, bool Fresh) Take(string path, DateTime at, params Finding[] findings) => _store.Take(Crates, Verdict(path, at, findings));

    private FindingPage Page(FindingQuery query) => FindingSearch.Run(_store.Snapshot, query, row => new FindingView
    {
        Id = row.Finding.Id,
        Project = row.Asset.Project,
        AssetPath = row.Asset.Path,
        AssetClass = row.Asset.Class,
        RuleId = row.Finding.Rule,
        Severity = row.Finding.Severity.ToString(),
        Message = row.Finding.Message,
        Fix = row.Finding.Fix,
        SuppressedBecause = row.Finding.SuppressedBecause,
        FirstSeenAt = row.Finding.FirstSeenAt,
        ValidatedAt = row.Asset.ValidatedAt,
        RunId = row.Asset.RunId,
    });

    private void Reopen()
    {
        _store?.Dispose();
        _store = new FindingStore(_options, new Journal<FindingLine>(Path.Combine(_options.Folder, "findings.journal"), StateJson.Default.FindingLine, _disk, TimeProvider.System), () => { }, text => Assert.Fail(text));
    }
}
