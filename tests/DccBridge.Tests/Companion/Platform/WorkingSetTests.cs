using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion.Platform;

[TestFixture]
public sealed class WorkingSetTests
{
    [Test]
    public void Only_files_are_given_back()
    {
        string[] maps =
        [
            "55e183000000-55e183010000 r-xp 00000000 fe:00 1234                       /opt/my tools/dccbridge",
            "7f0000000000-7f0000001000 rw-p 00000000 00:00 0 ",
            "7f0000002000-7f0000003000 rw-p 00000000 00:00 0                          [heap]",
            "7f0000004000-7f0000006000 rw-s 00000000 00:01 99                         /memfd:doublemapper (deleted)",
            "7ffff0000000-7ffff0002000 r--s 00000000 fe:00 77                         /usr/lib/libc.so.6",
        ];
        Assert.That(WorkingSet.FileAreas(maps), Is.EqualTo(new[] { (0x55e183000000L, 0x10000L), (0x7ffff0000000L, 0x2000L) }));
    }

    [Test]
    public void Giving_back_harms_nothing()
    {
        var numbers = Enumerable.Range(0, 1_000_000).ToArray();
        WorkingSet.Trim();
        Assert.That(numbers.Sum(n => (long)n), Is.EqualTo(499_999_500_000));
    }
}
