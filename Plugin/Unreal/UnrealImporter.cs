using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Unreal;

/// <summary>Imports in the editor's tick and nowhere else: inside a task of the engine a synchronous import ends the editor (see <see cref="UnrealEngineThread"/>).</summary>
internal sealed class UnrealImporter(IAssetImporter importer, IEditorPython python, UnrealEngineThread engine) : IAssetImporter
{
    public IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile) =>
        engine.IsInTick || !python.IsAvailable
            ? importer.Import(item, contentFile)
            : throw new EditorException(
                ErrorCode.Busy,
                "The editor does not run DccBridge in its tick yet, and an import outside of it would end the editor. Try again; if it stays so, see the output log, category LogDccBridge.");
}
