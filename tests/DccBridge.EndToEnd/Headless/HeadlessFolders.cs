namespace DccBridge.EndToEnd.Headless;

/// <summary>A content folder and an endpoint folder of its own for each test.</summary>
public abstract class HeadlessFolders
{
    private protected string Content { get; private set; } = "";

    private protected string Endpoints { get; private set; } = "";

    [SetUp]
    public void CreateFolders()
    {
        string root = Directory.CreateTempSubdirectory("dccbridge-headless-").FullName;
        Content = Path.Combine(root, "content");
        Endpoints = Path.Combine(root, "editors");
    }

    [TearDown]
    public void DeleteFolders() => Directory.Delete(Path.GetDirectoryName(Content)!, recursive: true);

    /// <summary>The arguments of every start: these folders, and any free port, so that tests do not meet.</summary>
    private protected string[] With(params string[] arguments) => [Content, "--endpoint-folder", Endpoints, "--port", "0", .. arguments];
}
