using DccBridge.Server.Editor;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileSessionStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LimitedDisk _disk = new(1_000_000);
    private readonly RecordingLog _log = new();

    private string FilePath => _folder["sessions.log"];

    public void Dispose() => _folder.Dispose();

    [Test]
    public void What_was_kept_last_is_found_again()
    {
        var left = new DateTimeOffset(2026, 11, 21, 8, 30, 0, TimeSpan.Zero);
        var first = NewSession("first", "Краска 颜料") with { Subscribed = true, Acknowledged = 41 };
        var second = NewSession("second", "watch") with { Durable = true, LeftAt = left };
        using (var store = new FileSessionStore(FilePath, _disk, _log))
        {
            store.Save(first);
            store.Save(second);
            store.Save(first with { Acknowledged = 42 });
            store.Save(NewSession("third", "send"));
            store.Remove("third");
            store.Remove("never there");
        }

        using (var store = new FileSessionStore(FilePath, _disk, _log))
        {
            var kept = store.List().OrderBy(s => s.Id).ToArray();
            Assert.That(kept.Select(Words), Is.EqualTo(new[] { Words(first with { Acknowledged = 42 }), Words(second) }));
        }
    }

    [Test]
    public void A_file_that_was_cut_anywhere_holds_what_was_whole()
    {
        using (var store = new FileSessionStore(FilePath, _disk, _log))
        {
            store.Save(NewSession("a", "one"));
            store.Save(NewSession("b", "two"));
            store.Remove("a");
        }

        var whole = File.ReadAllBytes(FilePath);
        var seen = new List<string>();
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            using var store = new FileSessionStore(FilePath, _disk, _log);
            seen.Add(string.Concat(store.List().Select(s => s.Id).Order()));
        }

        Assert.That(seen.Distinct(), Is.EqualTo(new[] { "", "a", "ab", "b" }));
    }

    [Test]
    public void Many_changes_do_not_grow_the_file_without_end()
    {
        using (var store = new FileSessionStore(FilePath, new LimitedDisk(long.MaxValue), _log))
        {
            store.Save(NewSession("other", "other"));
            for (var i = 1; i <= 10_000; i++)
            {
                store.Save(NewSession("busy", "watch") with { Acknowledged = i });
            }
        }

        Assert.That(new FileInfo(FilePath).Length, Is.LessThan(4_200 * 110));
        using var reopened = new FileSessionStore(FilePath, _disk, _log);
        Assert.That(reopened.List().Select(s => s.Acknowledged), Is.EquivalentTo(new long[] { 0, 10_000 }));
    }

    [Test]
    public void A_file_that_cannot_be_rewritten_goes_on_growing_and_is_rewritten_later()
    {
        using (var store = new FileSessionStore(FilePath, new LimitedDisk(long.MaxValue), _log))
        {
            // What .NET reports as UnauthorizedAccessException.
            Directory.CreateDirectory(FilePath + ".new");
            Save(store, 5_000);
            Assert.That(_log.Lines.Select(l => (l.Level, l.Exception is IOException)), Is.EqualTo(new[] { (BridgeLogLevel.Warning, true) }), "one attempt, one line");
            Assert.That(_log.Lines.Single().Message, Does.Contain(FilePath));
            Directory.Delete(FilePath + ".new");
            Save(store, 10_000);
        }

        Assert.That(new FileInfo(FilePath).Length, Is.LessThan(8_200 * 110));
        using var reopened = new FileSessionStore(FilePath, _disk, _log);
        Assert.That(reopened.List().Single().Acknowledged, Is.EqualTo(10_000));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows does not let an open file be moved away.")]
    public void A_file_that_cannot_be_opened_after_its_rewrite_is_opened_at_the_next_change()
    {
        using var store = new FileSessionStore(FilePath, new LimitedDisk(long.MaxValue), _log);
        store.Save(NewSession("other", "other"));
        File.Move(FilePath, FilePath + ".aside");
        Directory.CreateDirectory(FilePath);
        Assert.That(Assert.Throws<IOException>(() => Save(store, 5_000))!.Message, Does.Contain(FilePath));
        Assert.That(store.List().Select(s => s.Id), Is.EquivalentTo(new[] { "other", "busy" }), "what is known stays known");
        Directory.Delete(FilePath);
        File.Move(FilePath + ".aside", FilePath);
        store.Save(NewSession("busy", "watch") with { Acknowledged = 7_000 });
        store.Dispose();
        using var reopened = new FileSessionStore(FilePath, _disk, _log);
        Assert.That(reopened.List().Select(s => s.Acknowledged), Is.EquivalentTo(new long[] { 0, 7_000 }));
    }

    [Test]
    public void A_full_disk_leaves_what_was_kept_before()
    {
        using (var store = new FileSessionStore(FilePath, _disk, _log))
        {
            store.Save(NewSession("a", "one"));
            _disk.FreeBytes = 5;
            Assert.Throws<IOException>(() => store.Save(NewSession("a", "one") with { Acknowledged = 1 }));
            Assert.Throws<IOException>(() => store.Remove("a"));
            Assert.That(store.List().Single().Acknowledged, Is.Zero);
        }

        using var reopened = new FileSessionStore(FilePath, _disk, _log);
        Assert.That(reopened.List().Single().Acknowledged, Is.Zero);
    }

    private static void Save(FileSessionStore store, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            store.Save(NewSession("busy", "watch") with { Acknowledged = i });
        }
    }

    private static StoredSession NewSession(string id, string client) => new()
    {
        Id = id,
        TokenHash = Enumerable.Range(id.Length, 32).Select(i => (byte)i).ToArray(),
        ClientId = new Guid(id.Length, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        ClientName = client,
    };

    // Memory compares by reference.
    private static string Words(StoredSession s) =>
        $"{s.Id} {Convert.ToHexString(s.TokenHash.Span)} {s.ClientId} {s.ClientName} {s.Subscribed} {s.Durable} {s.Acknowledged} {s.LeftAt:O}";
}
