using DccBridge.Companion.Transfers;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class FileCollectorTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public void A_folder_goes_to_one_of_its_name_with_its_subfolders_in_order()
    {
        _bench.AddTexture("my set/b/T_B.png");
        _bench.AddTexture("my set/T_A v2.png");
        _bench.AddFile("my set/notes.txt", []);
        var found = FileCollector.Collect(["my set"], null, _bench.Folder);
        Assert.That(found.Files.Select(f => f.AssetPath), Is.EqualTo(new[] { "/Game/my_set/T_A_v2", "/Game/my_set/b/T_B" }));
        Assert.That(found.Skipped.Single().Reason, Is.EqualTo(".txt is not imported"));
    }

    [Test]
    public void A_file_goes_where_its_folder_would_go()
    {
        _bench.AddTexture("my set/T_A.png");
        Assert.That(FileCollector.Collect(["my set/T_A.png"], null, _bench.Folder).Files.Single().AssetPath, Is.EqualTo("/Game/my_set/T_A"));
    }

    [Test]
    public void The_destination_takes_the_place_of_the_folder()
    {
        _bench.AddTexture("set/b/T_B.png");
        Assert.That(FileCollector.Collect(["set"], "/Game/Props/", _bench.Folder).Files.Single().AssetPath, Is.EqualTo("/Game/Props/b/T_B"));
    }

    [Test]
    public void Two_files_that_become_one_asset_are_named()
    {
        _bench.AddTexture("set/T_A.png");
        _bench.AddFile("set/t_a.glb", []);
        Assert.That(() => FileCollector.Collect(["set"], null, _bench.Folder), Throws.TypeOf<TransferException>().With.Message.Contains("T_A.png").And.Message.Contains("t_a.glb"));
    }

    [Test]
    public void A_symbolic_link_is_not_followed()
    {
        _bench.AddTexture("outside/T_X.png");
        _bench.AddTexture("set/T_A.png");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "set", "link"), Path.Combine(_bench.Folder, "outside"));
        }
        catch (IOException)
        {
            Assert.Ignore("This user may not make symbolic links.");
        }

        var found = FileCollector.Collect(["set"], null, _bench.Folder);
        Assert.That(found.Files.Select(f => f.AssetPath), Is.EqualTo(new[] { "/Game/set/T_A" }));
        Assert.That(found.Skipped.Single().Reason, Does.Contain("symbolic link"));
    }

    [TestCase("gone", "does not exist")]
    [TestCase("notes.txt", "cannot be sent")]
    public void What_cannot_be_sent_is_said(string path, string part)
    {
        _bench.AddFile("notes.txt", []);
        Assert.That(() => FileCollector.Collect([path], null, _bench.Folder), Throws.TypeOf<TransferException>().With.Message.Contains(part));
    }

    [TestCase("/Engine/X")]
    [TestCase("/Game/../X")]
    public void A_destination_outside_the_content_is_refused(string destination)
    {
        _bench.AddTexture("A.png");
        Assert.That(() => FileCollector.Collect(["A.png"], destination, _bench.Folder), Throws.TypeOf<TransferException>().With.Message.StartsWith("--to: "));
    }
}
