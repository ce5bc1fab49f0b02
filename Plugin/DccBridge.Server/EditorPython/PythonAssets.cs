using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>The assets of an Unreal project, by way of the editor's Python. Engine thread only.</summary>
/// <param name="python">The editor's interpreter.</param>
public sealed class PythonAssets(IEditorPython python) : IEditorAssets
{
    private readonly PythonCalls _calls = new(python);

    /// <inheritdoc/>
    /// <remarks>Loads the asset: facts of meshes and textures are read from the object.</remarks>
    public AssetRecord? Get(string path)
    {
        var answer = _calls.Call("assets.get", new PathArgs(path), PythonJson.Default.PathArgs, PythonJson.Default.GetAnswer);
        return answer.Asset is { } asset ? PythonRecords.From(asset) : null;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Loads nothing: what the asset registry knows, without references and without facts that only the object has. The source of
    /// an asset is known here when its file was saved by an editor with DccBridge, or the project lists the tags "DccBridge.*" for the asset registry.
    /// </remarks>
    public IReadOnlyList<AssetRecord> List()
    {
        var records = new List<AssetRecord>();
        for (string? snapshot = null; ;)
        {
            var args = new ListArgs(AssetPath.Root, records.Count, PythonLimits.PageSize, snapshot);
            var page = _calls.Call("assets.list", args, PythonJson.Default.ListArgs, PythonJson.Default.ListAnswer);
            if (page.Total > PythonLimits.MaxAssets)
            {
                throw new EditorException(ErrorCode.TooLarge, $"The project has {page.Total} assets; DccBridge lists {PythonLimits.MaxAssets} at most. Look assets up by their paths.");
            }

            records.AddRange(page.Assets.Select(PythonRecords.From));
            if (records.Count > page.Total)
            {
                throw new EditorException(ErrorCode.EditorScriptFailed, "The list of the editor's Python is longer than it said. Restart the editor, so that its scripts are installed again.");
            }

            if (page.Snapshot is null || page.Assets.Count == 0)
            {
                records.Sort(static (left, right) => StringComparer.OrdinalIgnoreCase.Compare(left.Path, right.Path));
                return records;
            }

            snapshot = page.Snapshot;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Delete(IReadOnlyList<string> paths) =>
        _calls.Call("assets.delete", new PathsArgs(paths), PythonJson.Default.PathsArgs, PythonJson.Default.DeleteAnswer).BrokenReferences;

    /// <inheritdoc/>
    public RenameAssetResult Rename(string from, string to)
    {
        var answer = _calls.Call("assets.rename", new RenameArgs(from, to), PythonJson.Default.RenameArgs, PythonJson.Default.RenameAnswer);
        return new RenameAssetResult { Asset = PythonRecords.From(answer.Asset), UpdatedReferences = answer.UpdatedReferences };
    }
}
