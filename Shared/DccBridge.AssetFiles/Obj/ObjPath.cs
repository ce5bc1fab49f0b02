namespace DccBridge.AssetFiles.Obj;

/// <summary>Paths of other files as an OBJ or MTL writes them, with slashes of either kind.</summary>
internal static class ObjPath
{
    /// <summary>True when the path begins at the root of a disk, a drive or a server.</summary>
    public static bool IsAbsolute(string path) =>
        path.Length > 0 && (path[0] is '/' or '\\' || (path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':'));

    /// <summary>The path with forward slashes when it leads to the folder of the OBJ or below it; null when it leads anywhere else.</summary>
    public static string? Below(string path)
    {
        if (path.Length == 0 || path.Contains(':') || path.Any(char.IsControl) || IsAbsolute(path))
        {
            return null;
        }

        var segments = path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray();
        return segments.Length == 0 || segments.Any(segment => segment.TrimEnd('.', ' ').Length == 0) ? null : string.Join('/', segments);
    }
}
