using UnrealSharp.CoreUObject;

namespace DccBridge.Unreal;

/// <summary>Names of engine objects, from their outers. On the game thread.</summary>
internal static class ObjectPaths
{
    private const string MapExtension = ".umap";

    /// <summary>More outers than any object has; ends a walk that would not end.</summary>
    private const int MostOuters = 64;

    /// <summary>Package path of the package that holds the object: "/Game/Props/SM_Crate".</summary>
    public static string PackageOf(UObject one) => Outermost(one, []).Name.ToString();

    /// <summary>Path name: "/Game/Maps/Yard.Yard:PersistentLevel.Crate_2". A colon follows the object that lies in the package itself.</summary>
    public static string PathOf(UObject one)
    {
        var inner = new Stack<string>();
        var path = Outermost(one, inner).Name.ToString();
        for (var depth = 0; inner.TryPop(out var name); depth++)
        {
            path += (depth == 1 ? ":" : ".") + name;
        }

        return path;
    }

    /// <summary>Package path of a map's file; null when it does not lie in the project's content. Unreal gives such paths relative to its own folder, which is the process's.</summary>
    public static string? PackageOfMap(string projectFolder, string file)
    {
        var inContent = Path.GetRelativePath(Path.Combine(projectFolder, "Content"), Path.GetFullPath(file)).Replace('\\', '/');
        return inContent.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(inContent) || !inContent.EndsWith(MapExtension, StringComparison.OrdinalIgnoreCase)
            ? null
            : "/Game/" + inContent[..^MapExtension.Length];
    }

    private static UObject Outermost(UObject one, Stack<string> inner)
    {
        // Outer throws on a package: it has none.
        for (var depth = 0; one is not UPackage && depth < MostOuters; depth++)
        {
            inner.Push(one.Name.ToString());
            one = one.Outer;
        }

        return one;
    }
}
