using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Server.Editor;

/// <summary>Turns uploaded files into assets. Called on the engine thread only.</summary>
public interface IAssetImporter
{
    /// <summary>Imports one file. When it returns, what it made is durable; when it throws, nothing was made or changed.</summary>
    /// <param name="item">What to import and where; its path was checked before.</param>
    /// <param name="contentFile">Path of the verified content on the editor's machine; read only.</param>
    /// <exception cref="EditorException">The file cannot be imported; its message may cross the wire and names the file.</exception>
    IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile);
}
