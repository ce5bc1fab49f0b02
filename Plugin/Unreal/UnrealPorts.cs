using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;
using DccBridge.Server.Storage;

namespace DccBridge.Unreal;

/// <summary>The editor as the server sees it: what C# reaches by UnrealSharp's glue, the rest by Unreal's Python.</summary>
internal static class UnrealPorts
{
    public static EditorPorts Make(IEditorIdentity identity, IEngineThread engine, OwnValidator own, IBridgeLog log)
    {
        var python = new UnrealPython();
        return new EditorPorts(
            Identity: identity,
            Engine: engine,
            Assets: new PythonAssets(python),
            Edits: new PythonEdits(python),
            Importer: new PythonImporter(python),
            Validators: new UnrealValidators(own),
            Window: new PythonWindow(python),
            Disk: new SystemDisk(),
            Log: log);
    }
}
