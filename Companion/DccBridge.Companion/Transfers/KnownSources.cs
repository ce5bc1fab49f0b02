using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>
/// Sends a file to the asset that came from it before, wherever that was moved in the editor and whatever it is called there by now: a mended file
/// is to mend its asset and not to make a second one. Pure: the editor was asked before, see <see cref="ToAsk"/>.
/// </summary>
internal static class KnownSources
{
    /// <summary>Which assets are needed: those that came from the files or from the same content, and those at the paths where the files would go.</summary>
    /// <param name="files">All files of the run.</param>
    /// <param name="most">Files in one question.</param>
    public static IEnumerable<FindAssetsParams> ToAsk(IReadOnlyList<InspectedFile> files, int most)
    {
        foreach (var chunk in files.Where(Follows).Chunk(most))
        {
            yield return new FindAssetsParams { Sources = [.. chunk.SelectMany(f => new[] { f.File.FullPath, f.ContentHash! })], Limit = most };
            yield return new FindAssetsParams { Paths = [.. chunk.Select(f => f.File.AssetPath)], Limit = most };
        }
    }

    /// <summary>Gives the files the paths of their assets.</summary>
    /// <param name="files">All files of the run.</param>
    /// <param name="known">What the editor answered to <see cref="ToAsk"/>; more does no harm.</param>
    /// <param name="isThere">Whether a file of this machine is there.</param>
    /// <exception cref="TransferException">Two files would become one asset.</exception>
    public static IReadOnlyList<InspectedFile> Follow(IReadOnlyList<InspectedFile> files, IReadOnlyCollection<AssetRecord> known, Func<string, bool> isThere)
    {
        known = [.. known.DistinctBy(a => a.Path, StringComparer.OrdinalIgnoreCase)];
        var bySource = known.Where(a => a.Source is not null).ToLookup(a => a.Source!.Path, PathComparer);
        var byHash = known.Where(a => a.Source is not null).ToLookup(a => a.Source!.ContentHash, StringComparer.OrdinalIgnoreCase);
        var paths = known.Select(a => a.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        InspectedFile[] followed = [.. files.Select(f => !Follows(f) ? f
            : At(f, SameSource(f, bySource) ?? (paths.Contains(f.File.AssetPath) ? null : MovedSource(f, byHash, isThere))))];
        FileCollector.RefuseSharedPaths([.. followed.Select(f => f.File)]);
        return followed;
    }

    private static bool Follows(InspectedFile file) => file.File.FollowsItsAsset && file.Refusal is null;

    private static InspectedFile At(InspectedFile file, AssetRecord? asset) =>
        asset is null ? file : file with { File = file.File with { AssetPath = asset.Path } };

    /// <summary>A file may have been sent to several places; the one where it would go anyway comes first.</summary>
    private static AssetRecord? SameSource(InspectedFile file, ILookup<string, AssetRecord> bySource) => bySource[file.File.FullPath]
        .Where(a => a.Class == file.Class)
        .OrderByDescending(a => a.Path.Equals(file.File.AssetPath, StringComparison.OrdinalIgnoreCase))
        .ThenBy(a => a.Path, StringComparer.OrdinalIgnoreCase)
        .FirstOrDefault();

    /// <summary>
    /// The asset of a file that was moved or renamed on this machine: the same content, and nothing where it came from. Only one, and only below
    /// the same root: a path of the editor's records is not to lead this machine to another one.
    /// </summary>
    private static AssetRecord? MovedSource(InspectedFile file, ILookup<string, AssetRecord> byHash, Func<string, bool> isThere)
    {
        var moved = byHash[file.ContentHash!].Where(a => a.Class == file.Class && HasSameRoot(a.Source!.Path, file.File.FullPath) && !isThere(a.Source.Path)).Take(2).ToArray();
        return moved is [var only] ? only : null;
    }

    private static bool HasSameRoot(string recorded, string here) =>
        Path.IsPathFullyQualified(recorded) && string.Equals(Path.GetPathRoot(recorded), Path.GetPathRoot(here), StringComparison.OrdinalIgnoreCase);

    /// <summary>Compares paths as the file system does.</summary>
    public static StringComparer PathComparer => OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
