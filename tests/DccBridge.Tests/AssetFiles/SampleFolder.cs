namespace DccBridge.Tests.AssetFiles;

/// <summary>The folder tests/Samples of the repository that the tests run in.</summary>
internal static class SampleFolder
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.That(folder, Is.Not.Null, "The tests must run from a build folder inside the repository.");
        return Path.Combine([folder!.FullName, "tests", "Samples", .. parts]);
    }
}
