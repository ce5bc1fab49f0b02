using DccBridge.Dcc.Clients;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>
/// Where exports go that the companion asks a DCC for: to the place where the DCC's own "Send to Unreal" puts them. An asset follows its file, so that the same scene
/// makes the same assets whichever button is pressed.
/// </summary>
internal static class ExportFolders
{
    private const string Name = "exports";
    private const string BesideScene = "unreal";
    private const string NoScene = "Untitled";
    private const int MaxName = 64;

    /// <summary>The folder of a scene.</summary>
    /// <param name="root">Folder of the companion.</param>
    /// <param name="info">What the DCC says is open.</param>
    public static string Of(string root, DccInfo info)
    {
        if (info.ExportFolder is { } told)
        {
            return told;
        }

        if (info.Kind == DccKind.SubstancePainter)
        {
            return Path.Combine(root, Name, info.Kind.Key(), Safe(info.Scene));
        }

        // The rule of the add-ons in Maya and Houdini.
        return info.Scene is { Length: > 0 } scene && Path.GetDirectoryName(scene) is { Length: > 0 } folder ? Path.Combine(folder, BesideScene) : Path.Combine(root, Name);
    }

    private static string Safe(string? scene)
    {
        var name = string.Concat((scene is { Length: > 0 } path ? Path.GetFileNameWithoutExtension(path) : NoScene).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return name.Length == 0 ? NoScene : name[..Math.Min(name.Length, MaxName)];
    }
}
