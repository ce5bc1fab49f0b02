using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileFixStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LimitedDisk _disk = new(100_000_000);
    private readonly ManualTime _time = new();

    private string FilePath => _folder["fixes.log"];

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_fix_is_found_again_as_it_was_and_is_forgotten_when_told()
    {
        var fix = NewFix("/Game/Ящик");
        using (var store = Open())
        {
            store.Save(fix);
        }

        using (var store = Open())
        {
            var found = store.Find(fix.Id)!;
            Assert.That(found.Changes.Select(change => change with { Rules = [], UpdatedReferences = [] }), Is.EqualTo(fix.Changes.Select(change => change with { Rules = [], UpdatedReferences = [] })));
            Assert.That(found.Changes[0].Rules, Is.EqualTo(fix.Changes[0].Rules));
            Assert.That(found.Assets, Is.EqualTo(fix.Assets));
            Assert.That(found.MadeAt, Is.EqualTo(fix.MadeAt));
            store.Remove(fix.Id);
        }

        using (var store = Open())
        {
            Assert.That(store.Find(fix.Id), Is.Null);
        }
    }

    [Test]
    public void The_newest_hundred_of_seven_days_are_kept()
    {
        using var store = Open();
        var fixes = Enumerable.Range(0, 101).Select(i =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var fix = NewFix($"/Game/A{i}");
            store.Save(fix);
            return fix;
        }).ToList();
        Assert.That(fixes.Select(fix => store.Find(fix.Id) is not null), Is.EqualTo(fixes.Select((_, i) => i > 0)));
        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(30));
        Assert.That(fixes.Select(fix => store.Find(fix.Id) is not null), Is.EqualTo(fixes.Select((_, i) => i == 100)));
    }

    [Test]
    public void Of_large_fixes_the_newest_are_kept_and_the_last_whatever_its_size()
    {
        using var store = Open(new StorageOptions { FixBytes = 1_000 });
        var fixes = Enumerable.Range(0, 5).Select(i =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var fix = NewFix("/Game/" + new string('a', i == 4 ? 2_000 : 50));
            store.Save(fix);
            return (fix.Id, Kept: store.Find(fix.Id) is not null);
        }).ToList();
        Assert.That(fixes.Select(fix => fix.Kept), Is.All.True, "each while it was the newest");
        Assert.That(fixes.Select(fix => store.Find(fix.Id) is not null), Is.EqualTo(new[] { false, false, false, false, true }));
    }

    [Test]
    public void A_file_that_was_cut_anywhere_holds_what_was_whole()
    {
        var (first, second) = (NewFix("/Game/A"), NewFix("/Game/B"));
        using (var store = Open())
        {
            store.Save(first);
            store.Save(second);
            store.Remove(first.Id);
        }

        var whole = File.ReadAllBytes(FilePath);
        var seen = new List<string>();
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            using var store = Open();
            seen.Add($"{(store.Find(first.Id) is null ? "" : "a")}{(store.Find(second.Id) is null ? "" : "b")}");
        }

        Assert.That(seen.Distinct(), Is.EqualTo(new[] { "", "a", "ab", "b" }));
    }

    [Test]
    public void A_full_disk_refuses_a_fix_and_keeps_the_others()
    {
        using var store = Open();
        var fix = NewFix("/Game/A");
        store.Save(fix);
        _disk.FreeBytes = 0;
        Assert.Throws<IOException>(() => store.Save(NewFix("/Game/B")));
        Assert.That(store.Find(fix.Id), Is.Not.Null);
    }

    [Test]
    public void Many_fixes_do_not_grow_the_file_without_end()
    {
        using var store = Open();
        var size = 0L;
        for (var i = 0; i < 2_000; i++)
        {
            store.Save(NewFix("/Game/A"));
            size = Math.Max(size, new FileInfo(FilePath).Length);
        }

        Assert.That(size, Is.LessThan(900 * 300), "at most 256 records beside twice the hundred in use, each of a save and a removal");
    }

    private FileFixStore Open(StorageOptions? options = null) => new(FilePath, _disk, options ?? new StorageOptions(), _time, new RecordingLog());

    private StoredFix NewFix(string path) => new()
    {
        Id = Guid.NewGuid(),
        MadeAt = _time.GetUtcNow().UtcDateTime,
        Changes = [new FixChange { AssetPath = path, Rules = ["name.prefix", "name.chars"], Kind = FixKind.Rename, Before = path, After = path + "_2" }],
        Assets = [new FixedAsset(path + "_2", "StaticMesh", 2, "ab")],
    };
}
