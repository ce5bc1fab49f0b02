using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server;

/// <summary>The editor as the server sees it.</summary>
/// <param name="Identity">Who it is and what stops it.</param>
/// <param name="Engine">Its one thread.</param>
/// <param name="Assets">Its assets.</param>
/// <param name="Edits">Changes many of its assets in one step.</param>
/// <param name="Importer">Makes assets of files.</param>
/// <param name="Validators">What else the project judges assets with.</param>
/// <param name="Window">What the person in front of it sees.</param>
/// <param name="Disk">The disk below the server's own files.</param>
/// <param name="Log">Its log.</param>
public sealed record EditorPorts(
    IEditorIdentity Identity,
    IEngineThread Engine,
    IEditorAssets Assets,
    IAssetEdits Edits,
    IAssetImporter Importer,
    IProjectValidators Validators,
    IEditorWindow Window,
    IStorageDisk Disk,
    IBridgeLog Log);
