using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;
using DccBridge.Server.Storage;

namespace DccBridge.Unreal;

/// <summary>The editor as the server sees it: what C# reaches by UnrealSharp's glue, the rest by Unreal's Python.</summary>
internal static class UnrealPorts
{
    public static EditorPorts Make(IEditorIdentity identity, UnrealPython python, UnrealEngineThread engine, OwnValidator own, IBridgeLog log)
    {
        return new EditorPorts(
            Identity: identity,
            Engine: engine,
            Assets: new PythonAssets(python),
            Edits: new PythonEdits(python),
            Importer: new UnrealImporter(new PythonImporter(python), python, engine),
            Validators: new UnrealValidators(own),
            Window: new PythonWindow(python),
            Disk: new SystemDisk(),
            Log: log);
    }
}
