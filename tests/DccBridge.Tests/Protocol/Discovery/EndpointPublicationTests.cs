using DccBridge.Protocol.Discovery;

namespace DccBridge.Tests.Protocol.Discovery;

[TestFixture]
public class EndpointPublicationTests : EndpointFolderTest
{
    private const UnixFileMode Mode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Test]
    public void A_published_editor_is_found_alive_and_gone_after_the_end()
    {
        var directory = new EditorDirectory(Folder);
        using (EndpointPublication.Publish(Sample(), Folder))
        {
            var entry = directory.Find().Single();
            Assert.That(entry.Liveness, Is.EqualTo(EditorLiveness.Alive));
            Assert.That(entry.File!.Port, Is.EqualTo(Sample().Port));
        }

        Assert.That(directory.Find(), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(Folder), Is.Empty);
    }

    [Test]
    public void Looking_does_not_disturb_the_editor_nor_those_who_look_at_the_same_time()
    {
        using var publication = EndpointPublication.Publish(Sample(), Folder);
        var path = LeftBehind(Sample(2));
        // Another client that is just looking whether the dead editor lives.
        using var looking = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read);

        for (var i = 0; i < 3; i++)
        {
            Assert.That(new EditorDirectory(Folder).Find().Select(e => e.Liveness), Is.EqualTo(new[] { EditorLiveness.Alive, EditorLiveness.Dead }));
        }
    }

    [Test]
    public void A_folder_that_is_not_there_is_made_with_those_above_it()
    {
        var deep = Path.Combine(Folder, "a", "b");
        using var publication = EndpointPublication.Publish(Sample(), deep);

        Assert.That(publication.Path, Does.StartWith(deep));
        Assert.That(File.Exists(publication.Path));
    }

    [Test, Platform(Exclude = "Win")]
    public void File_and_folder_are_the_users_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(Folder, (UnixFileMode)0x1ff);
        using var publication = EndpointPublication.Publish(Sample(), Folder);

        Assert.That(File.GetUnixFileMode(Folder), Is.EqualTo(Mode0600 | UnixFileMode.UserExecute));
        Assert.That(File.GetUnixFileMode(publication.Path), Is.EqualTo(Mode0600));
        Assert.That(File.GetUnixFileMode(publication.Path + ".lock"), Is.EqualTo(Mode0600));
    }

    [Test]
    public void The_same_instance_cannot_be_published_twice_at_once()
    {
        using var first = EndpointPublication.Publish(Sample(), Folder);

        Assert.That(() => EndpointPublication.Publish(Sample(), Folder), Throws.TypeOf<EndpointException>().With.Message.Contains("already"));
        Assert.That(new EditorDirectory(Folder).Find().Single().Liveness, Is.EqualTo(EditorLiveness.Alive), "the first one is undisturbed");
    }

    [Test]
    public void An_editor_may_restart_in_place()
    {
        EndpointPublication.Publish(Sample(), Folder).Dispose();
        using var second = EndpointPublication.Publish(Sample(), Folder);

        Assert.That(new EditorDirectory(Folder).Find().Single().Liveness, Is.EqualTo(EditorLiveness.Alive));
    }

    [Test]
    public void What_a_killed_editor_left_is_written_over()
    {
        var path = LeftBehind(Sample());
        Put(Path.GetFileName(path) + ".tmp", [1, 2, 3]);
        using var publication = EndpointPublication.Publish(Sample() with { Port = 1234 }, Folder);

        Assert.That(new EditorDirectory(Folder).Find().Single().File!.Port, Is.EqualTo(1234));
        Assert.That(File.Exists(path + ".tmp"), Is.False);
    }

    [Test]
    public void Ending_twice_or_after_somebody_cleaned_the_folder_is_no_error()
    {
        var publication = EndpointPublication.Publish(Sample(), Folder);
        File.Delete(publication.Path);

        publication.Dispose();
        publication.Dispose();

        Assert.That(Directory.GetFileSystemEntries(Folder), Is.Empty);
    }

    [Test]
    public void A_file_where_the_folder_should_be_is_an_error_that_names_it_and_the_variable()
    {
        var file = Put("occupied", [1]);

        Assert.That(() => EndpointPublication.Publish(Sample(), file), Throws.TypeOf<EndpointException>().With.Message.Contains(file).And.Message.Contains("DCCBRIDGE_EDITORS"));
    }

    [Test]
    public void A_failed_publication_leaves_no_lock()
    {
        // The endpoint file cannot be put where a folder is.
        var path = Path.Combine(Folder, Sample().InstanceId.ToString("D") + ".json");
        Directory.CreateDirectory(path);

        Assert.That(() => EndpointPublication.Publish(Sample(), Folder), Throws.TypeOf<EndpointException>().With.Message.Contains(path));
        Assert.That(Directory.GetFileSystemEntries(Folder), Is.EqualTo(new[] { path }));
    }
}
