using System.Text;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RecordFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Records_come_back_in_order()
    {
        Write("one", "two", "three");
        Assert.That(Read(out _), Is.EqualTo(new[] { "one", "two", "three" }));
    }

    [Test]
    public void A_file_cut_at_any_byte_keeps_every_whole_record_and_takes_new_ones()
    {
        Write("one", "second", "the third");
        var whole = File.ReadAllBytes(_folder["r"]);
        int[] ends = [8, 8 + 8 + 3, 8 + 8 + 3 + 8 + 6, whole.Length];
        string[] all = ["one", "second", "the third"];
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_folder["r"], whole[..length]);
            var expected = all.Take(Math.Max(0, ends.Count(end => end <= length) - 1)).ToArray();
            Assert.That(Read(out _), Is.EqualTo(expected), $"cut at {length}");
            Write("new");
            Assert.That(Read(out var cut), Is.EqualTo(expected.Append("new")), $"after a cut at {length}");
            Assert.That(cut, Is.Zero);
        }
    }

    [Test]
    public void Any_flipped_bit_of_the_last_record_cuts_it_off()
    {
        Write("one", "two");
        var whole = File.ReadAllBytes(_folder["r"]);
        var start = 8 + 8 + 3;
        for (var bit = start * 8; bit < whole.Length * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_folder["r"], damaged);
            Assert.That(Read(out var cut), Is.EqualTo(new[] { "one" }), $"bit {bit}");
            Assert.That(cut, Is.EqualTo(whole.Length - start));
        }
    }

    [Test]
    public void A_tail_of_zeros_is_no_record()
    {
        Write("one");
        File.AppendAllText(_folder["r"], new string('\0', 4096));
        Assert.That(Read(out _), Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public void A_foreign_file_is_left_alone()
    {
        File.WriteAllText(_folder["r"], "something else entirely");
        Assert.That(Assert.Throws<IOException>(() => Read(out _))!.Message, Does.Contain("Move it away"));
        Assert.That(File.ReadAllText(_folder["r"]), Is.EqualTo("something else entirely"));
    }

    [Test]
    public void A_full_disk_leaves_the_file_as_it_was()
    {
        var disk = new LimitedDisk(8 + 8 + 3);
        using (var file = RecordFile.Open(_folder["r"], disk, (_, _) => true))
        {
            file.Append("one"u8);
            Assert.That(DiskFull.IsCauseOf(Assert.Throws<IOException>(() => file.Append("two"u8))!), Is.True);
            disk.FreeBytes = 1000;
            file.Append("three"u8);
        }

        Assert.That(Read(out _), Is.EqualTo(new[] { "one", "three" }));
    }

    private void Write(params string[] records)
    {
        using var file = RecordFile.Open(_folder["r"], new SystemDisk(), (_, _) => true);
        foreach (var record in records)
        {
            file.Append(Encoding.UTF8.GetBytes(record));
        }
    }

    private List<string> Read(out long cut)
    {
        var found = new List<string>();
        using var file = RecordFile.Open(_folder["r"], new SystemDisk(), (_, body) =>
        {
            found.Add(Encoding.UTF8.GetString(body));
            return true;
        });
        cut = file.CutBytes;
        return found;
    }
}
