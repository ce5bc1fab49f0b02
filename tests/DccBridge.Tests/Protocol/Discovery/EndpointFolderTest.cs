using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Discovery;

/// <summary>A folder of its own for each test.</summary>
public abstract class EndpointFolderTest
{
    protected string Folder { get; private set; } = "";

    [SetUp]
    public void Make_the_folder()
        => Folder = Directory.CreateTempSubdirectory("dccbridge-endpoints-").FullName;

    [TearDown]
    public void Remove_the_folder()
        => Directory.Delete(Folder, recursive: true);

    protected static EndpointFile Sample(int number = 1, string project = "Crates") => new()
    {
        InstanceId = Guid.Parse($"1122334{number}-5566-7788-99aa-bbccddeeff00"),
        ProcessId = 4000 + number,
        StartTime = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Port = 65430 + number,
        Project = project,
        Engine = "headless",
        Secret = SharedSecret.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
    };

    /// <summary>A file that an editor wrote and that nobody holds the lock of, as after kill -9.</summary>
    protected string LeftBehind(EndpointFile file)
    {
        string path;
        byte[] bytes;
        using (var publication = EndpointPublication.Publish(file, Folder))
        {
            path = publication.Path;
            bytes = File.ReadAllBytes(path);
        }

        Put(Path.GetFileName(path), bytes);
        Put(Path.GetFileName(path) + ".lock", []);
        return path;
    }

    protected string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
