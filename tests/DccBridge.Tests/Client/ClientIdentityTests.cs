using DccBridge.Client;

namespace DccBridge.Tests.Client;

[TestFixture]
public sealed class ClientIdentityTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Path.Combine(Directory.CreateTempSubdirectory("dccb-id-").FullName, "config");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Test]
    public void The_id_stays_the_same()
    {
        var id = ClientIdentity.LoadOrCreate(_folder);

        Assert.That(id, Is.Not.EqualTo(Guid.Empty));
        Assert.That(ClientIdentity.LoadOrCreate(_folder), Is.EqualTo(id));
        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "client-id", "client-id.lock" }));
    }

    [Test]
    public void Many_that_begin_at_once_get_the_same_id()
    {
        for (var round = 0; round < 20; round++)
        {
            var folder = Path.Combine(_folder, round.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var ids = new Guid[16];
            Parallel.For(0, ids.Length, i => ids[i] = ClientIdentity.LoadOrCreate(folder));

            Assert.That(ids.Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Only_the_user_can_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Modes are of Unix.");
            return;
        }

        ClientIdentity.LoadOrCreate(_folder);

        Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "client-id")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("")]
    [TestCase("no id")]
    [TestCase("00000000-0000-0000-0000-000000000000")]
    public void A_file_without_an_id_is_named(string content)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "client-id");
        File.WriteAllText(path, content);

        var e = Assert.Throws<ClientIdentityException>(() => ClientIdentity.LoadOrCreate(_folder));

        Assert.That(e!.Path, Is.EqualTo(path));
        Assert.That(e.Message, Does.Contain("Delete it"));
    }

    [Test]
    public void The_folder_is_that_of_the_system()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Resolve(ClientIdentity.Platform.Unix), Is.EqualTo("/home/u/.config/dccbridge"));
            Assert.That(Resolve(ClientIdentity.Platform.Unix, ("XDG_CONFIG_HOME", "/x")), Is.EqualTo("/x/dccbridge"));
            Assert.That(Resolve(ClientIdentity.Platform.Unix, ("XDG_CONFIG_HOME", "relative")), Is.EqualTo("/home/u/.config/dccbridge"));
            Assert.That(Resolve(ClientIdentity.Platform.MacOS), Is.EqualTo("/home/u/Library/Application Support/DccBridge"));
            Assert.That(Resolve(ClientIdentity.Platform.Windows), Is.EqualTo("/roaming/DccBridge"));
            Assert.That(Resolve(ClientIdentity.Platform.Unix, (ClientIdentity.Variable, "/mine")), Is.EqualTo("/mine"));
            Assert.That(() => Resolve(ClientIdentity.Platform.Unix, (ClientIdentity.Variable, "relative")), Throws.TypeOf<ClientIdentityException>());
        });
    }

    private static string Resolve(ClientIdentity.Platform platform, params (string Name, string Value)[] variables)
        => ClientIdentity.Resolve(platform, name => variables.FirstOrDefault(v => v.Name == name).Value, "/roaming", "/home/u").Replace('\\', '/');
}
