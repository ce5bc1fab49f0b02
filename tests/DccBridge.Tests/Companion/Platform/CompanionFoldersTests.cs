using System.Runtime.Versioning;
using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion.Platform;

[TestFixture]
public sealed class CompanionFoldersTests
{
    private static string Root(CompanionFolders.Machine machine, params (string Name, string Value)[] variables) =>
        CompanionFolders.Resolve(machine, name => variables.FirstOrDefault(v => v.Name == name).Value, "/local", "/home/ada").Root;

    [Test]
    public void Each_system_has_its_own_place()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Root(CompanionFolders.Machine.Windows), Is.EqualTo(Path.Combine("/local", "DccBridge")));
            Assert.That(Root(CompanionFolders.Machine.MacOS), Is.EqualTo("/home/ada/Library/Application Support/DccBridge"));
            Assert.That(Root(CompanionFolders.Machine.Unix), Is.EqualTo("/home/ada/.local/state/dccbridge"));
            Assert.That(Root(CompanionFolders.Machine.Unix, ("XDG_STATE_HOME", "/state")), Is.EqualTo("/state/dccbridge"));
            Assert.That(Root(CompanionFolders.Machine.Unix, ("XDG_STATE_HOME", "state")), Is.EqualTo("/home/ada/.local/state/dccbridge"));
            Assert.That(Root(CompanionFolders.Machine.Unix, (CompanionFolders.Variable, "/other/"), ("XDG_STATE_HOME", "/state")), Is.EqualTo("/other"));
        });
    }

    [Test]
    public void A_relative_folder_is_refused_with_an_instruction() =>
        Assert.That(
            () => Root(CompanionFolders.Machine.Unix, (CompanionFolders.Variable, "here")),
            Throws.TypeOf<CompanionFolderException>().With.Message.Contains("must hold an absolute path"));

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Others_lose_their_rights()
    {
        using var folder = new TemporaryFolder();
        var root = folder.Folder("home");
        File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        var folders = new CompanionFolders(root);
        folders.Prepare();
        Assert.Multiple(() =>
        {
            foreach (var path in (string[])[folders.Root, folders.Logs, folders.State, folders.Dccs])
            {
                Assert.That((int)File.GetUnixFileMode(path), Is.EqualTo(0b111_000_000), path);
            }
        });
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_file_in_its_place_is_told()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Root, "home");
        File.WriteAllText(path, "");
        Assert.That(new CompanionFolders(path).Prepare, Throws.TypeOf<CompanionFolderException>().With.Message.Contains(CompanionFolders.Variable));
    }
}
