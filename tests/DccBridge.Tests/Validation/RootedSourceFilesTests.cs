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

    [TestCase("", "/somewhere")]
    [TestCase("/art", "relative/folder")]
    public void A_root_that_makes_no_sense_is_refused(string recorded, string local) =>
        Assert.That(() => new RootedSourceFiles([new SourceRoot(recorded, local)]), Throws.ArgumentException.With.Message.Contains("absolute folder"));
}
