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

    [Test]
    public async Task A_content_that_was_sent_before_is_sent_again_when_it_comes_back()
    {
        var file = await SendAsync(Offer with { WatchSources = "send" });
        var uploads = 1;
        foreach (var number in new[] { 2, 1, 2, 1 })
        {
            await SaveAtomicallyAsync(file, number);
            uploads++;
            await _bench.UntilAsync(() => _bench.Editor.Uploaded.Count == uploads, $"upload {uploads}");
            await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0 && !Source.Changed, "the end of it");
        }

        Assert.That(_bench.Resident.Activities.List(0, 10).Select(a => a.State), Is.All.EqualTo(ActivityState.Succeeded).And.Exactly(5).Items);
    }

    [Test]
    public async Task Saves_beyond_the_limit_wait_and_are_sent_in_order()
    {
        _bench.Adjust = o => o with { MaxQueued = 2 };
        var files = await SendManyAsync(7);
        var goOn = HoldImports();
        foreach (var (file, number) in files.Select((f, i) => (f, i + 100)))
        {
            await SaveAtomicallyAsync(file, number);
            await _bench.UntilAsync(() => _bench.Resident.Sources.List.Single(s => s.Path == file).Changed, "the change");
        }

        Assert.That(_bench.Resident.Status.Running, Is.EqualTo(2), "what a person sends has the same limit");
        goOn.SetResult();
        await _bench.UntilAsync(() => _bench.Editor.Uploaded.Count == 14, "all uploads");
        Assert.That(_bench.Editor.Uploaded.Skip(7), Is.EqualTo(files));
        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0 && !_bench.Resident.Sources.List.Any(s => s.Changed), "the end of it");
        Assert.That(_bench.Resident.Activities.List(0, 100).Count(a => a.Origin == "watch"), Is.EqualTo(7), "each once");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_waits_is_sent_once_after_a_restart(bool kill)
    {
        _bench.Adjust = o => o with { MaxQueued = 2 };
        var files = await SendManyAsync(5);
        HoldImports();
        foreach (var (file, number) in files.Select((f, i) => (f, i + 100)))
        {
            await SaveAtomicallyAsync(file, number);
            await _bench.UntilAsync(() => _bench.Resident.Sources.List.Single(s => s.Path == file).Changed, "the change");
        }

        await _bench.StopAsync(kill);
        _bench.Editor.DuringImport = null;
        var uploads = _bench.Editor.Uploaded.Count;
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0 && _bench.Resident.Sources.List.Count(s => !s.Changed) == 5, "that all are as sent");
        Assert.That(_bench.Editor.Uploaded.Skip(uploads), Is.EqualTo(files), "in order, each once");
        Assert.That(_bench.Editor.ImportKeys.Distinct(), Has.Exactly(kill ? 10 : 11).Items, "what a kill cut off went on under its own key; what was stopped began anew");
        Assert.That(_bench.Resident.Activities.List(0, 100).Count(a => a.Origin == "watch"), Is.EqualTo(5), "each once");
        await _bench.StopAsync();
        await _bench.StartAsync();
        await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_Z_D.png", 900))));
        Assert.That(_bench.Resident.Activities.List(0, 100).Count(a => a.Origin == "watch"), Is.EqualTo(5), "nothing is sent anew");
    }

    [Test]
    public async Task Saves_without_an_editor_go_when_one_is_there_also_after_a_restart()
    {
        var file = await SendAsync(Offer with { WatchSources = "send" });
        await _bench.StopAsync();
        _bench.Editor.Entries = [];
        await _bench.StartAsync(editors: 0);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Source.Changed, "the change");
        await _bench.StopAsync();
        await _bench.StartAsync(editors: 0);
        _bench.Editor.Entries = null;
        await _bench.UntilAsync(() => _bench.Resident.Activities.List(0, 10) is [{ Origin: "watch", State: ActivityState.Succeeded }, _] && !Source.Changed, "the send");
    }

    [Test]
    public async Task A_folder_that_is_made_anew_is_watched_like_the_old_one()
    {
        var file = await SendAsync(Offer);
        Directory.Delete(_bench.Desk, recursive: true);
        Directory.CreateDirectory(_bench.Desk);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Offers == 1, "the offer of the file in the new folder");
        await SaveAtomicallyAsync(file, 3);
        await _bench.UntilAsync(() => Offers == 2, "the offer of the save after that");
    }

    [Test]
    public async Task A_file_that_is_put_in_the_place_of_another_with_an_older_date_is_a_save()
    {
        var file = await SendAsync(Offer);
        var other = Path.Combine(_bench.Folder, "other.png");
        await File.WriteAllBytesAsync(other, ResidentBench.Bytes(2));
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddYears(-1));
        File.Move(other, file, overwrite: true);
        await _bench.UntilAsync(() => Offers == 1, "the offer");
    }

    [Test]
    public async Task What_was_offered_is_sent_once_the_settings_say_send_and_is_not_offered_again_after_a_restart()
    {
        var file = await SendAsync(Offer);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Offers == 1, "the offer");
        await _bench.StopAsync();
        await _bench.StartAsync();
        var other = _bench.Texture("T_B_D.png", 5);
        await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(other)));
        await SaveAtomicallyAsync(other, 6);
        await _bench.UntilAsync(() => Offers == 2, "the offer of another file");
        Assert.That(_bench.Resident.Activities.List(0, 10).Any(a => a.Origin == "watch"), Is.False);
        await _bench.Resident.Settings.SaveAsync(Offer with { WatchSources = "send" }, CancellationToken.None);
        await _bench.UntilAsync(() => _bench.Resident.Sources.List.Count(s => !s.Changed) == 2, "that both are as sent");
        Assert.That(_bench.Editor.Uploaded.Skip(2), Is.EqualTo(new[] { file, other }), "in the order in which they changed");
        Assert.That(Offers, Is.EqualTo(2));
    }

    [Test]
    public async Task A_save_that_was_told_and_cut_off_before_it_was_sent_is_sent_once()
    {
        var file = await SendAsync(Offer with { WatchSources = "send" });
        await _bench.StopAsync();
        var activities = Path.Combine(_bench.Home, "state", "activities.journal");
        var before = await File.ReadAllBytesAsync(activities);
        HoldImports();
        await _bench.StartAsync();
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 1, "the send");
        await _bench.StopAsync(kill: true);

        // As if the kill had come between the two lines.
        await File.WriteAllBytesAsync(activities, before);
        _bench.Editor.DuringImport = null;
        await _bench.StartAsync();
        await _bench.UntilAsync(() => !Source.Changed && _bench.Resident.Status.Running == 0, "that it is as sent");
        await _bench.StopAsync(kill: true);
        await _bench.StartAsync();
        await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_Z_D.png", 900))));
        Assert.That(_bench.Resident.Activities.List(0, 10).Count(a => a.Origin == "watch"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_system_does_not_tell_is_seen_by_the_slow_look()
    {
        _bench.Sources.IsDeaf = true;
        _bench.Adjust = o => o with { SourceLook = TimeSpan.FromMinutes(5), SourceRound = TimeSpan.FromMilliseconds(300) };
        var file = await SendAsync(Offer);
        await SaveAtomicallyAsync(file, 2);
        await _bench.UntilAsync(() => Offers == 1, "the offer");
        await File.WriteAllBytesAsync(file, ResidentBench.Bytes(3));
        await _bench.UntilAsync(() => Offers == 2, "the offer of the second save");
    }

    [Test]
    public async Task A_drive_that_does_not_answer_holds_one_thread_and_its_own_files_alone()
    {
        _bench.Adjust = o => o with { SourceRound = TimeSpan.FromMilliseconds(50), SourceLook = TimeSpan.FromMilliseconds(50), SourceSilence = TimeSpan.FromMilliseconds(500) };
        var here = await SendAsync(Offer);
        string[] there = [.. Enumerable.Range(0, 5).Select(i => _bench.Texture($"share/{i}/T_S{i}_D.png", i))];
        foreach (var file in there)
        {
            await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(file)));
        }

        await _bench.StopAsync();
        var share = Path.Combine(_bench.Desk, "share");
        _bench.Sources.Silence(share);
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.Sources.Waiting == 1, "somebody who waits for the drive");
        await SaveAtomicallyAsync(here, 2);
        await _bench.UntilAsync(() => Offers == 1, "the offer of a file on another drive");
        await _bench.UntilAsync(() => _bench.Resident.Status.Attention is [var said] && said.Contains(share, StringComparison.Ordinal) && said.Contains("does not answer", StringComparison.Ordinal), "that the status says so");
        foreach (var file in there)
        {
            await SaveAtomicallyAsync(file, 50);
        }

        await SaveAtomicallyAsync(here, 3);
        await _bench.UntilAsync(() => Offers == 2, "the offer of the second save");
        Assert.That(_bench.Sources.Waiting, Is.EqualTo(1), "one thread, however often it was looked");
        Assert.That(_bench.Resident.Sources.Forget(_bench.Resident.Sources.List.Single(s => s.Path == there[4]).Id), Is.True, "the list can be used");
        _bench.Sources.Answer();
        await _bench.UntilAsync(() => _bench.Resident.Sources.List.Count(s => s.Changed) == 5, "the changes on the drive");
        Assert.That(_bench.Resident.Status.Attention, Is.Empty);
    }

    [Test]
    public async Task It_ends_although_a_drive_does_not_answer()
    {
        await SendAsync(Offer);
        await _bench.StopAsync();
        _bench.Sources.Silence(_bench.Desk);
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.Sources.Waiting == 1, "somebody who waits for the drive");
        await _bench.StopAsync();
        Assert.That(_bench.Sources.Waiting, Is.EqualTo(1));
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

    private TaskCompletionSource HoldImports()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Editor.DuringImport = (_, stop) => goOn.Task.WaitAsync(stop);
        return goOn;
    }

    /// <summary>Many files that were sent, and from now on are sent again.</summary>
    private async Task<string[]> SendManyAsync(int count)
    {
        await _bench.StartAsync(Offer with { WatchSources = "send" });
        string[] files = [.. Enumerable.Range(0, count).Select(i => _bench.Texture($"T_{i}_D.png", i))];
        foreach (var file in files)
        {
            var sent = await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(file)));
            Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        }

        await _bench.UntilAsync(() => _bench.Resident.Status.Running == 0, "the end of it");
        return files;
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
