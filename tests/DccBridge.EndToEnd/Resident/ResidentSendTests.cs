using DccBridge.Client;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Resident;

/// <summary>Sends and findings with real editors.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ResidentSendTests : ResidentDay
{
    [Test]
    public async Task A_send_ends_with_findings_and_with_watched_sources()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using var resident = StartResident();
        EditorView connected = (await ConnectedAsync(resident, 1))[0];
        Assert.That(connected.Engine, Does.StartWith("DccBridge.Headless "));
        Assert.That(connected.Activity, Is.Null.Or.EqualTo("ticking"));

        ActivityView sent = await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [Samples.Crate] }));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), () => string.Join('\n', Logged) + sent.Error?.Message);
        Assert.That(sent.Progress, Is.EqualTo(1));
        Assert.That(sent.Assets, Is.Not.Empty);
        Assert.That(sent.Errors, Is.GreaterThan(0));

        FindingPage page = resident.Findings.Query(new FindingQuery());
        Assert.That(page.Errors, Is.EqualTo(sent.Errors));
        Assert.That(page.Items[0].Severity, Is.EqualTo("error"));
        Assert.That(page.Items[0].EditorId, Is.EqualTo(connected.Id));
        Assert.That(page.Items.Select(f => f.Id), Is.Unique);
        Assert.That(resident.Sources.List.Select(s => Path.GetFileName(s.Path)), Is.EquivalentTo(Directory.EnumerateFiles(Samples.Crate).Select(Path.GetFileName)));
        Assert.That(resident.Sources.List.Any(s => s.Changed), Is.False);
        Assert.That(resident.Status.State, Is.EqualTo(ResidentState.Findings));
        Assert.That(resident.Status.Errors, Is.EqualTo(page.Errors));
    }

    [Test]
    public async Task Two_editors_are_told_apart_and_one_has_to_be_named()
    {
        await using HeadlessProcess one = await StartAsync();
        await using HeadlessProcess other = await StartOtherAsync("Ящики");
        await using var resident = StartResident();
        IReadOnlyList<EditorView> editors = await ConnectedAsync(resident, 2);
        ResidentException several = Assert.Throws<ResidentException>(() => resident.Activities.Send(new SendRequest { Files = [Texture] }));
        Assert.That(several.Code, Is.EqualTo("severalEditors"));

        EditorView named = editors.Single(e => e.Project == "Ящики");
        string file = Copy(Texture, "бочка/T_Бочка_D.png");
        ActivityView sent = await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [file], Editor = "ящики" }));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        Assert.That(sent.EditorId, Is.EqualTo(named.Id));
        Assert.That(resident.Sources.List.Single().Project, Is.EqualTo("Ящики"));
        Assert.That(resident.Findings.History("Ящики", sent.Assets[0]), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_killed_editor_that_starts_again_is_the_same_and_gets_the_next_send()
    {
        await using var resident = StartResident();
        await using (HeadlessProcess killed = await StartAsync())
        {
            await ConnectedAsync(resident, 1);
            await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [Texture] }));
            await killed.KillAsync();
        }

        await UntilAsync(resident, () => resident.Status.Editors.All(e => e.Link != EditorLinkState.Connected), () => "the loss to be seen");
        await using HeadlessProcess editor = await StartAsync();
        EditorView again = (await ConnectedAsync(resident, 1))[0];
        ActivityView sent = await EndAsync(resident, resident.Activities.SendAgain("tray"));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        Assert.That(sent.EditorId, Is.EqualTo(again.Id));
        await editor.KillAsync();
        await UntilAsync(resident, () => resident.Status.Editors.Count == 0, () => "the dead editor to leave the list");
        Assert.That(resident.Status.State, Is.EqualTo(ResidentState.NoEditor));
    }

    [Test]
    public async Task Verdicts_from_while_it_was_away_come_after_its_start_and_once()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using (var before = StartResident())
        {
            await ConnectedAsync(before, 1);
        }

        await using (EditorClient artist = await ConnectAsync())
        {
            await SendAsync(artist, Path.Combine(Samples.Crate, "SM_Crate.glb"), "/Game/SM_Crate");
        }

        string[] first;
        int history;
        await using (var resident = StartResident())
        {
            await UntilAsync(resident, () => resident.Findings.Query(new FindingQuery()).Total > 0, () => "findings");
            await UntilAsync(resident, () => resident.Findings.History("content", "/Game/SM_Crate").Count == 1, () => "the verdict of the mesh");
            first = [.. resident.Findings.Query(new FindingQuery()).Items.Select(f => f.Id)];
            history = resident.Findings.History("content", "/Game/SM_Crate").Count;
        }

        await using var again = StartResident();
        await ConnectedAsync(again, 1);
        Assert.That(again.Findings.Query(new FindingQuery()).Items.Select(f => f.Id), Is.SupersetOf(first));
        Assert.That(again.Findings.History("content", "/Game/SM_Crate"), Has.Count.EqualTo(history));
    }
}
