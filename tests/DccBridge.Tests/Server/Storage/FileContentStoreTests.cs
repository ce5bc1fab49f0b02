using System.Security.Cryptography;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileContentStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly byte[] _content = new byte[100_000];

    public FileContentStoreTests() => new Random(1).NextBytes(_content);

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(_content));

    public void Dispose() => _folder.Dispose();

    [Test]
    public void An_upload_becomes_a_file_of_its_hash()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        Assert.That((transfer.Offset, transfer.IsPresent), Is.EqualTo((0L, false)));
        Send(store, transfer, _content.Length);
        Assert.That(store.Contains(Hash), Is.False, "not before the commit");
        Assert.That(store.Commit(transfer.TransferId), Is.EqualTo((Hash, (long)_content.Length)));
        Assert.That(File.ReadAllBytes(store.PathOf(Hash)), Is.EqualTo(_content));
        Assert.That(store.Open("other.glb", Hash, _content.Length).IsPresent, Is.True);
    }

    [Test]
    public void A_killed_process_goes_on_at_the_last_good_byte_of_the_same_transfer()
    {
        Guid id;
        // No dispose between: a killed process does not dispose either. Files are opened unshared for writing, hence the copy.
        using (var killed = Open())
        {
            var transfer = killed.Open("crate.glb", Hash, _content.Length);
            id = transfer.TransferId;
            using var writer = killed.Write(id, 0);
            writer.Write(_content.AsSpan(0, 33_333));
            CopyFolder(_folder["store"], _folder["after"]);
        }

        using var store = Open("after");
        var resumed = store.Open("crate.glb", Hash, _content.Length);
        Assert.That((resumed.TransferId, resumed.Offset), Is.EqualTo((id, 33_333L)));
        Send(store, resumed, _content.Length);
        store.Commit(id);
        Assert.That(File.ReadAllBytes(store.PathOf(Hash)), Is.EqualTo(_content));
    }

    [Test]
    public void A_wrong_hash_is_refused_and_the_upload_begins_anew()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        _content[5] ^= 1;
        Send(store, transfer, _content.Length);
        _content[5] ^= 1;
        var error = Assert.Throws<RpcException>(() => store.Commit(transfer.TransferId))!;
        Assert.That(error.Code, Is.EqualTo(ErrorCode.HashMismatch));
        Assert.That(error.Message, Does.Contain("crate.glb"));
        Assert.That(store.Contains(Hash), Is.False);
        var again = store.Open("crate.glb", Hash, _content.Length);
        Assert.That(again.Offset, Is.Zero);
        Send(store, again, _content.Length);
        store.Commit(again.TransferId);
        Assert.That(store.Contains(Hash), Is.True);
    }

    [Test]
    public void Chunks_at_another_offset_are_told_the_right_one()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        Send(store, transfer, 100);
        var error = Assert.Throws<RpcException>(() => store.Write(transfer.TransferId, 50))!;
        Assert.That(error.Code, Is.EqualTo(ErrorCode.TransferOffset));
        Assert.That(error.Details!["offset"], Is.EqualTo("100"));
    }

    [Test]
    public void A_commit_before_the_end_says_how_much_is_missing()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        Send(store, transfer, 100);
        var error = Assert.Throws<RpcException>(() => store.Commit(transfer.TransferId))!;
        Assert.That(error.Message, Does.Contain("100 of 100000"));
        Assert.That(store.Open("crate.glb", Hash, _content.Length).Offset, Is.EqualTo(100));
    }

    [Test]
    public void More_bytes_than_announced_are_refused()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, 10);
        using var writer = store.Write(transfer.TransferId, 0);
        Assert.That(Assert.Throws<RpcException>(() => writer.Write(_content.AsSpan(0, 11)))!.Code, Is.EqualTo(ErrorCode.TooLarge));
    }

    [Test]
    public void A_new_writer_takes_over_from_a_dead_connection()
    {
        using var store = Open();
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        using var dead = store.Write(transfer.TransferId, 0);
        dead.Write(_content.AsSpan(0, 10));
        using var alive = store.Write(transfer.TransferId, 10);
        Assert.That(Assert.Throws<RpcException>(() => dead.Write(_content.AsSpan(10, 10)))!.Code, Is.EqualTo(ErrorCode.TransferOffset));
        Assert.That(alive.Write(_content.AsSpan(10, 10)), Is.EqualTo(20));
    }

    [Test]
    public void A_file_that_does_not_fit_is_refused_before_its_bytes_come()
    {
        var disk = new LimitedDisk(50_000);
        using var store = new FileContentStore(_folder["store"], disk, new StorageOptions { ReservedBytes = 0 }, _time);
        var error = Assert.Throws<RpcException>(() => store.Open("crate.glb", Hash, _content.Length))!;
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.DiskFull, Outcome.NotStarted)));
    }

    [Test]
    public void A_disk_that_fills_up_keeps_what_was_received()
    {
        var disk = new LimitedDisk(1_000_000);
        using var store = new FileContentStore(_folder["store"], disk, new StorageOptions { ReservedBytes = 0 }, _time);
        var transfer = store.Open("crate.glb", Hash, _content.Length);
        using (var writer = store.Write(transfer.TransferId, 0))
        {
            writer.Write(_content.AsSpan(0, 60_000));
            disk.FreeBytes = 100;
            Assert.That(Assert.Throws<RpcException>(() => writer.Write(_content.AsSpan(60_000)))!.Code, Is.EqualTo(ErrorCode.DiskFull));
        }

        disk.FreeBytes = 1_000_000;
        var resumed = store.Open("crate.glb", Hash, _content.Length);
        Assert.That(resumed.Offset, Is.EqualTo(60_000));
        Send(store, resumed, _content.Length);
        store.Commit(resumed.TransferId);
        Assert.That(File.ReadAllBytes(store.PathOf(Hash)), Is.EqualTo(_content));
    }

    [TestCase("../../etc/passwd")]
    [TestCase("")]
    [TestCase("ABCDEF")]
    [TestCase("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    public void What_is_not_a_hash_never_becomes_a_path(string hash)
    {
        using var store = Open();
        Assert.That(Assert.Throws<RpcException>(() => store.Open("a.png", hash, 1))!.Code, Is.EqualTo(ErrorCode.InvalidParams));
        Assert.That(store.Contains(hash), Is.False);
        Assert.Throws<RpcException>(() => store.PathOf(hash));
    }

    [TestCase("a/b.png", 1)]
    [TestCase("a\\b.png", 1)]
    [TestCase("", 1)]
    [TestCase("a.png", -1)]
    public void Wrong_names_and_lengths_are_refused(string name, long length)
    {
        using var store = Open();
        Assert.That(Assert.Throws<RpcException>(() => store.Open(name, Hash, length))!.Code, Is.EqualTo(ErrorCode.InvalidParams));
    }

    [Test]
    public void An_unknown_transfer_says_how_to_open_it()
    {
        using var store = Open();
        var error = Assert.Throws<RpcException>(() => store.Write(Guid.NewGuid(), 0))!;
        Assert.That(error.Code, Is.EqualTo(ErrorCode.TransferNotFound));
        Assert.That(error.Message, Does.Contain(MethodNames.Transfer.Open));
    }

    [Test]
    public void An_empty_file_needs_no_chunk()
    {
        using var store = Open();
        var hash = Convert.ToHexStringLower(SHA256.HashData([]));
        var transfer = store.Open("empty.png", hash, 0);
        store.Commit(transfer.TransferId);
        Assert.That(new FileInfo(store.PathOf(hash)).Length, Is.Zero);
    }

    [Test]
    public void What_nobody_used_for_long_is_dropped_at_the_next_start()
    {
        using (var store = Open())
        {
            var transfer = store.Open("crate.glb", Hash, _content.Length);
            Send(store, transfer, _content.Length);
            store.Commit(transfer.TransferId);
            Assert.That(store.Contains(Hash), Is.True);
        }

        _time.Advance(TimeSpan.FromDays(29));
        using (var store = Open())
        {
            Assert.That(store.Contains(Hash), Is.True);
        }

        _time.Advance(TimeSpan.FromDays(29));
        using (var store = Open())
        {
            Assert.That(store.Contains(Hash), Is.True, "it was used 29 days ago");
        }

        _time.Advance(TimeSpan.FromDays(31));
        using (var store = Open())
        {
            Assert.That(store.Contains(Hash), Is.False);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private void Send(FileContentStore store, TransferState transfer, int upTo)
    {
        using var writer = store.Write(transfer.TransferId, transfer.Offset);
        for (var offset = (int)transfer.Offset; offset < upTo;)
        {
            var count = Math.Min(7_000, upTo - offset);
            offset += count;
            Assert.That(writer.Write(_content.AsSpan(offset - count, count)), Is.EqualTo(offset));
        }
    }

    private FileContentStore Open(string name = "store") => new(_folder[name], new SystemDisk(), new StorageOptions(), _time);
}
