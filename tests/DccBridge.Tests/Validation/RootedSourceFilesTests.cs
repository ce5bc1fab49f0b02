using DccBridge.Validation;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class RootedSourceFilesTests
{
    private string _folder = "";

    [SetUp]
    public void Create_a_folder_with_a_file()
    {
        _folder = Directory.CreateTempSubdirectory("dccbridge-sources-").FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "props"));
        File.WriteAllText(Path.Combine(_folder, "props", "SM_Crate.glb"), "");
    }

    [TearDown]
    public void Delete_the_folder() => Directory.Delete(_folder, recursive: true);

    [TestCase("P:\\art\\props\\SM_Crate.glb", SourcePresence.Present)]
    [TestCase("p:/ART/props/SM_Crate.glb", SourcePresence.Present)]
    [TestCase("P:\\art\\props\\SM_Barrel.glb", SourcePresence.Missing)]
    [TestCase("P:\\art2\\props\\SM_Crate.glb", SourcePresence.Unknown)]
    [TestCase("/home/somebody/SM_Crate.glb", SourcePresence.Unknown)]
    [TestCase("\\\\machine\\share\\SM_Crate.glb", SourcePresence.Unknown)]
    [TestCase("P:\\art\\..\\..\\etc\\passwd", SourcePresence.Unknown)]
    [TestCase("P:\\art\\/etc/passwd", SourcePresence.Unknown)]
    [TestCase("P:\\art\\C:\\secret", SourcePresence.Unknown)]
    [TestCase("P:\\art\\", SourcePresence.Unknown)]
    [TestCase("P:\\art\\a\0b", SourcePresence.Unknown)]
    [TestCase("", SourcePresence.Unknown)]
    public void Only_what_lies_below_a_declared_root_is_looked_for(string path, SourcePresence presence) =>
        Assert.That(new RootedSourceFiles([new SourceRoot("P:\\art", _folder)]).Find(path), Is.EqualTo(presence));

    [Test]
    public void A_root_out_of_reach_says_nothing() =>
        Assert.That(new RootedSourceFiles([new SourceRoot("/art", Path.Combine(_folder, "unmounted"))]).Find("/art/SM_Crate.glb"), Is.EqualTo(SourcePresence.Unknown));

    [Test]
    public void The_longer_root_is_used()
    {
        var files = new RootedSourceFiles([new SourceRoot("/art", Path.Combine(_folder, "unmounted")), new SourceRoot("/art/projects/", _folder)]);
        Assert.That(files.Find("/art/projects/props/SM_Crate.glb"), Is.EqualTo(SourcePresence.Present));
    }

    [Test]
    public void The_hash_is_that_of_the_content_as_it_is_now()
    {
        var path = Path.Combine(_folder, "props", "SM_Crate.glb");
        var files = new RootedSourceFiles([new SourceRoot("/art", _folder)]);
        File.WriteAllText(path, "abc");
        Assert.That(files.HashOf("/art/props/SM_Crate.glb"), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        File.WriteAllText(path, "");
        Assert.That(files.HashOf("/art/props/SM_Crate.glb"), Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        File.Delete(path);
        Assert.That(files.HashOf("/art/props/SM_Crate.glb"), Is.Null);
    }

    [Test]
    public void A_file_of_the_same_length_and_time_is_not_read_again()
    {
        var path = Path.Combine(_folder, "props", "SM_Crate.glb");
        var files = new RootedSourceFiles([new SourceRoot("/art", _folder)]);
        File.WriteAllText(path, "abc");
        var written = File.GetLastWriteTimeUtc(path);
        var hash = files.HashOf("/art/props/SM_Crate.glb");
        File.WriteAllText(path, "xyz");
        File.SetLastWriteTimeUtc(path, written);
        Assert.That(files.HashOf("/art/props/SM_Crate.glb"), Is.EqualTo(hash));
        File.SetLastWriteTimeUtc(path, written.AddSeconds(2));
        Assert.That(files.HashOf("/art/props/SM_Crate.glb"), Is.Not.EqualTo(hash).And.Not.Null);
    }

    [Test]
    public void Nothing_outside_of_the_roots_is_hashed_and_nothing_huge()
    {
        var files = new RootedSourceFiles([new SourceRoot("/art", _folder)]);
        using (var huge = File.Create(Path.Combine(_folder, "huge.fbx")))
        {
            huge.SetLength((256L * 1024 * 1024) + 1);
        }

        Assert.That(files.HashOf("/art/huge.fbx"), Is.Null);
        Assert.That(files.HashOf("/art/../" + Path.GetFileName(_folder) + "/props/SM_Crate.glb"), Is.Null);
        Assert.That(files.HashOf(Path.Combine(_folder, "props", "SM_Crate.glb")), Is.Null);
    }

    [TestCase("P:/art/props/a.glb", true)]
    [TestCase("p:\\ART\\a.glb", true)]
    [TestCase("P:\\art2\\a.glb", false)]
    [TestCase("P:\\art\\..\\secret\\a.glb", false)]
    [TestCase("C:\\Users\\anna\\a.glb", false)]
    [TestCase("", null)]
    public void A_path_lies_below_a_root_by_its_text(string path, bool? isBelow) =>
        Assert.That(new RootedSourceFiles([new SourceRoot("P:\\art", Path.Combine(_folder, "unmounted"))]).IsBelowRoot(path), Is.EqualTo(isBelow));

    [Test]
    public void Without_roots_nothing_is_known()
    {
        var files = new RootedSourceFiles([]);
        Assert.That((files.Find("/art/a.glb"), files.HashOf("/art/a.glb"), files.IsBelowRoot("/art/a.glb")), Is.EqualTo((SourcePresence.Unknown, (string?)null, (bool?)null)));
    }

    [TestCase("", "/somewhere")]
    [TestCase("/art", "relative/folder")]
    public void A_root_that_makes_no_sense_is_refused(string recorded, string local) =>
        Assert.That(() => new RootedSourceFiles([new SourceRoot(recorded, local)]), Throws.ArgumentException.With.Message.Contains("absolute folder"));
}
