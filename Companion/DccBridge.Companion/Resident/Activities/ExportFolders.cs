using DccBridge.Dcc.Clients;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>Where exports go that the companion asks a DCC for: the same scene to the same place, so that a second export updates the assets of the first.</summary>
internal static class ExportFolders
{
    private const string Name = "exports";
    private const string NoScene = "Untitled";
    private const int MaxName = 64;

    /// <summary>The folder of a scene.</summary>
    /// <param name="root">Folder of the companion.</param>
    /// <param name="info">What the DCC says is open.</param>
    public static string Of(string root, DccInfo info)
    {
        var scene = info.Scene is { Length: > 0 } path ? Path.GetFileNameWithoutExtension(path) : NoScene;
        var name = string.Concat(scene.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return Path.Combine(root, Name, info.Kind.Key(), name.Length == 0 ? NoScene : name[..Math.Min(name.Length, MaxName)]);
    }
}
