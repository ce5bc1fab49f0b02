namespace DccBridge.Companion.Cli.Rendering;

/// <summary>Shortens asset paths for tables.</summary>
internal static class AssetNames
{
    /// <summary>The deepest folder that holds all of them; "/Game" for none.</summary>
    public static string CommonFolder(IEnumerable<string> paths)
    {
        string[]? common = null;
        foreach (var path in paths)
        {
            var folders = path.Split('/')[..^1];
            if (common is null)
            {
                common = folders;
                continue;
            }

            var same = 0;
            while (same < common.Length && same < folders.Length && string.Equals(common[same], folders[same], StringComparison.OrdinalIgnoreCase))
            {
                same++;
            }

            common = common[..same];
        }

        var text = common is null ? "/Game" : string.Join('/', common);
        return text.Length == 0 ? "/" : text;
    }

    /// <summary>The path without that folder.</summary>
    public static string Below(string path, string folder) =>
        path.Length > folder.Length + 1 && path.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase) ? path[(folder.Length + 1)..] : path;
}
