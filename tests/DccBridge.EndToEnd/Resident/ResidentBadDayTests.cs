using System.Diagnostics;
using DccBridge.Client;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.Resident;

/// <summary>The companion, the editor or the disk fails at a bad moment: nothing is lost and nothing is done twice.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ResidentBadDayTests : ResidentDay
{
    [Test]
    public async Task Killed_in_mid_send_it_knows_afterwards_what_the_editor_has_and_sends_nothing_twice()
    {
        string file = Path.Combine(Desk, "бочка", "T_Бочка_D.png");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        LargePng.Write(file, 4096, 4096, seed: 7);
        await using HeadlessProcess editor = await StartAsync();
        Guid id;
        await using (KillableResident killed = KillableResident.Start(Home, Endpoints, file))
        {
            id = Guid.Parse(await killed.LineAsync("sent "));
            await killed.LineAsync("stage upload");

            // The import waits for the engine: the editor has it, and no answer comes before the kill.
            await editor.SayAsync("modal 3600 Reload?");
            await editor.LineAsync("modal open");
            await WorkWaitsAsync();
        }

        await TellAsync(editor, "release");
        await using var resident = StartResident();
        Assert.That(resident.Activities.Find(id)!.State, Is.EqualTo(ActivityState.Interrupted));
        await UntilAsync(resident, () => resident.Activities.Find(id)!.Message!.Contains("The editor has all of it: 1 file.", StringComparison.Ordinal), () => resident.Activities.Find(id)!.Message!);
        string asset = resident.Activities.Find(id)!.Assets.Single();
        await UntilAsync(resident, () => resident.Findings.History("content", asset).Count == 1, () => "the verdict of the import");

        ActivityView again = await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [file], IdempotencyKey = ResidentProgram.Key }));
        Assert.That(again.Id, Is.EqualTo(id));
        Assert.That(again.State, Is.EqualTo(ActivityState.Succeeded), again.Error?.Message);
        await using EditorClient client = await ConnectAsync();
        Assert.That((await client.GetAssetAsync(asset)).Revision, Is.EqualTo(1), "it was imported once");
    }

    [Test]
    public async Task Killed_before_the_import_it_says_that_the_editor_has_nothing()
    {
        string file = Path.Combine(Desk, "T_Large_D.png");
        LargePng.Write(file, 6144, 6144, seed: 11);
        await using HeadlessProcess editor = await StartAsync();
        Guid id;
        await using (KillableResident killed = KillableResident.Start(Home, Endpoints, file))
        {
            id = Guid.Parse(await killed.LineAsync("sent "));
            await killed.LineAsync("stage upload");
        }

        await using var resident = StartResident();
        ActivityView interrupted = resident.Activities.Find(id)!;
        Assert.That(interrupted.State, Is.EqualTo(ActivityState.Interrupted));
        await ConnectedAsync(resident, 1);
        await using (EditorClient client = await ConnectAsync())
        {
            if ((await PathsAsync(client)).Length == 0)
            {
                Assert.That(resident.Activities.Find(id)!.Message, Does.Contain("gain."), "it says to do it again");
            }
        }

        ActivityView again = await EndAsync(resident, resident.Activities.SendAgain("tray"));
        Assert.That(again.State, Is.EqualTo(ActivityState.Succeeded), again.Error?.Message);
        await using EditorClient looking = await ConnectAsync();
        Assert.That((await looking.GetAssetAsync(again.Assets[0])).Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task An_editor_that_is_killed_in_mid_import_and_starts_again_gets_it_once()
    {
        string file = Path.Combine(Desk, "T_Large_D.png");
        LargePng.Write(file, 4096, 4096, seed: 13);
        await using var resident = StartResident(o => o with { GiveUpAfter = Patience });
        ActivityView sent;
        await using (HeadlessProcess killed = await StartAsync())
        {
            await ConnectedAsync(resident, 1);
            sent = resident.Activities.Send(new SendRequest { Files = [file] });
            await UntilAsync(resident, () => resident.Activities.Find(sent.Id)!.Stage == "upload", () => "the upload");
            await killed.SayAsync("modal 3600 Reload?");
            await killed.LineAsync("modal open");
            await WorkWaitsAsync();
            await UntilAsync(resident, () => resident.Status.Editors.Any(e => e.Modal?.Contains("Reload?", StringComparison.Ordinal) == true), () => "the dialog to be told");
            Assert.That(resident.Status.State, Is.EqualTo(ResidentState.Busy));
            Assert.That(resident.Status.Summary, Does.Contain("Reload?"));
            await killed.KillAsync();
        }

        await using HeadlessProcess editor = await StartAsync();
        ActivityView end = await EndAsync(resident, sent);
        Assert.That(end.State, Is.EqualTo(ActivityState.Succeeded), end.Error?.Message);
        await using EditorClient client = await ConnectAsync();
        Assert.That((await client.GetAssetAsync(end.Assets[0])).Revision, Is.EqualTo(1));
        Assert.That(resident.Status.Editors, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_findings_in_a_moment_are_all_there_and_told_in_few_changes()
    {
        const int Count = 1_000;
        await using HeadlessProcess editor = await StartAsync();
        await using var resident = StartResident();
        await ConnectedAsync(resident, 1);
        await resident.Settings.SaveAsync(new CompanionSettings { NotificationDelaySeconds = 2 }, CancellationToken.None);
        var shown = new List<NoticeView>();
        resident.Notices.Show = notice =>
        {
            shown.Add(notice);
            return Task.CompletedTask;
        };
        await using EditorClient artist = await ConnectAsync();
        ImportItem item = await UploadAsync(artist, Texture, "/Game/x");
        using var stop = new CancellationTokenSource();
        Task<List<Change>> changes = CollectAsync(resident.Changes.SubscribeAsync(stop.Token));

        var watch = Stopwatch.StartNew();
        foreach (int[] some in Enumerable.Range(0, Count).Chunk(250))
        {
            await artist.ImportAssetsAsync(new ImportAssetsParams { Items = [.. some.Select(i => item with { DestinationPath = $"/Game/bad_{i}" })] });
        }

        TimeSpan sent = watch.Elapsed;
        await UntilAsync(resident, () => resident.Findings.Query(new FindingQuery { Sort = "asset", Limit = 1 }).Groups.Count >= 1 && resident.Findings.Query(new FindingQuery()).Total >= Count, () => $"{resident.Findings.Query(new FindingQuery()).Total} findings");
        TimeSpan seen = watch.Elapsed;
        await UntilAsync(resident, () => shown.Count > 0, () => "the notification");
        await stop.CancelAsync();
        List<Change> told = await changes;
        TestContext.Out.WriteLine($"{Count} imports in {sent.TotalMilliseconds:0} ms, all findings seen after {seen.TotalMilliseconds:0} ms; {told.Count} changes, {told.Count(c => c.Kind == ChangeKind.Findings)} of findings");
        FindingPage page = resident.Findings.Query(new FindingQuery { Limit = 1_000, Sort = "asset" });
        Assert.That(page.Items.Select(f => f.Id), Is.Unique);
        Assert.That(Enumerable.Range(0, Count).All(i => resident.Findings.History("content", $"/Game/bad_{i}").Count == 1), Is.True, "each verdict once");
        Assert.That(told.Count(c => c.Kind == ChangeKind.Findings), Is.LessThanOrEqualTo((watch.Elapsed.TotalSeconds * 4) + 2));
        Assert.That(told.Any(c => c.Kind == ChangeKind.Lost), Is.False);
        Assert.That(shown[0].Title, Does.StartWith("content: ").And.Contain("warning").Or.Contain("error"));
    }

    [Test]
    public async Task With_a_full_disk_it_goes_on_and_the_editor_keeps_what_this_machine_could_not()
    {
        var disk = new FullDisk();
        await using HeadlessProcess editor = await StartAsync();
        string asset;
        await using (var resident = StartResident(ports: p => p with { Disk = disk }))
        {
            await ConnectedAsync(resident, 1);
            disk.IsFull = true;
            ActivityView sent = await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [Copy(Texture, "bad.png")] }));
            Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
            asset = sent.Assets[0];
            Assert.That(resident.Findings.Query(new FindingQuery()).Total, Is.GreaterThan(0));
            Assert.That(resident.Status.State, Is.EqualTo(ResidentState.Attention));
            Assert.That(resident.Status.Attention, Has.Some.Contains("Free some room"));
        }

        // The disk was full to the end: as after a kill, nothing of it is on this machine.
        await using var again = StartResident();
        await UntilAsync(again, () => again.Findings.Query(new FindingQuery()).Total > 0, () => "the findings from the editor");
        Assert.That(again.Findings.History("content", asset), Has.Count.EqualTo(1));
        Assert.That(again.Status.Attention, Is.Empty);
    }

    [Test]
    public async Task A_saved_file_is_sent_again_by_itself_and_a_deleted_asset_loses_its_findings()
    {
        string file = Copy(Texture, "Стол/bad.png");
        await using HeadlessProcess editor = await StartAsync();
        await using var resident = StartResident();
        await ConnectedAsync(resident, 1);
        await resident.Settings.SaveAsync(new CompanionSettings { WatchSources = "send", WatchQuietMilliseconds = 200 }, CancellationToken.None);
        ActivityView sent = await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = [file] }));
        string beside = file + ".tmp";
        File.Copy(Directory.EnumerateFiles(Cli.Samples.Crate, "*.png").First(), beside);
        File.Move(beside, file, overwrite: true);
        await UntilAsync(resident, () => resident.Activities.List(0, 5) is [{ Origin: "watch", State: ActivityState.Succeeded }, ..], () => "the second send");
        await using EditorClient client = await ConnectAsync();
        Assert.That(await PathsAsync(client), Is.EqualTo(sent.Assets));
        Assert.That((await client.GetAssetAsync(sent.Assets[0])).Revision, Is.EqualTo(2));

        Assert.That(resident.Findings.Query(new FindingQuery { Path = sent.Assets[0] }).Total, Is.GreaterThan(0));
        await client.DeleteAssetsAsync(sent.Assets);

        // Editors do not tell of deleted assets; the next thing that happens there makes the companion look.
        await SendAsync(client, Texture, "/Game/T_Other_D");
        await UntilAsync(resident, () => resident.Findings.Query(new FindingQuery { Path = sent.Assets[0] }).Total == 0, () => "the findings to go");
    }

    private async Task WorkWaitsAsync()
    {
        await using EditorClient client = await ConnectAsync();
        var watch = Stopwatch.StartNew();
        while ((await client.GetStateAsync()).OpenOperations == 0)
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), "no import came");
            await client.PingAsync();
        }
    }

    private static async Task<List<Change>> CollectAsync(IAsyncEnumerable<Change> changes)
    {
        var all = new List<Change>();
        try
        {
            await foreach (Change change in changes)
            {
                all.Add(change);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }

        return all;
    }

    /// <summary>The real disk until it is full.</summary>
    private sealed class FullDisk : IStateDisk
    {
        private readonly StateDisk _real = new();

        public bool IsFull { get; set; }

        public Stream Append(string path)
        {
            ThrowWhenFull();
            return new Closed(this, _real.Append(path));
        }

        public Stream Create(string path)
        {
            ThrowWhenFull();
            return _real.Create(path);
        }

        public void Flush(Stream stream) => _real.Flush(stream);

        private void ThrowWhenFull()
        {
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }
        }

        private sealed class Closed(FullDisk disk, Stream inner) : Stream
        {
            public override bool CanRead => false;

            public override bool CanSeek => false;

            public override bool CanWrite => true;

            public override long Length => inner.Length;

            public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

            public override void Flush() => inner.Flush();

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count)
            {
                disk.ThrowWhenFull();
                inner.Write(buffer, offset, count);
            }

            protected override void Dispose(bool disposing)
            {
                inner.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
