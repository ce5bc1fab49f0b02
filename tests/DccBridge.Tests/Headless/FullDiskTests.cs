using DccBridge.Headless.Content;
using DccBridge.Headless.Engine;
using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class FullDiskTests : ContentFixture
{
    [Test]
    public void Records_fit_until_the_room_is_gone_and_again_when_it_is_freed()
    {
        var disk = new FullDisk(new QuickFiles(), new LimitedDisk(long.MaxValue));
        ContentStore store = Open(disk);
        disk.SetRoom(RecordJson.Write(Texture("/Game/T_A")).Length);
        Put(store, Texture("/Game/T_A"));

        EditorException? failure = Assert.Throws<EditorException>(() => Put(store, Texture("/Game/T_B")));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.DiskFull));
        Assert.That(failure.Message, Does.Contain("'/Game/T_B'").And.Contain("Free some room"));
        Assert.That(store.List(), Has.Count.EqualTo(1));

        disk.SetRoom(null);
        Put(store, Texture("/Game/T_B"));
        Assert.That(Open().List(), Has.Count.EqualTo(2));
    }

    [Test]
    public void The_servers_storage_shares_the_room()
    {
        var disk = new FullDisk(new QuickFiles(), new LimitedDisk(1000));
        Assert.That(disk.AvailableBytes(Root), Is.EqualTo(1000), "switched off it is the disk below");
        disk.SetRoom(100);
        disk.BeforeWrite(60);
        Assert.That(disk.AvailableBytes(Root), Is.EqualTo(40));
        Assert.That(() => disk.BeforeWrite(41), Throws.InstanceOf<IOException>());
        Assert.That(() => disk.WriteFlushed(Path.Combine(Root, "x"), new byte[41]), Throws.InstanceOf<IOException>());
    }
}
