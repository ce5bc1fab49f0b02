using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>Turns uploaded files into assets of an Unreal project, by way of the editor's Python. Engine thread only.</summary>
/// <param name="python">The editor's interpreter.</param>
public sealed class PythonImporter(IEditorPython python) : IAssetImporter
{
    private readonly PythonCalls _calls = new(python);

    /// <inheritdoc/>
    public IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!AssetPath.TryParse(item.DestinationPath, out var destination, out var problem))
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, problem);
        }

        var args = new ImportArgs(
            destination.Value,
            item.FileName,
            contentFile,
            item.ContentHash,
            item.SourcePath,
            item.OnConflict == ImportConflict.Update);
        var answer = _calls.Call("assets.import", args, PythonJson.Default.ImportArgs, PythonJson.Default.ImportAnswer);
        return [.. answer.Assets.Select(static asset => new ImportedAsset
        {
            Path = asset.Path,
            Class = asset.Class,
            Action = asset.Action switch
            {
                "created" => ImportAction.Created,
                "updated" => ImportAction.Updated,
                "unchanged" => ImportAction.Unchanged,
                _ => throw new EditorException(ErrorCode.EditorScriptFailed, "The import script gave an answer that this version does not know. Restart the editor, so that script and plugin are of one version."),
            },
        })];
    }
}
