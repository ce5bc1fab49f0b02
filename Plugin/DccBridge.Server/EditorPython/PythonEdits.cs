using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Validation.Fixes;

namespace DccBridge.Server.EditorPython;

/// <summary>Fixes of an Unreal project, by way of the editor's Python: one call for all changes of a step. Engine thread only.</summary>
/// <param name="python">The editor's interpreter.</param>
public sealed class PythonEdits(IEditorPython python) : IAssetEdits
{
    private readonly PythonCalls _calls = new(python);

    /// <inheritdoc/>
    public string? FindProblem(AssetRecord asset, FixChange change)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(change);
        return (change.Kind, asset.Class) switch
        {
            (FixKind.Rename, "World") => "It is a level. Levels are renamed in the editor's content browser only.",
            (FixKind.Rename, _) when string.Equals(change.Before, change.After, StringComparison.OrdinalIgnoreCase) =>
                $"Unreal compares names without case and cannot rename an asset to {change.After[(change.After.LastIndexOf('/') + 1)..]} directly. Rename it to something else first, then to that.",
            // Each of these stands for several of Unreal's, of which taking back would have to find the right one.
            (FixKind.SetProperty, _) when change is { Property: FixProperties.Compression, Before: nameof(TextureCompression.Other) or nameof(TextureCompression.Hdr) } =>
                "Its compression is one of several that DccBridge does not tell apart, so the change could not be taken back. Set the compression in the texture editor.",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencersOf(IReadOnlyList<string> paths) =>
        _calls.Call("edits.referencers", new PathsArgs(paths), PythonJson.Default.PathsArgs, PythonJson.Default.ReferencersAnswer).Referencers;

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<FixChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var args = new EditsArgs([.. changes.Select(static change => new EditJson(change.AssetPath, change.Kind == FixKind.Rename ? "rename" : "set", change.Property, change.Before, change.After))]);
        _ = _calls.Call("edits.apply", args, PythonJson.Default.EditsArgs, PythonJson.Default.EmptyAnswer);
    }
}
