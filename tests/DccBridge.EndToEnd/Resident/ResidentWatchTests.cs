using System.Diagnostics;
using DccBridge.Client;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;
using ResidentCompanion = DccBridge.Companion.Resident.Resident;

namespace DccBridge.EndToEnd.Resident;

/// <summary>The system under the watching of sent files fails: it tells of nothing, or a drive keeps silent.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
public sealed class ResidentWatchTests : ResidentDay
{
    private static readonly TimeSpan AfterSend = TimeSpan.FromSeconds(2);

    private const string Sending = """{"watchSources": "send", "watchQuietMilliseconds": 200}""";

    [Test]
    public async Task With_no_inotify_watch_left_a_save_is_sent_all_the_same()
    {
        Peer unshare = Peer.Require("unshare", "apt-get install util-linux", ["unshare"], "--version");
        if (!unshare.CanRun("-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_watches"))
        {
            throw Peer.Forbidden("user namespaces with limits of their own for inotify");
        }

        string file = Copy(Texture, "Стол/T_Стол_D.png");
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "companion.settings.json"), Sending);
        await using HeadlessProcess editor = await StartAsync();
        await using (KillableResident resident = KillableResident.Start(Home, Endpoints, file, [unshare.Program, "-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_watches; exec \"$@\"", "sh"]))
        {
            await resident.LineAsync("sent ");
            await using EditorClient client = await ConnectAsync();
            await RevisionAsync(client, 1);
            foreach (int save in new[] { 2, 3 })
            {
                // A send looks at its file itself once more when it has ended; this is to be a save that nothing but watching can notice.
                await Task.Delay(AfterSend);
                SaveOver(file, save);
                await RevisionAsync(client, save);
            }
        }
    }

    [Test]
    public async Task A_dead_drive_keeps_neither_the_start_nor_the_status_nor_other_files_waiting()
    {
        await using DeadShare share = await DeadShare.MountAsync(Path.Combine(Desk, "server"), Path.Combine(Desk, "share"));
        string here = Copy(Texture, "T_Here_D.png");
        string[] there = [.. Enumerable.Range(0, 3).Select(i => Copy(Texture, $"share/{i}/T_There{i}_D.png"))];
        await using HeadlessProcess editor = await StartAsync();
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "companion.settings.json"), Sending);
        await using (var before = StartResident())
        {
            await ConnectedAsync(before, 1);
            await EndAsync(before, before.Activities.Send(new SendRequest { Files = [here, .. there] }));
        }

        share.Stop();
        Task<ResidentCompanion>? starting = null;
        try
        {
            var watch = Stopwatch.StartNew();
            starting = Task.Run(() => StartResident(o => o with { SourceSilence = TimeSpan.FromSeconds(1), SourceRound = TimeSpan.FromMilliseconds(200) }));
            ResidentCompanion resident = await starting.WaitAsync(Patience);
            await ConnectedAsync(resident, 1);
            StatusView status = await Task.Run(() => resident.Status).WaitAsync(Patience);
            TestContext.Out.WriteLine($"connected after {watch.ElapsedMilliseconds} ms: {status.Summary}");
            SaveOver(here, 2);
            await UntilAsync(resident, () => resident.Activities.List(0, 5) is [{ Origin: "watch", State: ActivityState.Succeeded }, ..], () => "the send of the file on another drive");
            await UntilAsync(resident, () => resident.Status.Attention.Any(a => a.Contains(share.Folder, StringComparison.Ordinal) && a.Contains("does not answer", StringComparison.Ordinal)), () => "the status to say so");
            Assert.That(Waiting(), Is.EqualTo(1), "one thread waits for the drive");

            share.Continue();
            await UntilAsync(resident, () => resident.Status.Attention.Count == 0, () => "the status to be well again");
            foreach (string file in there)
            {
                SaveOver(file, 3);
            }

            await UntilAsync(resident, () => resident.Activities.List(0, 10).Count(a => a is { Origin: "watch", State: ActivityState.Succeeded }) == 4, () => "the sends of the files on the drive");
        }
        finally
        {
            share.Continue();
            if (starting is not null)
            {
                await (await starting).DisposeAsync();
            }
        }
    }

    [Test]
    public async Task What_an_editor_did_not_take_before_it_was_killed_goes_to_the_next_one_of_its_project()
    {
        string[] files = [.. Enumerable.Range(0, 3).Select(i => Copy(Texture, $"T_Waits{i}_D.png"))];
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "companion.settings.json"), Sending);
        await using var resident = StartResident(o => o with { GiveUpAfter = TimeSpan.FromSeconds(1), LostGrace = TimeSpan.FromSeconds(1) });
        await using (HeadlessProcess killed = await StartAsync())
        {
            await ConnectedAsync(resident, 1);
            await EndAsync(resident, resident.Activities.Send(new SendRequest { Files = files }));
            await killed.SayAsync("modal 3600 Reload?");
            await killed.LineAsync("modal open");
            foreach (string file in files)
            {
                SaveOver(file, 5);
                await UntilAsync(resident, () => resident.Sources.List.Single(s => s.Path == file).Changed, () => "the change");
            }

            await UntilAsync(resident, () => resident.Activities.List(0, 9).Count(a => a.Origin == "watch") == 3, () => "the sends");
            await killed.KillAsync();
        }

        await UntilAsync(resident, () => resident.Activities.List(0, 9).Count(a => a is { Origin: "watch", State: ActivityState.Failed }) == 3, () => "their failure");
        await using HeadlessProcess editor = await StartAsync();
        await UntilAsync(resident, () => resident.Sources.List.All(s => !s.Changed) && resident.Status.Running == 0, () => string.Join('\n', resident.Activities.List(0, 20).Select(a => $"{a.Title} {a.State} {a.Error?.Code} {a.Message}")));
        Assert.That(resident.Activities.List(0, 20).Where(a => a is { Origin: "watch", State: ActivityState.Succeeded }).Select(a => a.Files.Single()).Reverse(), Is.EqualTo(files), "in order");
    }

    /// <summary>Threads of this process that are in the middle of a call to the mounted folder.</summary>
    private static int Waiting() => Directory.EnumerateDirectories("/proc/self/task").Count(t => File.ReadAllText(Path.Combine(t, "comm")).StartsWith("Files of", StringComparison.Ordinal) && File.ReadAllText(Path.Combine(t, "wchan")) is var at && (at.Contains("fuse", StringComparison.Ordinal) || at.Contains("request_wait", StringComparison.Ordinal)));

    private static async Task RevisionAsync(EditorClient client, int revision)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            string[] paths = await PathsAsync(client);
            if (paths.Length == 1 && (await client.GetAssetAsync(paths[0])).Revision == revision)
            {
                return;
            }

            Assert.That(watch.Elapsed, Is.LessThan(Patience), $"revision {revision} did not come");
            await Task.Delay(50);
        }
    }

    /// <summary>Another picture, written beside and put in its place.</summary>
    private static void SaveOver(string file, int seed)
    {
        string beside = file + ".tmp";
        BadDays.LargePng.Write(beside, 16, 16, seed);
        File.Move(beside, file, overwrite: true);
    }
}
