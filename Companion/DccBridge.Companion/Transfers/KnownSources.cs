using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>
/// Sends a file that was named by itself to the asset that came from it before, wherever that lies by now: a mended file is to mend its asset
/// and not to make a second one. Pure: the editor was asked before, see <see cref="ClassesToAsk"/>.
/// </summary>
internal static class KnownSources
{
    /// <summary>The classes of which all assets are needed.</summary>
    public static IReadOnlyList<string> ClassesToAsk(IReadOnlyList<InspectedFile> files) =>
        [.. files.Where(Follows).Select(f => f.Class!).Distinct(StringComparer.Ordinal)];

    /// <summary>Gives the files the paths of their assets.</summary>
    /// <param name="files">All files of the run.</param>
    /// <param name="known">The editor's assets of <see cref="ClassesToAsk"/>.</param>
    /// <exception cref="TransferException">Two files would become one asset.</exception>
    public static IReadOnlyList<InspectedFile> Follow(IReadOnlyList<InspectedFile> files, IReadOnlyCollection<AssetRecord> known)
    {
        InspectedFile[] followed = [.. files.Select(f => Follows(f) ? Follow(f, known) : f)];
        FileCollector.RefuseSharedPaths([.. followed.Select(f => f.File)]);
        return followed;
    }

    private static bool Follows(InspectedFile file) => file.File.FollowsItsAsset && file.Refusal is null;

    private static InspectedFile Follow(InspectedFile file, IEnumerable<AssetRecord> known)
    {
        // A file may have been sent to several places; the one where it would go anyway comes first.
        var asset = known
            .Where(a => a.Class == file.Class && string.Equals(a.Source?.Path, file.File.FullPath, PathComparison))
            .OrderByDescending(a => a.Path.Equals(file.File.AssetPath, StringComparison.OrdinalIgnoreCase))
            .ThenBy(a => a.Path, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault();
        return asset is null ? file : file with { File = file.File with { AssetPath = asset.Path } };
    }

    private static StringComparison PathComparison => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}
