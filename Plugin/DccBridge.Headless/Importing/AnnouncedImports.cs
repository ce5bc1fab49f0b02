using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Importing;

/// <summary>Imports that are told of, as Unreal's import subsystem tells of each.</summary>
/// <param name="importer">Does them.</param>
/// <param name="imported">Told the paths of what an import made or changed, on the engine thread.</param>
internal sealed class AnnouncedImports(IAssetImporter importer, Action<IReadOnlyList<string>> imported) : IAssetImporter
{
    /// <inheritdoc/>
    public IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile)
    {
        var made = importer.Import(item, contentFile);
        string[] changed = [.. made.Where(asset => asset.Action is ImportAction.Created or ImportAction.Updated).Select(asset => asset.Path)];
        if (changed.Length > 0)
        {
            imported(changed);
        }

        return made;
    }
}
