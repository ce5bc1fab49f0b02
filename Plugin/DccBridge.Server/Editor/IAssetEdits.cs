using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Server.Editor;

/// <summary>Changes many assets in one step. Called on the engine thread only.</summary>
public interface IAssetEdits
{
    /// <summary>Why the editor cannot make a change safely, as an instruction; null when it can. Callable from any thread.</summary>
    string? FindProblem(AssetRecord asset, FixChange change);

    /// <summary>By package path, the assets that refer to it; a path that nobody refers to may be left out.</summary>
    /// <param name="paths">Package paths of assets that exist.</param>
    /// <exception cref="EditorException">The editor cannot tell now.</exception>
    IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencersOf(IReadOnlyList<string> paths);

    /// <summary>
    /// Makes all changes or none, in one step of the editor's undo history where it has one; references follow renames. A rename raises the
    /// asset's revision by one, a property does not. When it returns, all is durable.
    /// </summary>
    /// <param name="changes">Properties first, then renames; all paths are those before all changes, each target is free and wanted once.</param>
    /// <exception cref="EditorException">Nothing is changed, what was done already was taken back; where even that failed, the message says what is left.</exception>
    void Apply(IReadOnlyList<FixChange> changes);
}
