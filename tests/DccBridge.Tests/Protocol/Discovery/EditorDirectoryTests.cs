using System.Diagnostics;
using System.Text;
using DccBridge.Protocol.Discovery;
using DccBridge.Tests.Protocol.Security;

namespace DccBridge.Tests.Protocol.Discovery;

[TestFixture]
public class EditorDirectoryTests : EndpointFolderTest
{
    [Test]
    public void A_folder_that_is_not_there_holds_no_editor()
    {
        var directory = new EditorDirectory(Path.Combine(Folder, "nothing"));

        Assert.That(directory.Find(), Is.Empty);
        Assert.That(directory.RemoveStale(), Is.Empty);
    }

    [Test]
    public void The_file_of_a_killed_editor_is_dead_with_its_lock_file_and_without()
    {
        var path = LeftBehind(Sample());
        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Dead));
        Assert.That(Only().File!.Project, Is.EqualTo("Crates"));

        File.Delete(path + ".lock");
        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Dead));
    }

    [Test]
    public void A_running_process_of_the_same_id_does_not_make_a_dead_editor_alive()
    {
        LeftBehind(Sample() with { ProcessId = Environment.ProcessId });

        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Dead));
    }

    [Test]
    public void Living_editors_come_first_then_by_project()
    {
        LeftBehind(Sample(1, "Alpha"));
        Put("broken.json", [0]);
        using var late = EndpointPublication.Publish(Sample(2, "zulu"), Folder);
        using var early = EndpointPublication.Publish(Sample(3, "Mike"), Folder);

        Assert.That(new EditorDirectory(Folder).Find().Select(e => e.File?.Project), Is.EqualTo(new[] { "Mike", "zulu", "Alpha", null }));
    }

    [Test]
    public void Stale_files_are_removed_and_the_living_and_the_unreadable_stay()
    {
        var stale = LeftBehind(Sample());
        var unreadable = Put("broken.json", [0]);
        using var living = EndpointPublication.Publish(Sample(2), Folder);

        Assert.That(new EditorDirectory(Folder).RemoveStale(), Is.EquivalentTo(new[] { stale, stale + ".lock" }));
        Assert.That(Directory.GetFileSystemEntries(Folder), Is.EquivalentTo(new[] { unreadable, living.Path, living.Path + ".lock" }));
    }

    [Test]
    public void Left_over_locks_and_temporary_files_are_removed_when_they_are_old()
    {
        var time = new ManualTime();
        var now = time.GetUtcNow().UtcDateTime;
        var old = new[] { Put("a.json.tmp", [1]), Put("b.json.lock", []) };
        var young = new[] { Put("c.json.tmp", [1]), Put("d.json.lock", []) };
        var foreign = Put("notes.txt", [1]);
        foreach (var path in old.Append(foreign))
        {
            File.SetLastWriteTimeUtc(path, now - TimeSpan.FromSeconds(61));
        }

        foreach (var path in young)
        {
            File.SetLastWriteTimeUtc(path, now - TimeSpan.FromSeconds(59));
        }

        Assert.That(new EditorDirectory(Folder, time).RemoveStale(), Is.EquivalentTo(old));
        Assert.That(Directory.GetFileSystemEntries(Folder), Is.EquivalentTo(young.Append(foreign)));
    }

    [Test]
    public void The_lock_of_an_editor_that_just_starts_is_left_alone_however_old_it_is()
    {
        var path = Put("a.json.lock", []);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var starting = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.That(new EditorDirectory(Folder).RemoveStale(), Is.Empty);
        Assert.That(File.Exists(path));
    }

    [TestCase("", "empty")]
    [TestCase("{\"instanceId\": \"1122", "not a whole JSON object")]
    [TestCase("%PDF-1.7 garbage", "not a whole JSON object")]
    [TestCase("{}", "field 'instanceId' is missing")]
    public void A_bad_file_names_itself_and_hides_no_other(string content, string problem)
    {
        using var living = EndpointPublication.Publish(Sample(), Folder);
        var bad = Put("bad.json", Encoding.UTF8.GetBytes(content));

        var entries = new EditorDirectory(Folder).Find();
        Assert.That(entries.Select(e => e.Liveness), Is.EqualTo(new[] { EditorLiveness.Alive, EditorLiveness.Unreadable }));
        Assert.That(entries[1].Problem!.Message, Does.StartWith(bad).And.Contain(problem));
    }

    [Test]
    public void A_huge_file_is_refused_by_its_length()
    {
        using (var stream = File.Create(Path.Combine(Folder, "huge.json")))
        {
            stream.SetLength(8L << 30);
        }

        Assert.That(Only().Problem!.Message, Does.Contain("65536"));
    }

    [Test]
    public void A_folder_in_place_of_a_file_is_named()
    {
        var path = Directory.CreateDirectory(Path.Combine(Folder, "x.json")).FullName;

        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Unreadable));
        Assert.That(Only().Problem!.Message, Does.StartWith(path).And.Contain("is a folder"));
    }

    [Test]
    public void A_folder_in_place_of_a_lock_makes_the_entry_unreadable()
    {
        var path = LeftBehind(Sample());
        File.Delete(path + ".lock");
        Directory.CreateDirectory(path + ".lock");

        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Unreadable));
        Assert.That(Only().Problem!.Path, Is.EqualTo(path + ".lock"));
    }

    [Test, Platform(Exclude = "Win", Reason = "Making a link there takes a privilege.")]
    public void A_symbolic_link_is_refused_even_to_a_good_file([Values] bool dangling)
    {
        var target = LeftBehind(Sample());
        var elsewhere = Directory.CreateDirectory(Path.Combine(Folder, "elsewhere")).FullName;
        File.Move(target, Path.Combine(elsewhere, "good.json"));
        File.CreateSymbolicLink(Path.Combine(Folder, "link.json"), Path.Combine(elsewhere, dangling ? "gone.json" : "good.json"));

        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Unreadable));
        Assert.That(Only().Problem!.Message, Does.Contain("symbolic link"));
    }

    [Test, Platform(Exclude = "Win", Reason = "Modes are of Unix.")]
    public void A_file_that_others_can_read_is_refused_with_what_to_do()
    {
        var path = LeftBehind(Sample());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Assert.That(Only().Liveness, Is.EqualTo(EditorLiveness.Unreadable));
        Assert.That(Only().File, Is.Null);
        Assert.That(Only().Problem!.Message, Does.Contain($"chmod 600 \"{path}\""));
    }

    [Test, Platform(Exclude = "Win", Reason = "Modes are of Unix.")]
    public void A_folder_that_others_can_write_into_is_refused_as_a_whole()
    {
        LeftBehind(Sample());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, (UnixFileMode)0x1ff);
        }

        Assert.That(() => new EditorDirectory(Folder).Find(), Throws.TypeOf<EndpointException>().With.Message.Contains($"chmod 700 \"{Folder}\""));
    }

    [Test, Platform(Exclude = "Win", Reason = "Pipes in the file system are of Unix.")]
    [CancelAfter(10_000)]
    public void A_pipe_in_place_of_a_file_does_not_make_the_reader_wait(CancellationToken cancellationToken)
    {
        using var mkfifo = Process.Start("mkfifo", Path.Combine(Folder, "pipe.json"));
        mkfifo.WaitForExit();
        var find = Task.Run(() => Only(), cancellationToken);

        Assert.That(find.Wait(TimeSpan.FromSeconds(10), cancellationToken));
        Assert.That(find.Result.Liveness, Is.EqualTo(EditorLiveness.Unreadable));
    }

    private EditorEntry Only() => new EditorDirectory(Folder).Find().Single();
}
