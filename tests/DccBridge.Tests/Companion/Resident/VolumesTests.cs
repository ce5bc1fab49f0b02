using DccBridge.Companion.Resident.Sources;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
public sealed class VolumesTests
{
    private static readonly string[] Lines =
    [
        "/dev/sda1 / ext4 rw 0 0",
        "/dev/sdb1 /data xfs rw 0 0",
        @"nas:/art /mnt/art\040share nfs4 rw 0 0",
        "systemd-1 /auto autofs rw 0 0",
        "torn",
    ];

    private static readonly Dictionary<string, string> Links = new()
    {
        ["/home/me/props"] = "/mnt/art share/props",
        ["/home/me/near"] = "../../data/near",
        ["/home/me/round"] = "round",
    };

    [TestCase("/home/me/work", "/")]
    [TestCase("/data/crates", "/data")]
    [TestCase("/database", "/")]
    [TestCase("/mnt/art share/props/deep", "/mnt/art share")]
    [TestCase("/home/me/props/deep", "/mnt/art share", Description = "a link into a share")]
    [TestCase("/home/me/near/deep", "/data", Description = "a link that is relative")]
    [TestCase("/home/me/round/deep", "/", Description = "a link onto itself")]
    [TestCase("/auto/art/deep", "/auto", Description = "looking there would mount it")]
    public void A_folder_lies_on_the_volume_that_it_leads_to(string folder, string volume)
    {
        var asked = new List<string>();
        var found = Volumes.Of(folder, Volumes.Mounts(Lines), path =>
        {
            asked.Add(path);
            return Links.GetValueOrDefault(path);
        });
        Assert.That(found, Is.EqualTo(volume));
        Assert.That(asked.Where(a => a.StartsWith("/mnt/art share", StringComparison.Ordinal) || a.StartsWith("/auto", StringComparison.Ordinal)), Is.Empty, "a drive that may be dead is not asked");
    }

    [Test]
    public void A_real_folder_has_one()
    {
        var folder = Path.GetTempPath();
        Assert.That(folder, Does.StartWith(Volumes.Of([folder]).Single()));
    }
}
