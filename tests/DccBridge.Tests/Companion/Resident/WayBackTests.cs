using System.Text.Json;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Clients;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>From a finding to its node, its scene, its asset, its mending.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public sealed class WayBackTests : IAsyncDisposable
{
    private readonly ResidentBench _bench = new();
    private readonly PlayedProbe _dccs = new();

    public WayBackTests() => _bench.Dccs = _dccs;

    private string Scene => Path.Combine(_bench.Desk, "ящик.blend");

    private string Export => Path.Combine(_bench.Desk, "crate.glb");

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Test]
    public async Task The_node_is_selected_in_the_DCC_that_has_the_scene_open()
    {
        var other = Run(DccKind.Blender, 1, "/other.blend", "Crate");
        var right = Run(DccKind.Blender, 2, Scene, "Crate");
        Run(DccKind.Maya, 3, null, "Crate");
        var finding = await FoundAsync("Crate");
        Assert.That(finding.Source!.Scene, Is.EqualTo(Scene));
        Assert.That(finding.Source.Dcc, Is.EqualTo("Blender 3.4.1"));
        await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        Assert.That(Again(finding).CanSelect, Is.True);
        var selected = await _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None);
        Assert.That(selected.DccId, Is.EqualTo("blender-2"));
        Assert.That(selected.Selected, Is.EqualTo(new[] { "Crate" }));
        Assert.That(selected.Message, Is.EqualTo("Crate is selected in Blender."));
        Assert.That(other.Selected.Concat(other.Opened).Concat(right.Opened), Is.Empty);
    }

    [Test]
    public async Task A_scene_that_was_opened_since_the_last_look_is_not_opened_in_place_of_another()
    {
        var other = Run(DccKind.Blender, 1, "/other.blend", "Crate");
        var right = Run(DccKind.Blender, 2, "/before.blend", "Crate");
        right.Scenes[Scene] = ["Crate"];
        var finding = await FoundAsync("Crate");
        await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        right.Scene = Scene;
        Assert.That((await _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None)).DccId, Is.EqualTo("blender-2"));
        Assert.That(other.Opened.Concat(right.Opened), Is.Empty);
    }

    [Test]
    public async Task Its_scene_is_opened_first_when_another_one_is_open()
    {
        var blender = Run(DccKind.Blender, 1, "/other.blend");
        blender.Scenes[Scene] = ["Crate"];
        var finding = await FoundAsync("Crate");
        var selected = await _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None);
        Assert.That(blender.Opened, Is.EqualTo(new[] { Scene }));
        Assert.That(selected.Selected, Is.EqualTo(new[] { "Crate" }));
    }

    [Test]
    public async Task Without_a_side_car_whoever_has_the_node_is_right()
    {
        Run(DccKind.Blender, 1, "/a.blend", "Other");
        Run(DccKind.Maya, 2, "/b.ma", "Crate");
        var finding = await FoundAsync("Crate", sidecar: false);
        Assert.That((await _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None)).DccId, Is.EqualTo("maya-2"));
    }

    [Test]
    public async Task A_node_that_is_gone_is_told_and_so_is_a_DCC_that_does_not_run_or_does_not_want()
    {
        var finding = await FoundAsync("Crate");
        var none = Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None))!;
        Assert.That(none.Code, Is.EqualTo("noDcc"));
        Assert.That(none.Message, Does.Contain("No Blender runs").And.Contain(Scene));

        var blender = Run(DccKind.Blender, 1, Scene, "Other");
        await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        var missing = await _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None);
        Assert.That(missing.Missing, Is.EqualTo(new[] { "Crate" }));
        Assert.That(missing.Message, Does.Contain("Blender has no Crate"));

        blender.Failure = new DccException(DccKind.Blender, DccFailure.Busy, "Blender did not answer in 5 s. Close its dialog.");
        var busy = Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.SelectAsync(finding.Id, CancellationToken.None))!;
        Assert.That((busy.Fault, busy.Code, busy.Message), Is.EqualTo((ResidentFault.Remote, "dccBusy", "Blender did not answer in 5 s. Close its dialog.")));
        var views = await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        Assert.That(views.Single().Reachable, Is.False);
        Assert.That(views.Single().Message, Does.Contain("Close its dialog"));
    }

    [Test]
    public async Task The_scene_opens_in_its_DCC_or_with_the_systems_program_and_else_the_file_does()
    {
        var finding = await FoundAsync("Crate");
        await _bench.Resident.Findings.OpenSourceAsync(finding.Id, CancellationToken.None);
        Assert.That(_bench.Opened, Is.EqualTo(new[] { Scene }));
        var blender = Run(DccKind.Blender, 1, null);
        await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        await _bench.Resident.Findings.OpenSourceAsync(finding.Id, CancellationToken.None);
        Assert.That(blender.Opened, Is.EqualTo(new[] { Scene }));
        var file = await FoundAsync("Lid", sidecar: false, name: "lid.glb");
        await _bench.Resident.Findings.OpenSourceAsync(file.Id, CancellationToken.None);
        Assert.That(_bench.Opened[^1], Does.EndWith("lid.glb"));
    }

    [Test]
    public async Task A_selection_of_a_DCC_is_exported_and_sent()
    {
        var blender = Run(DccKind.Blender, 1, Scene, "Crate");
        blender.Export = request =>
        {
            var file = Path.Combine(request.Folder, "T_Crate_D.png");
            File.WriteAllBytes(file, ResidentBench.Bytes(3));
            return file;
        };
        await _bench.StartAsync();
        await _bench.Resident.Dccs.LookAsync(CancellationToken.None);
        var sent = await _bench.EndAsync(_bench.Resident.Activities.SendFromDcc("blender-1", new SendRequest { Origin = "dashboard" }));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        Assert.That(sent.Kind, Is.EqualTo(ActivityKind.Export));
        Assert.That(sent.Files.Single(), Is.EqualTo(Path.Combine(_bench.Desk, "unreal", "T_Crate_D.png")), "where the add-on's own button puts it");
        Assert.That(sent.Assets.Single(), Is.EqualTo("/Game/unreal/T_Crate_D"));

        blender.Failure = new DccException(DccKind.Blender, DccFailure.Lost, "Blender closed in mid-export.");
        var lost = await _bench.EndAsync(_bench.Resident.Activities.SendFromDcc("blender-1", new SendRequest()));
        Assert.That(lost.Error, Is.EqualTo(new ErrorView("dccLost", "Blender closed in mid-export.")));
        var unknown = await _bench.EndAsync(_bench.Resident.Activities.SendFromDcc("maya-9", new SendRequest()));
        Assert.That(unknown.Error!.Code, Is.EqualTo("unknownDcc"));
    }

    [Test]
    public async Task A_fault_in_a_look_ends_neither_the_next_look_nor_the_companion()
    {
        _dccs.IsBroken = true;
        Directory.CreateDirectory(Path.Combine(_bench.Home, "dcc"));
        _bench.Adjust = o => o with { DccLook = TimeSpan.FromMilliseconds(300) };
        await _bench.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_bench.Home, "dcc", "blender-1.json"), "{}");
        await _bench.UntilAsync(() => Faults() > 2, "faults of two ways in the log");
        _dccs.IsBroken = false;
        Run(DccKind.Blender, 1, Scene);
        await _bench.UntilAsync(() => _bench.Resident.Dccs.List.Count == 1, "the DCC");
    }

    [Test]
    public async Task Switched_off_no_DCC_is_looked_for()
    {
        Run(DccKind.Blender, 1, Scene);
        await _bench.StartAsync(new CompanionSettings { FindDccs = false });
        Assert.That(await _bench.Resident.Dccs.LookAsync(CancellationToken.None), Is.Empty);
        Assert.That(_dccs.Looks, Is.Zero);
    }

    [Test]
    public async Task A_finding_is_suppressed_with_a_reason_and_shows_so_at_once()
    {
        var finding = await FoundAsync("Crate");
        Assert.That(Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.SuppressAsync(finding.Id, " ", null, null, CancellationToken.None))!.Fault, Is.EqualTo(ResidentFault.Invalid));
        await _bench.Resident.Findings.SuppressAsync(finding.Id, "far away", new DateOnly(2030, 12, 31), null, CancellationToken.None);
        Assert.That(_bench.Editor.Suppressed.Single(), Is.EqualTo(new SuppressParams { Rule = "mesh.ngon", Path = finding.AssetPath, Reason = "far away", Expires = "2030-12-31" }));
        Assert.That(_bench.Resident.Findings.Query(new FindingQuery()).Total, Is.Zero);
        Assert.That(Again(finding).SuppressedBecause, Is.EqualTo("far away"));
        Assert.That(_bench.Resident.Status.Errors, Is.Zero);
    }

    [Test]
    public async Task A_fix_is_shown_made_and_taken_back_and_a_renamed_asset_keeps_its_findings()
    {
        var finding = await FoundAsync("Crate");
        var rename = new FixChange { AssetPath = finding.AssetPath, Rules = ["mesh.ngon"], Kind = FixKind.Rename, Before = finding.AssetPath, After = "/Game/SM_Crate", UpdatedReferences = ["/Game/Map"] };
        _bench.Editor.Fix = new FixAssetsResult { Changes = [rename], PlanHash = "h1" };
        var preview = await _bench.Resident.Findings.PreviewFixAsync(finding.Id, CancellationToken.None);
        Assert.That(preview.Changes.Single(), Is.EqualTo(new FixChangeView(finding.AssetPath, "rename", finding.AssetPath, "/Game/SM_Crate", 1)));
        Assert.That(preview.UndoId, Is.Null);
        _bench.Editor.FixFailure = fix => fix.PlanHash == "h1" ? null : new RpcException(ErrorCode.PlanChanged, "Look again.", Outcome.NotStarted);
        Assert.That(Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.ApplyFixAsync(finding.Id, "h0", CancellationToken.None))!.Fault, Is.EqualTo(ResidentFault.Conflict));
        var made = await _bench.Resident.Findings.ApplyFixAsync(finding.Id, preview.PlanHash!, CancellationToken.None);
        Assert.That(made.UndoId, Is.EqualTo(FakeSession.UndoId));
        Assert.That(_bench.Resident.Findings.Query(new FindingQuery()).Items.Single().AssetPath, Is.EqualTo("/Game/SM_Crate"));
        await _bench.Resident.Findings.UndoFixAsync("Crates", made.UndoId!.Value, CancellationToken.None);
        Assert.That(_bench.Editor.Undone, Is.EqualTo(new[] { FakeSession.UndoId }));
        Assert.That(_bench.Resident.Activities.List(0, 10).Where(a => a.Kind == ActivityKind.Fix).Select(a => a.State), Is.EqualTo(new[] { ActivityState.Succeeded, ActivityState.Succeeded, ActivityState.Failed }));
    }

    [Test]
    public async Task After_a_fix_what_is_found_next_is_told_at_once([Values] bool succeeds)
    {
        await _bench.StartAsync(new CompanionSettings { NotificationDelaySeconds = 0 });
        var finding = await FoundAsync("Crate");
        await _bench.UntilAsync(() => Shown("Crates: 1 error") == 1, "the first notification");
        _bench.Editor.Fix = new FixAssetsResult { Changes = [], PlanHash = "h1" };
        _bench.Editor.FixFailure = _ => succeeds ? null : new RpcException(ErrorCode.PlanChanged, "Look again.", Outcome.NotStarted);
        var fix = _bench.Resident.Findings.ApplyFixAsync(finding.Id, "h1", CancellationToken.None);
        if (succeeds)
        {
            await fix;
        }
        else
        {
            Assert.ThrowsAsync<ResidentException>(() => fix);
            await _bench.UntilAsync(() => Shown(": failed") == 1, "the failure");
        }

        _bench.Editor.PushVerdict(ResidentBench.Verdict("/Game/Other", Guid.NewGuid(), ResidentBench.Error(), ResidentBench.Error("b.c")));
        await _bench.UntilAsync(() => Shown("2 errors") == 1, "the notification after the fix");
    }

    [Test]
    public async Task What_is_not_there_any_more_is_said_so()
    {
        var finding = await FoundAsync("Crate");
        _bench.Editor.PushVerdict(ResidentBench.Verdict(finding.AssetPath, Guid.NewGuid()));
        Assert.That(_bench.Resident.Findings.Find(finding.Id), Is.Null);
        Assert.That(Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.ShowAsync(finding.Id, CancellationToken.None))!.Fault, Is.EqualTo(ResidentFault.NotFound));
    }

    [Test]
    public async Task All_findings_of_a_rule_in_a_folder_are_suppressed_at_once_and_no_others()
    {
        var finding = await FoundAsync("Crate");
        var folder = finding.AssetPath[..finding.AssetPath.LastIndexOf('/')];
        foreach (var (path, rule) in new[] { ($"{folder}/Deep/SM_B", "mesh.ngon"), ($"{folder}/SM_C", "mesh.uv"), ($"{folder}Other/SM_D", "mesh.ngon") })
        {
            _bench.Editor.PushVerdict(ResidentBench.Verdict(path, Guid.NewGuid(), ResidentBench.Error() with { RuleId = rule }));
        }

        foreach (var wrong in new[] { "", "/", folder + "/", folder[..^1], finding.AssetPath, "Game" })
        {
            var refused = Assert.ThrowsAsync<ResidentException>(() => _bench.Resident.Findings.SuppressAsync(finding.Id, "bought", null, wrong, CancellationToken.None))!;
            Assert.That(refused.Message, Does.Contain("'folder' is not allowed as it is"), wrong);
        }

        await _bench.Resident.Findings.SuppressAsync(finding.Id, "bought", null, folder, CancellationToken.None);
        Assert.That(_bench.Editor.Suppressed.Single(), Is.EqualTo(new SuppressParams { Rule = "mesh.ngon", Path = folder, Reason = "bought" }));
        Assert.That(_bench.Resident.Findings.Query(new FindingQuery()).Items.Select(f => f.AssetPath), Is.EquivalentTo(new[] { $"{folder}/SM_C", $"{folder}Other/SM_D" }));
        Assert.That(_bench.Resident.Findings.Query(new FindingQuery { Suppressed = true }).Total, Is.EqualTo(4));
    }

    [Test]
    public async Task A_texture_has_a_small_picture()
    {
        await _bench.StartAsync();
        var file = _bench.Texture("T_A_D.png");
        _bench.Editor.PushVerdict(ResidentBench.Verdict("/Game/T_A_D", Guid.NewGuid(), ResidentBench.Error()) with { SourcePath = file });
        var finding = _bench.Resident.Findings.Query(new FindingQuery()).Items.Single();
        Assert.That(finding.HasThumbnail, Is.True);
        var png = await _bench.Resident.Findings.ThumbnailAsync(finding.Id, CancellationToken.None);
        Assert.That(png!.Bytes.AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
        File.Delete(file);
        Assert.That(await _bench.Resident.Findings.ThumbnailAsync(finding.Id, CancellationToken.None), Is.Null);
    }

    private int Faults()
    {
        lock (_bench.Logged)
        {
            return _bench.Logged.Count(l => l.Contains("Looking for DCCs failed", StringComparison.Ordinal));
        }
    }

    private int Shown(string words)
    {
        lock (_bench.Shown)
        {
            return _bench.Shown.Count(n => n.Title.Contains(words, StringComparison.Ordinal));
        }
    }

    private FindingView Again(FindingView finding) => _bench.Resident.Findings.Find(finding.Id)!;

    private PlayedDcc Run(DccKind kind, int port, string? scene, params string[] nodes)
    {
        var dcc = new PlayedDcc(kind, port) { Scene = scene };
        dcc.Scenes[scene ?? ""] = nodes;
        _dccs.Running.Add(dcc);
        return dcc;
    }

    private async Task<FindingView> FoundAsync(string node, bool sidecar = true, string name = "crate.glb")
    {
        if (!Directory.Exists(_bench.Home))
        {
            await _bench.StartAsync();
        }

        await File.WriteAllTextAsync(Scene, "scene");
        var file = Path.Combine(_bench.Desk, name);
        await File.WriteAllTextAsync(file, "glb");
        if (sidecar)
        {
            await File.WriteAllTextAsync(file + ".dccbridge.json", JsonSerializer.Serialize(new
            {
                version = 1,
                dcc = "blender",
                application = "Blender 3.4.1",
                scene = Scene,
                exportedAt = "2026-01-05T08:00:00Z",
                file = name,
                sha256 = new string('a', 64),
                unitMeters = 1.0,
                upAxis = "Z",
                exporter = new { format = "glb", options = new { } },
                nodes = new[] { new { name = node, path = "/" + node, uuid = (string?)null, materials = new[] { "Wood" } } },
                materials = Array.Empty<object>(),
            }));
        }

        _bench.Editor.PushVerdict(ResidentBench.Verdict($"/Game/{Path.GetFileNameWithoutExtension(name)}", Guid.NewGuid(), ResidentBench.Error("mesh.ngon", node)) with { SourcePath = file });
        return _bench.Resident.Findings.Query(new FindingQuery { Text = name }).Items.Single();
    }
}
