namespace DccBridge.EndToEnd.Peers;

/// <summary>A temporary folder for the files that peers make, one for each fixture.</summary>
public abstract class ImageFolder
{
    private string _folder = "";

    [OneTimeSetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-peers-").FullName;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    /// <summary>A path in the folder.</summary>
    private protected string At(string name) => Path.Combine(_folder, name);
}
