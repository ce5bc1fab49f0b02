using DccBridge.Protocol.Discovery;

namespace DccBridge.Tests.Protocol.Discovery;

[TestFixture]
public class EditorFolderTests
{
    private static readonly string Root = Path.GetFullPath("/");

    [Test]
    public void Each_system_has_its_own_place()
    {
        Assert.That(Resolve(EditorFolder.Platform.Windows), Is.EqualTo(Path.Combine(Root, "local", "DccBridge", "editors")));
        Assert.That(Resolve(EditorFolder.Platform.MacOS), Is.EqualTo(Path.Combine(Root, "home", "Library", "Application Support", "DccBridge", "editors")));
        Assert.That(Resolve(EditorFolder.Platform.Unix), Is.EqualTo(Path.Combine(Root, "home", ".local", "state", "dccbridge", "editors")));
        Assert.That(Resolve(EditorFolder.Platform.Unix, ("XDG_RUNTIME_DIR", Path.Combine(Root, "run"))), Is.EqualTo(Path.Combine(Root, "run", "dccbridge", "editors")));
    }

    [Test]
    public void A_relative_runtime_folder_is_ignored()
        => Assert.That(Resolve(EditorFolder.Platform.Unix, ("XDG_RUNTIME_DIR", "run")), Does.StartWith(Path.Combine(Root, "home")));

    [Test]
    public void The_variable_goes_before_all()
        => Assert.That(Resolve(EditorFolder.Platform.Unix, ("XDG_RUNTIME_DIR", Path.Combine(Root, "run")), ("DCCBRIDGE_EDITORS", Path.Combine(Root, "mine"))), Is.EqualTo(Path.Combine(Root, "mine")));

    [Test]
    public void A_relative_path_in_the_variable_is_an_error()
        => Assert.That(() => Resolve(EditorFolder.Platform.Unix, ("DCCBRIDGE_EDITORS", "mine")), Throws.TypeOf<EndpointException>().With.Message.Contains("DCCBRIDGE_EDITORS"));

    [Test]
    public void A_user_without_a_home_is_told_about_the_variable()
        => Assert.That(() => EditorFolder.Resolve(EditorFolder.Platform.Unix, _ => null, "", ""), Throws.TypeOf<EndpointException>().With.Message.Contains("DCCBRIDGE_EDITORS"));

    private static string Resolve(EditorFolder.Platform platform, params (string Name, string Value)[] variables)
        => EditorFolder.Resolve(platform, name => variables.FirstOrDefault(v => v.Name == name).Value, Path.Combine(Root, "local"), Path.Combine(Root, "home"));
}
