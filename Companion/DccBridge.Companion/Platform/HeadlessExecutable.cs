using DccBridge.Companion.Cli;

namespace DccBridge.Companion.Platform;

/// <summary>Where the headless editor that belongs to this companion lies.</summary>
internal static class HeadlessExecutable
{
    /// <summary>Its folder beside the companion.</summary>
    public const string Folder = "headless";

    private const string Name = "dccbridge-headless";

    /// <summary>Its path: in the folder <see cref="Folder"/> below the companion's, else beside the companion.</summary>
    /// <exception cref="CommandFailure">It is in neither place.</exception>
    public static string Find(string companionFolder)
    {
        var file = OperatingSystem.IsWindows() ? $"{Name}.exe" : Name;
        string[] places = [Path.Combine(companionFolder, Folder, file), Path.Combine(companionFolder, file)];
        return Array.Find(places, File.Exists)
            ?? throw new CommandFailure(FailureCodes.Headless, $"The headless editor is missing: it should be at '{places[0]}'. Build or publish DccBridge.Companion again; it brings it along.");
    }
}
