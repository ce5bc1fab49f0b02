using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public sealed class SourcesTests : IAsyncDisposable
{
    private static readonly CompanionSettings Offer = new() { WatchQuietMilliseconds = 200, NotificationDelaySeconds = 0 };

    private readonly ResidentBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [TestCase(64)]
    [TestCase(0, Description = "the system does not tell: looking has to do")]
    public async Task A_save_is_offered_once(int watchedFolders)
    {
        _bench.Adjust = o => o with { MaxWatchedFolders = watchedFolders };
        var file = await SendAsync(Offer);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Source.Changed, "the change");
        await _bench.UntilAsync(() => Offers == 1, "the offer");
        Assert.That(Source.ChangedAt, Is.Not.Null);
        await SaveAtomicallyAsync(file, 3);
        await _bench.UntilAsync(() => Offers == 2, "the offer of the second save");
        await SaveAtomicallyAsync(file, 1);
        await _bench.UntilAsync(() => !Source.Changed, "the file as it was sent");
        Assert.That(Offers, Is.EqualTo(2));
        Assert.That(_bench.Editor.Uploaded, Has.Count.EqualTo(1), "offered is not sent");
    }

    [Test]
    public async Task What_editors_do_around_a_save_is_nothing()
    {
        var file = await SendAsync(Offer);
        await File.WriteAllBytesAsync(file, ResidentBench.Bytes(1));
        await File.WriteAllTextAsync(file + "~", "backup");
        await File.WriteAllTextAsync(Path.Combine(_bench.Desk, ".T_A_D.png.swp"), "swap");
        File.Move(file, file + ".old");
        await File.WriteAllBytesAsync(file, ResidentBench.Bytes(1));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));

        // A real one after all of these: when it has come, the others would have come.
        var other = _bench.Texture("T_B_D.png", 5);
        await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(other)));
        await SaveAtomicallyAsync(other, 6);
        await _bench.UntilAsync(() => _bench.Resident.Sources.List.Any(s => s.Changed), "the change");
        Assert.That(_bench.Resident.Sources.List.Single(s => s.Changed).Path, Is.EqualTo(other));
    }

    [Test]
    public async Task A_file_that_is_written_for_a_while_is_one_save()
    {
        var file = await SendAsync(Offer with { WatchQuietMilliseconds = 500 });
        await using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            foreach (var b in ResidentBench.Bytes(7))
            {
                stream.WriteByte(b);
                await stream.FlushAsync();
                await Task.Delay(5);
            }
        }

        await _bench.UntilAsync(() => Offers > 0, "the offer");
        await SaveAtomicallyAsync(file, 8);
        await _bench.UntilAsync(() => Offers == 2, "the offer of the second save");
    }

    [Test]
    public async Task With_send_each_save_is_sent_once_and_the_asset_is_the_same()
    {
        var file = await SendAsync(Offer with { WatchSources = "send" });
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => _bench.Editor.Uploaded.Count == 2, "the second upload");
        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0 && !Source.Changed, "the end of it");
        await SaveAtomicallyAsync(file, 3);
        await _bench.UntilAsync(() => _bench.Editor.Uploaded.Count == 3, "the third upload");
        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0 && !Source.Changed, "the end of it");
        Assert.That(_bench.Resident.Activities.List(0, 10).Select(a => a.Origin), Is.EqualTo(new[] { "watch", "watch", "api" }));
        Assert.That(Offers, Is.Zero);
    }

    [Test]
    public async Task Off_nothing_is_offered()
    {
        var file = await SendAsync(Offer with { WatchSources = "off" });
        await SaveAtomicallyAsync(file, 2);
        await _bench.Resident.Settings.SaveAsync(Offer, CancellationToken.None);
        await SaveAtomicallyAsync(file, 3);
        await _bench.UntilAsync(() => Source.Changed, "the change after it was switched on");
        await _bench.UntilAsync(() => Offers == 1, "one offer");
    }

    [Test]
    public async Task A_change_while_nobody_watched_is_seen_after_the_start_and_a_missing_file_says_so()
    {
        var file = await SendAsync(Offer);
        await _bench.StopAsync();
        await SaveAtomicallyAsync(file, 2);
        await _bench.StartAsync();
        await _bench.UntilAsync(() => Source.Changed, "the change");
        File.Delete(file);
        await _bench.UntilAsync(() => Source.Missing, "that it is missing");
        await File.WriteAllBytesAsync(file, ResidentBench.Bytes(1));
        await _bench.UntilAsync(() => !Source.Missing && !Source.Changed, "the file as it was sent");
    }

    [Test]
    public async Task One_can_be_sent_again_and_forgotten()
    {
        var file = await SendAsync(Offer);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Source.Changed, "the change");
        var again = await _bench.EndAsync(_bench.Resident.Sources.Resend(Source.Id, "dashboard"));
        Assert.That((again.State, again.Origin), Is.EqualTo((ActivityState.Succeeded, "dashboard")));
        await _bench.UntilAsync(() => !Source.Changed, "that it is as sent");
        var id = Source.Id;
        Assert.That(_bench.Resident.Sources.Forget(id), Is.True);
        Assert.That(_bench.Resident.Sources.Forget(id), Is.False);
        Assert.That(_bench.Resident.Sources.List, Is.Empty);
        Assert.That(Assert.Throws<ResidentException>(() => _bench.Resident.Sources.Resend(id, "tray"))!.Fault, Is.EqualTo(ResidentFault.NotFound));
        await _bench.StopAsync();
        await _bench.StartAsync();
        Assert.That(_bench.Resident.Sources.List, Is.Empty);
    }

    private WatchedSourceView Source => _bench.Resident.Sources.List.Single();

    private int Offers
    {
        get
        {
            lock (_bench.Shown)
            {
                return _bench.Shown.Count(n => n.Id == "sources");
            }
        }
    }

    private async Task<string> SendAsync(CompanionSettings settings)
    {
        await _bench.StartAsync(settings);
        var file = _bench.Texture("T_A_D.png", 1);
        var sent = await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(file)));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        return file;
    }

    /// <summary>As editors save: beside, then in its place.</summary>
    private static async Task SaveAtomicallyAsync(string file, int number)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(file)!, $".tmp-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(temporary, ResidentBench.Bytes(number));
        File.Move(temporary, file, overwrite: true);
    }
}
